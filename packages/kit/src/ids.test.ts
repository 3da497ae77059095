import { expect, test } from 'vitest';
import { formatId, makeIds, manualClock, parseId, seededRandom } from './index.ts';

test('ids carry their kind outside, are bare inside, and sort by time', async () => {
  const clock = manualClock(new Date('2026-01-01T00:00:00Z'));
  const ids = makeIds(clock, seededRandom(7));
  const first = ids.next('call');
  await clock.passes(5);
  const second = ids.next('call');
  expect(first < second).toBe(true);
  expect(parseId('call', formatId('call', first))).toBe(first);
  expect(parseId('call', first)).toBe(first);
  expect(parseId('call', formatId('contact', first))).toBeUndefined();
  expect(parseId('call', 'call_nonsense')).toBeUndefined();
});
