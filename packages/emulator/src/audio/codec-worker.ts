import { parentPort } from 'node:worker_threads';
import { decode } from './decode.ts';
import { type Mp3Encoder, makeMp3Encoder } from './mp3-encode.ts';
import type { Samples } from './samples.ts';
import { UnreadableAudio } from './unreadable-audio.ts';

/** What the thread is asked to do. The pieces of one MP3 file carry the same number. */
export type CodecRequest =
  | { do: 'decode'; bytes: Uint8Array; contentType: string }
  | { do: 'begin-mp3'; file: number; channelCount: 1 | 2 }
  | { do: 'add-to-mp3'; file: number; channels: Samples[] }
  | { do: 'end-mp3'; file: number };

/** What the thread answers, one answer for each request, in their order. */
export type CodecReply =
  | { samples: Int16Array<ArrayBuffer> }
  | { bytes: Uint8Array }
  | { unreadable: string }
  | { problem: string };

const files = new Map<number, Mp3Encoder>();
// The decoder prints every broken frame; what matters of them is in its result.
console.error = () => undefined;

// Messages arrive while an earlier one is still being answered, so that they queue here.
let before = Promise.resolve();

parentPort?.on('message', (request: CodecRequest) => {
  before = before.then(async () => {
    const reply = await answer(request).catch(refusal);
    parentPort?.postMessage(reply, 'samples' in reply ? [reply.samples.buffer] : []);
  });
});

async function answer(request: CodecRequest): Promise<CodecReply> {
  if (request.do === 'decode') return { samples: await decode(request.bytes, request.contentType) };
  const { file } = request;
  if (request.do === 'begin-mp3') {
    files.set(file, await makeMp3Encoder(request.channelCount));
    return { bytes: new Uint8Array(0) };
  }
  const encoder = files.get(file);
  if (!encoder) return { problem: 'The codec thread ended while this file was being written' };
  if (request.do === 'add-to-mp3') return { bytes: encoder.add(request.channels) };
  files.delete(file);
  return { bytes: encoder.end() };
}

function refusal(error: unknown): CodecReply {
  return error instanceof UnreadableAudio ? { unreadable: error.message } : { problem: String(error) };
}
