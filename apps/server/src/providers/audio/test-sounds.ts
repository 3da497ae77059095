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
  return Float32Array.from({ length: (file.length - 44) / 2 }, (_none, at) => view.getInt16(44 + 2 * at, true) / 32_768);
}

/** A file in pieces of one size. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
