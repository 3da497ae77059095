import { expect, test } from 'vitest';
import { sampleCall } from './call.test-data.ts';
import { inStateSince, type LiveRow, nextRows } from './live-rows.ts';

const first = sampleCall({ id: 'call_1' });
const second = sampleCall({ id: 'call_2' });
const shown = (rows: readonly LiveRow[]) => rows.map(({ call }) => call.id);

test('a new call comes on top', () => {
  const before = nextRows([], [first], 0, false).rows;
  expect(shown(nextRows(before, [second, first], 0, false).rows)).toEqual(['call_2', 'call_1']);
});

test('while the pointer is on the table a new call waits and nothing moves', () => {
  const before = nextRows([], [first], 0, false).rows;
  const still = nextRows(before, [second, first], 0, true);
  expect(shown(still.rows)).toEqual(['call_1']);
  expect(still.waiting).toBe(1);
});

test('a call that ended stays greyed for five seconds, then leaves', () => {
  const ended = sampleCall({ id: 'call_1', status: 'completed' });
  const rows = nextRows(nextRows([], [first], 0, false).rows, [ended], 1000, false).rows;
  expect(rows[0]?.endedMs).toBe(1000);
  expect(shown(nextRows(rows, [ended], 5999, false).rows)).toEqual(['call_1']);
  expect(shown(nextRows(rows, [ended], 6000, false).rows)).toEqual([]);
});

test('under the pointer even an ended call stays', () => {
  const rows = nextRows(nextRows([], [first], 0, false).rows, [], 1000, false).rows;
  expect(shown(nextRows(rows, [], 60_000, true).rows)).toEqual(['call_1']);
});

test('without news the rows are the same objects, so that nothing is drawn anew', () => {
  const { rows } = nextRows([], [first, second], 0, false);
  expect(nextRows(rows, [first, second], 1000, false).rows).toBe(rows);
  const changed = nextRows(rows, [first, { ...second, tags: ['vip'] }], 1000, true).rows;
  expect([changed === rows, changed[0] === rows[0], changed[1] === rows[1]]).toEqual([false, true, false]);
});

test('the time in a state counts from where that state began', () => {
  const moments = { created_at: '1', ringing_at: '2', answered_at: '3' };
  const since = (status: 'queued' | 'ringing' | 'in-progress') => inStateSince(sampleCall({ ...moments, status }));
  expect([since('queued'), since('ringing'), since('in-progress')]).toEqual(['1', '2', '3']);
});
