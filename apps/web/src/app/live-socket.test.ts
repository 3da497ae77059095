import { expect, test } from 'vitest';
import { reconnectDelayMs } from './live-socket.ts';

test('the pause before a new socket doubles up to fifteen seconds', () => {
  expect([0, 1, 2, 10].map((failures) => reconnectDelayMs(failures, 1))).toEqual([500, 1000, 2000, 15_000]);
});

test('chance halves the pause at most, so that pages do not all come back at once', () => {
  expect(reconnectDelayMs(2, 0)).toBe(1000);
});
