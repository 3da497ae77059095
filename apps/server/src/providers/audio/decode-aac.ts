import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Input, InputAudioTrack } from 'mediabunny';
import { AudioRefused } from './audio.ts';
import type { Sound } from './sound.ts';

/** What an ADTS header says of every frame. */
interface AdtsShape {
  rateIndex: number;
  channels: number;
}

// FFmpeg gets half a minute at a time, and each stretch begins with frames of the one before it, whose sound is
// thrown away: a frame overlaps with its neighbour, and the high band of HE-AAC needs some more to find its level.
const framesAtATime = 1300;
const framesBefore = 8;
const samplesPerFrame = 1024;
const adtsHeaderBytes = 7;

/**
 * AAC out of MP4, QuickTime or an ADTS stream. Mediabunny takes the file apart, FFmpeg (in WebAssembly, so that a broken
 * file breaks nothing else) decodes the frames.
 */
export async function* decodeAac(bytes: Uint8Array): AsyncGenerator<Sound> {
  const { ADTS, BufferSource, EncodedPacketSink, Input, MP4, QTFF } = await import('mediabunny');
  using input = new Input({ source: new BufferSource(bytes), formats: [MP4, QTFF, ADTS] });
  const track = await aacTrack(input);
  const config = await track.getDecoderConfig();
  // Frames of an ADTS stream have their headers already.
  const shape = config?.description ? adtsShape(bytesOf(config.description)) : undefined;
  const decode = makeWindows(Math.max(0, -(await track.getFirstTimestamp())));
  let seconds = 0;
  let end = 0;
  const counted = (sound: Sound) => {
    seconds += (sound.channels[0]?.length ?? 0) / sound.sampleRate;
    return sound;
  };
  for await (const { data, timestamp, duration } of new EncodedPacketSink(track).packets()) {
    end = timestamp + duration;
    const sound = await decode.add(shape ? adtsFrame(shape, data) : data);
    if (sound) yield counted(sound);
  }
  const last = await decode.end();
  if (last) yield counted(last);
  if (end < (await track.computeDuration()) - 0.1) throw new AudioRefused('broken', cutShort);
  // Sound at another speed than the file says would be a kind of AAC that was taken for another.
  if (Math.abs(seconds - end) > 0.2 + end / 20) throw new AudioRefused('unsupported', rareKind);
}

/** Decodes frames a window at a time. Encoders put `early` seconds before the first sound, which are left out. */
function makeWindows(early: number) {
  let frames: Uint8Array[] = [];
  let before = 0;
  const decode = async () => {
    const { channels, sampleRate } = await decodeFrames(frames, before);
    const from = before > 0 ? 0 : Math.round(early * sampleRate);
    frames = frames.slice(-framesBefore);
    before = frames.length;
    return { channels: channels.map((samples) => samples.subarray(from)), sampleRate };
  };
  return {
    async add(frame: Uint8Array): Promise<Sound | undefined> {
      frames.push(frame);
      return frames.length < before + framesAtATime ? undefined : decode();
    },
    end: async (): Promise<Sound | undefined> => (frames.length > before ? decode() : undefined),
  };
}

const rareKind = 'This file holds a rare kind of AAC. Save it as WAV, MP3 or M4A with AAC-LC.';
const cutShort = 'This file is damaged or cut short. Send the whole file.';

async function aacTrack(input: Input): Promise<InputAudioTrack> {
  const track = await input.getPrimaryAudioTrack();
  if (!track) {
    const isVideo = (await input.getTracks()).length > 0;
    throw isVideo ? new AudioRefused('not-audio', 'This video has no sound.') : new AudioRefused('broken', cutShort);
  }
  if ((await track.getCodec()) === 'aac') return track;
  throw new AudioRefused('unsupported', 'The sound in this file is not AAC. Save it as WAV, MP3 or M4A with AAC.');
}

async function decodeFrames(frames: Uint8Array[], before: number): Promise<Sound> {
  // The decoder keeps the sound of the last frame to itself, so that it gets this one twice.
  const stream = new Uint8Array(Buffer.concat([...frames, ...frames.slice(-1)]));
  const decoder = await openDecoder(stream.buffer);
  try {
    const { sampleRate } = decoder;
    const samples = decoder.decodeAudioData(0, -1);
    // HE-AAC gives twice as many samples as the frames say.
    const perFrame = samplesPerFrame * Math.max(1, Math.round(samples.length / frames.length / samplesPerFrame));
    return { channels: [samples.subarray(before * perFrame, frames.length * perFrame)], sampleRate };
  } finally {
    decoder.dispose();
  }
}

// The package was built for pages. In Node its two halves disagree on how to load, and agree again where there is no
// `process`, as in a page; nothing else runs in this thread meanwhile.
async function openDecoder(stream: ArrayBuffer) {
  const { getAudioDecoder } = await import('@humansignal/audio-file-decoder');
  const own = Object.getOwnPropertyDescriptor(globalThis, 'process');
  Object.defineProperty(globalThis, 'process', { value: undefined, configurable: true });
  try {
    return await getAudioDecoder(program(), stream);
  } finally {
    if (own) Object.defineProperty(globalThis, 'process', own);
  }
}

let loaded: string | undefined;

function program(): string {
  loaded ??= `data:application/wasm;base64,${readFileSync(
    fileURLToPath(import.meta.resolve('@humansignal/audio-file-decoder/decode-audio.wasm')),
    'base64',
  )}`;
  return loaded;
}

function bytesOf(description: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
}

/** Reads an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): 5 bits of kind, 4 of rate, 4 of channels. */
function adtsShape(description: Uint8Array): AdtsShape {
  const [first = 0, second = 0] = description;
  const kind = first >> 3;
  const rateIndex = ((first & 7) << 1) | (second >> 7);
  const channels = (second >> 3) & 15;
  // 2 is AAC-LC; 5 and 29 are HE-AAC, whose frames are AAC-LC with more inside.
  const isKnown = (kind === 2 || kind === 5 || kind === 29) && rateIndex < 13 && channels >= 1 && channels <= 7;
  if (isKnown) return { rateIndex, channels };
  throw new AudioRefused('unsupported', rareKind);
}

/** A frame under a header of its own (ISO/IEC 13818-7, 6.2). */
function adtsFrame({ rateIndex, channels }: AdtsShape, data: Uint8Array): Uint8Array {
  const length = data.length + adtsHeaderBytes;
  if (length >= 8192) throw new AudioRefused('broken', 'This file holds a frame that is too large for AAC.');
  const header = [
    0xff,
    0xf1,
    0x40 | (rateIndex << 2) | (channels >> 2),
    ((channels & 3) << 6) | (length >> 11),
    (length >> 3) & 0xff,
    ((length & 7) << 5) | 0x1f,
    0xfc,
  ];
  const frame = new Uint8Array(length);
  frame.set(header);
  frame.set(data, adtsHeaderBytes);
  return frame;
}
