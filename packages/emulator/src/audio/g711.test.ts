import { expect, test } from 'vitest';
import { decodeALaw, decodeMuLaw } from './g711.ts';

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
