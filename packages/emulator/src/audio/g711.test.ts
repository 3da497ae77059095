import { expect, test } from 'vitest';
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw, fromMuLaw, muLawFrameBytes, toMuLaw } from './g711.ts';

const everyByte = Array.from({ length: 256 }, (_, byte) => byte);

test('µ-law bytes have the values of the standard', () => {
  expect([0xff, 0x7f, 0x00, 0x80, 0xf0, 0x8f].map(decodeMuLaw)).toEqual([0, 0, -32_124, 32_124, 120, 16_764]);
});

test('A-law bytes have the values of the standard', () => {
  expect([0xd5, 0x55, 0xaa, 0x2a, 0x80].map(decodeALaw)).toEqual([8, -8, 32_256, -32_256, 5_504]);
});

test.each([
  ['µ-law', decodeMuLaw],
  ['A-law', decodeALaw],
])('the sign bit of %s turns a sample around and all magnitudes differ', (_, decode) => {
  for (const byte of everyByte) expect(decode(byte) + decode(byte ^ 0x80)).toBe(0);
  expect(new Set(everyByte.map((byte) => Math.abs(decode(byte)))).size).toBe(128);
});

test('every byte comes back from the sample it stands for, but for the two zeros of µ-law', () => {
  for (const byte of everyByte) {
    expect(encodeMuLaw(decodeMuLaw(byte))).toBe(byte === 0x7f ? 0xff : byte);
    expect(encodeALaw(decodeALaw(byte))).toBe(byte);
  }
});

test.each([
  ['µ-law', encodeMuLaw, decodeMuLaw],
  ['A-law', encodeALaw, decodeALaw],
])('%s errs by no more than half a step, for every sample up to its loudest', (_, encode, decode) => {
  const values = everyByte.map(decode).toSorted((a, b) => a - b);
  for (let sample = -32_000; sample <= 32_000; sample += 1) {
    const heard = decode(encode(sample));
    const place = values.indexOf(heard);
    const steps = [values[place + 1] ?? heard, values[place - 1] ?? heard].map((value) => Math.abs(value - heard));
    expect(Math.abs(heard - sample)).toBeLessThanOrEqual(Math.max(...steps) / 2);
  }
});

test('what is louder than the loudest value becomes it', () => {
  expect([32_767, -32_768].map(encodeMuLaw)).toEqual([0x80, 0x00]);
  expect([32_767, -32_768].map(encodeALaw)).toEqual([0xaa, 0x2a]);
});

test('a stretch of samples becomes as many bytes and comes back with 30 dB above the noise', () => {
  const samples = Int16Array.from({ length: 160 }, (_, at) => 8000 * Math.sin(at / 3));
  const bytes = toMuLaw(samples);
  expect(bytes).toHaveLength(muLawFrameBytes);
  const back = fromMuLaw(bytes);
  const energy = (values: number[]) => values.reduce((sum, value) => sum + value * value, 0);
  const noise = energy([...back].map((value, at) => value - (samples[at] ?? 0)));
  expect(10 * Math.log10(energy([...samples]) / noise)).toBeGreaterThan(30);
});
