import { expect, test } from 'vitest';
import { isHeard, neighbourOf, playedAfter } from './heard.ts';

test('three seconds count as heard, and of a short message 60 percent', () => {
  expect(isHeard(2.9, 30)).toBe(false);
  expect(isHeard(3, 30)).toBe(true);
  expect(isHeard(2.3, 4)).toBe(false);
  expect(isHeard(2.4, 4)).toBe(true);
});

test('a jump plays nothing, in either direction', () => {
  expect(playedAfter(1, 1, 1.25)).toBe(1.25);
  expect(playedAfter(1, 1, 20)).toBe(1);
  expect(playedAfter(1, 20, 0)).toBe(1);
});

test('after a message the next one follows, and after the last the one before', () => {
  expect(neighbourOf(['a', 'b', 'c'], 'b')).toBe('c');
  expect(neighbourOf(['a', 'b', 'c'], 'c')).toBe('b');
  expect(neighbourOf(['a'], 'a')).toBeUndefined();
  expect(neighbourOf(['a'], 'gone')).toBeUndefined();
});
