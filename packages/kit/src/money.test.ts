import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMicros, parseMicros } from './index.ts';

test.each([
  [14_000, '0.014'],
  [1_500_000, '1.50'],
  [-30_000, '-0.03'],
  [0, '0.00'],
  [1, '0.000001'],
])('%d micros read %s', (micros, text) => {
  expect(formatMicros(micros)).toBe(text);
});

test('money survives being written and read', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e14, max: 1e14 }), (micros) => parseMicros(formatMicros(micros)) === micros),
  );
});

test.each(['', 'x', '1.2.3', '0.0000001', '1e3'])('%s is no money', (text) => {
  expect(parseMicros(text)).toBeUndefined();
});
