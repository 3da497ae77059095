import { expect, test } from 'vitest';
import { sampleCall } from './call.test-data.ts';
import { heldBack } from './held-calls.ts';

const calls = ['new', 'first', 'second'].map((id) => sampleCall({ id }));

test('a call that came in waits while the rows keep still', () => {
  const { shown, waiting } = heldBack(calls, 'first', true);
  expect([shown.map(({ id }) => id), waiting]).toEqual([['first', 'second'], 1]);
});

test('it is shown once they may move, or when the first one is gone', () => {
  expect(heldBack(calls, 'first', false)).toEqual({ shown: calls, waiting: 0 });
  expect(heldBack(calls, 'gone', true)).toEqual({ shown: calls, waiting: 0 });
  expect(heldBack(calls, undefined, true).waiting).toBe(0);
});
