import { expect, test } from 'vitest';
import { recordingTime, secondAt } from './recording-moments.ts';

const at = (second: number) => new Date(Date.parse('2026-11-21T14:00:00Z') + second * 1000).toISOString();
const event = (second: number, kind: string, details = {}) => ({ at: at(second), kind, details });

test('the second of a recording counts from where the carrier began it', () => {
  const time = recordingTime([event(4, 'recording', { status: 'in-progress' })], at(2));
  expect(time && secondAt(at(10), time, 60)).toBe(6);
});

test('without its word it counts from the answer; nobody answered: no second', () => {
  const time = recordingTime([event(50, 'recording', { status: 'completed' })], at(2));
  expect(time && secondAt(at(10), time, 60)).toBe(8);
  expect(recordingTime([], null)).toBeUndefined();
});

test('a pause is not in the recording', () => {
  const time = recordingTime([event(10, 'recording-paused'), event(25, 'recording-resumed')], at(0));
  expect(time && [secondAt(at(5), time, 60), secondAt(at(12), time, 60), secondAt(at(30), time, 60)]).toEqual([
    5, 10, 15,
  ]);
});

test('what happened before it began or after it ended has no second', () => {
  const time = recordingTime([], at(10));
  expect(time && [secondAt(at(9), time, 20), secondAt(at(31), time, 20)]).toEqual([undefined, undefined]);
});
