import { expect, test } from 'vitest';
import { sampleCall } from '../calls/call.test-data.ts';
import { pressed, printSorting, readSorting, sortCalls, usualSorting } from './call-sorting.ts';

const calls = [
  sampleCall({
    id: 'call_1',
    created_at: '2026-11-02T10:00:00.000Z',
    answered_at: null,
    duration_seconds: null,
    cost: '0.02',
  }),
  sampleCall({
    ...{ id: 'call_2', created_at: '2026-11-02T11:00:00.000Z', answered_at: '2026-11-02T11:00:09.000Z' },
    ...{ duration_seconds: 90, cost: null },
  }),
  sampleCall({
    ...{ id: 'call_3', created_at: '2026-11-02T12:00:00.000Z', answered_at: '2026-11-02T12:00:09.000Z' },
    ...{ duration_seconds: 9, cost: '0.1' },
  }),
];
const order = (text: string | undefined) =>
  sortCalls(calls, readSorting(text))
    .map(({ id }) => id.at(-1))
    .join('');

test.each([
  [undefined, '321'],
  ['-started', '123'],
  ['talk', '231'],
  ['-talk', '321'],
  ['cost', '312'],
  ['nonsense', '321'],
])('sorted by %s what is not known comes last', (text, ids) => {
  expect(order(text)).toBe(ids);
});

test('a second press on a column turns its order round, and the usual order needs no word', () => {
  const byTalk = pressed(usualSorting, 'talk');
  expect(printSorting(byTalk)).toBe('talk');
  expect(printSorting(pressed(byTalk, 'talk'))).toBe('-talk');
  expect(printSorting(pressed(pressed(byTalk, 'started'), 'started'))).toBe('-started');
  expect(printSorting(usualSorting)).toBeUndefined();
});
