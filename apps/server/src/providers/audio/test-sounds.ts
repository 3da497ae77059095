import { readFileSync } from 'node:fs';

/** A file of the folder `fixtures`, made by a real encoder. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
}

/** Sine waves of one amplitude, added up. */
export function tones(hertz: number[], amplitude: number, seconds: number, sampleRate: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_none, at) =>
    hertz.reduce((sum, each) => sum + amplitude * Math.sin((2 * Math.PI * each * at) / sampleRate), 0),
  );
}

/** The amplitude of one frequency, by Goertzel's algorithm: 1 for a sine wave at full scale. */
export function amplitudeAt(samples: Float32Array, hertz: number, sampleRate = 8000): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
  const power = before * before + last * last - coefficient * before * last;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}

interface WavParts {
  data: Uint8Array;
  channels?: number;
  sampleRate?: number;
  format?: number;
  bits?: number;
  extensible?: boolean;
  /** Chunks before the data. */
  before?: Buffer[];
  after?: Buffer[];
  /** Instead of the true size of the data. */
  statedBytes?: number;
}

export function chunk(id: string, data: Uint8Array, statedBytes = data.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(statedBytes, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

export function wav(parts: WavParts): Buffer {
  const { data, channels = 1, sampleRate = 8000, format = 1, bits = 16, before = [], after = [], statedBytes } = parts;
  const fmt = Buffer.alloc(parts.extensible ? 40 : 16);
  fmt.writeUInt16LE(parts.extensible ? 0xfffe : format, 0);
  fmt.writeUInt16LE(channels, 2);
  fmt.writeUInt32LE(sampleRate, 4);
  fmt.writeUInt32LE((sampleRate * channels * bits) / 8, 8);
  fmt.writeUInt16LE((channels * bits) / 8, 12);
  fmt.writeUInt16LE(bits, 14);
  if (parts.extensible) fmt.writeUInt16LE(format, 24);
  const chunks = [chunk('fmt ', fmt), ...before, chunk('data', data, statedBytes), ...after];
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

/** 16-bit samples, channels interleaved. */
export function pcm16(...channels: Float32Array[]): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const samples = Int16Array.from({ length: frames * channels.length }, (_none, at) =>
    Math.round((channels[at % channels.length]?.[Math.floor(at / channels.length)] ?? 0) * 32_767),
  );
  return new Uint8Array(samples.buffer);
}

/** The samples of a WAV file as we write it. */
export function samplesOf(file: Uint8Array): Float32Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return Float32Array.from(
    { length: (file.length - 44) / 2 },
    (_none, at) => view.getInt16(44 + 2 * at, true) / 32_768,
  );
}

/** A file in pieces of one size. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A sound Ogg Opus file of two bytes for each 120 ms of silence: an hour in 90 KB. */
export function opusBomb(hours: number): Uint8Array {
  const head = Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1');
  const tags = Buffer.from('OpusTags\0\0\0\0\0\0\0\0', 'latin1');
  // RFC 6716, 3.2.5: CELT frames of 20 ms, six of them, each of no bytes.
  const packet = [0xfb, 6];
  const count = 255;
  const pages = [oggPage(0, 2, 0, [head.length], head), oggPage(1, 0, 0, [tags.length], tags)];
  const data = Buffer.from(Array.from({ length: count }, () => packet).flat());
  for (let page = 2; page < 2 + (hours * 3600) / (0.12 * count); page += 1) {
    pages.push(oggPage(page, 0, (page - 1) * count * 5760, new Array(count).fill(2), data));
  }
  return Buffer.concat(pages);
}

// RFC 3533, 6.
function oggPage(number: number, kind: number, granule: number, segments: number[], data: Uint8Array): Buffer {
  const head = Buffer.alloc(27 + segments.length);
  head.write('OggS', 'latin1');
  head[5] = kind;
  head.writeBigUInt64LE(BigInt(granule), 6);
  head.writeUInt32LE(7, 14);
  head.writeUInt32LE(number, 18);
  head[26] = segments.length;
  head.set(segments, 27);
  const page = Buffer.concat([head, data]);
  page.writeUInt32LE(oggCrc(page), 22);
  return page;
}

function oggCrc(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
  }
  return crc >>> 0;
}
