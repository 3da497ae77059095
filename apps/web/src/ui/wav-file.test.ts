import { expect, test } from 'vitest';
import { mixDown, peakOf, wavFile } from './wav-file.ts';

test('samples become a WAV file of 16 bit and one channel', () => {
  const file = wavFile(new Float32Array([0, 1, -1, 0.5]), 16_000);
  const view = new DataView(file.buffer);
  expect(new TextDecoder('latin1').decode(file.subarray(0, 16))).toBe('RIFF\x2c\0\0\0WAVEfmt ');
  expect([20, 22, 34].map((at) => view.getUint16(at, true))).toEqual([1, 1, 16]);
  expect([24, 28, 40].map((at) => view.getUint32(at, true))).toEqual([16_000, 32_000, 8]);
  expect([44, 46, 48, 50].map((at) => view.getInt16(at, true))).toEqual([0, 32_767, -32_768, 16_384]);
});

test('what is too loud is cut off and does not turn over', () => {
  const view = new DataView(wavFile(new Float32Array([1.7, -3]), 8000).buffer);
  expect([44, 46].map((at) => view.getInt16(at, true))).toEqual([32_767, -32_768]);
});

test('channels are mixed to their mean, and one is left as it is', () => {
  const left = new Float32Array([1, 0, -0.5]);
  expect([...mixDown([left, new Float32Array([0, 0.5, -0.5])])]).toEqual([0.5, 0.25, -0.5]);
  expect(mixDown([left])).toBe(left);
  expect(mixDown([])).toHaveLength(0);
});

test('the loudest sample counts in either direction', () => {
  expect(peakOf(new Float32Array([0.25, -0.75, 0.5]))).toBe(0.75);
  expect(peakOf(new Float32Array())).toBe(0);
});
