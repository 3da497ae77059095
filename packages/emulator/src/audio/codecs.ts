import type { CodecReply, CodecRequest } from './codec-worker.ts';
import type { Samples } from './samples.ts';
import { sliced } from './slices.ts';
import { makeThread, ThreadEnded } from './thread.ts';
import { UnreadableAudio } from './unreadable-audio.ts';

/** A sound could not be decoded or encoded for a reason that is not its own; the message says why. */
export class CodecFailed extends Error {
  override name = 'CodecFailed';
}

// Beside this file stands the worker as it was written, or both stand bundled as JavaScript in one folder.
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const script = new URL(`./codec-worker.${extension}`, import.meta.url);
// Two, so that a recording that is written does not wait for a long file that is read.
const decoding = makeThread<CodecRequest, CodecReply>(script, 'decoding thread');
const encoding = makeThread<CodecRequest, CodecReply>(script, 'encoding thread');
let files = 0;

/**
 * An audio file as telephone samples: 8000 Hz, all channels averaged into one, in a thread of its own. Plays WAV
 * (PCM, float, µ-law, A-law, GSM), AIFF and AIFF-C, au, MP3, and raw µ-law, A-law and GSM 06.10. What the bytes say of
 * themselves counts more than their content type.
 *
 * @param contentType as the server sent it; it tells raw µ-law, A-law and GSM apart
 * @throws UnreadableAudio when the bytes cannot be played, with a sentence that says why
 * @throws CodecFailed when the thread dies or is closed
 * @example
 * await decodeAudio(new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type') ?? '');
 */
export async function decodeAudio(bytes: Uint8Array, contentType: string): Promise<Samples> {
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  const reply = await ask(decoding, { do: 'decode', bytes: own, contentType });
  if ('samples' in reply) return reply.samples;
  throw new CodecFailed('The decoding thread gave no samples');
}

/**
 * A recording as MP3 at 32 kbit/s, mono or stereo, encoded in a thread of its own.
 *
 * @param channels one channel, or left and right; the shorter ends in silence
 * @throws RangeError when there is no channel, or more than two
 * @throws CodecFailed when the thread dies or is closed
 * @example
 * await encodeMp3([beep()]);
 */
export async function encodeMp3(channels: Samples[]): Promise<Uint8Array> {
  if (channels.length < 1 || channels.length > 2) {
    throw new RangeError(`A recording has one or two channels, not ${channels.length}`);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of mp3InSlices(sliced(channels), channels.length === 1 ? 1 : 2)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/**
 * The same as {@link encodeMp3} for a long recording: bytes come as slices are given.
 *
 * @throws CodecFailed when the thread dies or is closed
 * @example
 * for await (const piece of mp3InSlices(together([far, near]), 2)) file.write(piece);
 */
export async function* mp3InSlices(slices: AsyncIterable<Samples[]>, channelCount: 1 | 2): AsyncGenerator<Uint8Array> {
  files += 1;
  const file = files;
  await ask(encoding, { do: 'begin-mp3', file, channelCount });
  let isEnded = false;
  try {
    for await (const channels of slices) {
      // A stretch of a long recording would be sent together with all of its memory.
      const copies = channels.map((channel) => channel.slice());
      yield bytesOf(await ask(encoding, { do: 'add-to-mp3', file, channels: copies }));
    }
    isEnded = true;
    yield bytesOf(await ask(encoding, { do: 'end-mp3', file }));
  } finally {
    // Whoever stops reading, or fails to give slices, leaves an encoder behind.
    if (!isEnded) await ask(encoding, { do: 'end-mp3', file }).catch(() => undefined);
  }
}

function bytesOf(reply: CodecReply): Uint8Array {
  return 'bytes' in reply ? reply.bytes : new Uint8Array(0);
}

async function ask(thread: typeof decoding, request: CodecRequest): Promise<CodecReply> {
  const reply = await thread.ask(request).catch((error) => {
    throw error instanceof ThreadEnded ? new CodecFailed(error.message) : error;
  });
  if ('unreadable' in reply) throw new UnreadableAudio(reply.unreadable);
  if ('problem' in reply) throw new CodecFailed(reply.problem);
  return reply;
}

/** Ends both threads. What is under way fails with CodecFailed; a later request starts them again. */
export async function closeCodecs(): Promise<void> {
  await Promise.all([decoding.close(), encoding.close()]);
}
