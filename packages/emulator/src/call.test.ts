import fc from 'fast-check';
import { expect, test } from 'vitest';
import { billedMinutes, type Call, type CallEvent, durationSeconds, hasEnded, next } from './call.ts';

const plan = { ringTimeoutSeconds: 60, timeLimitSeconds: 14_400 };
const asked = {
  sid: 'CA1',
  accountSid: 'AC1',
  from: '+15005550006',
  to: '+12025550123',
  direction: 'outbound-api' as const,
  plan,
};
const fresh = next(undefined, 0, { type: 'placed', call: asked });

function after(events: [atMs: number, event: CallEvent][]): Call {
  return events.reduce((call, [atMs, event]) => next(call, atMs, event), fresh);
}

test('a call goes from queued over ringing to in-progress and ends', () => {
  expect(fresh.status).toBe('queued');
  expect(after([[1, { type: 'initiated' }]])).toMatchObject({ status: 'queued', dialledAtMs: 1 });
  const ended = after([
    [1, { type: 'initiated' }],
    [2, { type: 'ringing' }],
    [1000, { type: 'answered' }],
    [62_000, { type: 'ended', status: 'completed', sipCode: 200 }],
  ]);
  expect(ended).toMatchObject({ status: 'completed', sipCode: 200 });
  expect([durationSeconds(ended), billedMinutes(ended)]).toEqual([61, 2]);
});

test('a call that was never answered lasts and costs nothing', () => {
  const ended = after([[9000, { type: 'ended', status: 'busy', sipCode: 486 }]]);
  expect([durationSeconds(ended), billedMinutes(ended)]).toEqual([0, 0]);
});

const event: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constantFrom<CallEvent>({ type: 'initiated' }, { type: 'ringing' }, { type: 'answered' }, { type: 'told' }),
  fc
    .constantFrom('completed' as const, 'busy' as const)
    .map((status) => ({ type: 'ended' as const, status, sipCode: 1 })),
  fc.integer().map((priceMicros) => ({ type: 'priced' as const, priceMicros })),
);

test('whatever comes late, an ended call keeps its status, its end and its duration', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), event)), fc.array(fc.tuple(fc.nat(), event)), (before, late) => {
      const ended = next(after(before), 10, { type: 'ended', status: 'failed', sipCode: 500 });
      const later = late.reduce((call, [atMs, one]) => next(call, atMs, one), ended);
      expect(hasEnded(later)).toBe(true);
      expect([later.status, later.endedAtMs, later.answeredAtMs]).toEqual([
        ended.status,
        ended.endedAtMs,
        ended.answeredAtMs,
      ]);
    }),
  );
});

test('an event of a call that was never placed is a bug', () => {
  expect(() => next(undefined, 0, { type: 'ringing' })).toThrow("'placed'");
});
