import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRange } from './byte-range.ts';

test.each([
  ['bytes=0-', 0, 99],
  ['bytes=10-19', 10, 19],
  ['bytes=90-1000', 90, 99],
  ['bytes=-10', 90, 99],
  ['bytes=-1000', 0, 99],
])('%s of 100 bytes is %d to %d', (header, start, end) => {
  expect(readRange(header, 100)).toEqual({ start, end });
});

test.each(['bytes=100-', 'bytes=-0', 'bytes=200-300'])('%s of 100 bytes is no part of them', (header) => {
  expect(readRange(header, 100)).toBeNull();
});

test.each([undefined, '', 'bytes=-', 'bytes=5-4', 'bytes=0-1,5-6', 'items=0-1', 'bytes=a-b'])(
  '%s asks for all of it',
  (header) => {
    expect(readRange(header, 100)).toBeUndefined();
  },
);

test('a part never leaves the file', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.option(fc.nat(60)), fc.option(fc.nat(60)), (size, from, to) => {
      const range = readRange(`bytes=${from ?? ''}-${to ?? ''}`, size);
      if (!range) return;
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.start).toBeLessThanOrEqual(range.end);
      expect(range.end).toBeLessThan(size);
    }),
  );
});
