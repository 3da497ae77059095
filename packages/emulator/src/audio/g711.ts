import type { Samples } from './samples.ts';

/**
 * One µ-law byte of ITU-T G.711 as a 16-bit sample.
 *
 * @example
 * decodeMuLaw(0xff); // 0
 */
export function decodeMuLaw(byte: number): number {
  const code = ~byte & 0xff;
  const magnitude = (((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4);
  return code & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
}

/**
 * One A-law byte of ITU-T G.711 as a 16-bit sample.
 *
 * @example
 * decodeALaw(0xd5); // 8
 */
export function decodeALaw(byte: number): number {
  const code = byte ^ 0x55;
  const segment = (code & 0x70) >> 4;
  const mantissa = (code & 0x0f) << 4;
  const magnitude = segment === 0 ? mantissa + 8 : (mantissa + 0x108) << (segment - 1);
  return code & 0x80 ? magnitude : -magnitude;
}

/**
 * The µ-law byte of a 16-bit sample.
 *
 * @example
 * encodeMuLaw(0); // 0xff
 */
export function encodeMuLaw(sample: number): number {
  const magnitude = Math.min(32_635, Math.abs(sample)) + 0x84;
  // The segment is the place of the highest bit, from 7 to 14.
  const segment = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (segment + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | mantissa) & 0xff;
}

/**
 * The A-law byte of a 16-bit sample.
 *
 * @example
 * encodeALaw(8); // 0xd5
 */
export function encodeALaw(sample: number): number {
  const magnitude = Math.min(32_767, sample < 0 ? -sample - 1 : sample);
  const segment = Math.max(0, 24 - Math.clz32(magnitude));
  const mantissa = (magnitude >> Math.max(4, segment + 3)) & 0x0f;
  return ((sample < 0 ? 0 : 0x80) | (segment << 4) | mantissa) ^ 0x55;
}

/** Bytes in a frame of 20 ms, the unit in which Media Streams send µ-law. */
export const muLawFrameBytes = 160;

/**
 * Samples as µ-law, one byte each: what Media Streams carry.
 *
 * @example
 * toMuLaw(timeline.render(0, 20)); // one frame of 160 bytes
 */
export function toMuLaw(samples: Samples): Uint8Array {
  return Uint8Array.from(samples, encodeMuLaw);
}

/**
 * µ-law as samples.
 *
 * @example
 * fromMuLaw(Uint8Array.of(0xff, 0xff)); // Int16Array [0, 0]
 */
export function fromMuLaw(bytes: Uint8Array): Samples {
  return Int16Array.from(bytes, decodeMuLaw);
}
