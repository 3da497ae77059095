import { type AttemptOutcome, attemptOutcomes, callStatuses } from '@offhook/contract';
import { seededRandom } from '@offhook/kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterAttempt, outcomeOf } from './after-attempt.ts';

const minutes = fc.option(fc.integer({ min: 1, max: 43_200 }));
const retries = fc.record({
  max_attempts: fc.integer({ min: 1, max: 10 }),
  retry_minutes: fc.record({
    busy: minutes,
    'no-answer': minutes,
    failed: minutes,
    machine: minutes,
    abandoned: minutes,
  }),
});
const endedAt = new Date('2026-11-02T15:00:00Z');
const placed = { placement: 'placed', errorCode: null, errorMessage: null } as const;

test('nobody is tried again before the delay of the outcome, more often than asked for, or after a talk', () => {
  const outcome = fc.constantFrom(...attemptOutcomes);
  fc.assert(
    fc.property(retries, outcome, fc.integer({ min: 1, max: 12 }), (settings, ended, attempts) => {
      const after = afterAttempt(settings, { outcome: ended, attempts, endedAt, call: placed });
      if (after.state !== 'waiting') return void expect(after).toMatchObject({ state: 'done', nextAt: null });
      expect(attempts).toBeLessThan(settings.max_attempts);
      expect(ended).not.toBe('human');
      const kind = ended === 'canceled' || ended === 'unknown' || ended === 'human' ? 'failed' : ended;
      expect((after.nextAt?.getTime() ?? 0) - endedAt.getTime()).toBe((settings.retry_minutes[kind] ?? 0) * 60_000);
    }),
  );
});

test('what was never placed is no attempt: the turn comes again at once, however often', () => {
  fc.assert(
    fc.property(retries, fc.integer({ min: 1, max: 12 }), (settings, attempts) => {
      const call = { ...placed, placement: 'not-placed' as const };
      expect(afterAttempt(settings, { outcome: 'not-placed', attempts, endedAt, call })).toEqual({
        ...{ state: 'waiting', nextAt: endedAt, reason: null },
      });
    }),
  );
});

test('a number that the carrier cannot call is skipped; a refusal that is not its fault is a failed attempt', () => {
  const refused = (errorCode: string) => ({
    placement: 'refused' as const,
    errorCode,
    errorMessage: 'No such number.',
  });
  const settings = { max_attempts: 3, retry_minutes: { busy: 1, 'no-answer': 1, failed: 1, machine: 1, abandoned: 1 } };
  const after = (code: string) =>
    afterAttempt(settings, { outcome: 'failed', attempts: 1, endedAt, call: refused(code) });
  expect(after('13224')).toMatchObject({ state: 'skipped', reason: { code: 'calls.carrier_refused' } });
  expect(after('20003')).toMatchObject({ state: 'waiting', reason: null });
});

test('every end of a call is one outcome', () => {
  const call = fc.record({
    status: fc.constantFrom(...callStatuses),
    placement: fc.constantFrom('placed' as const, 'refused' as const, 'not-placed' as const),
    answeredByMachine: fc.boolean(),
    abandoned: fc.boolean(),
    errorCode: fc.option(fc.constantFrom('20404', '31002')),
    errorMessage: fc.constant(null),
  });
  fc.assert(
    fc.property(call, (ended) => {
      expect([...attemptOutcomes, 'not-placed']).toContain(outcomeOf(ended));
      if (ended.placement === 'not-placed') expect(outcomeOf(ended)).toBe('not-placed');
    }),
  );
});

test('ten thousand prospects get their turns in the order in which they fall due, and none of them starves', () => {
  const random = seededRandom(7);
  const settings = {
    max_attempts: 4,
    retry_minutes: { busy: 5, 'no-answer': 10, failed: 5, machine: 10, abandoned: 9 },
  };
  const outcomes: AttemptOutcome[] = ['human', 'busy', 'no-answer', 'failed', 'machine'];
  // As the claim takes them: oldest first. Ten calls a second.
  let waiting = Array.from({ length: 10_000 }, (_, id) => ({ id, nextMs: 0, attempts: 0, firstMs: 0 }));
  const waits: number[] = [];
  const firsts: number[] = [];
  for (let nowMs = 0; waiting.length > 0; nowMs += 60_000) {
    waiting.sort((one, other) => one.nextMs - other.nextMs || one.id - other.id);
    const due = waiting.filter(({ nextMs }) => nextMs <= nowMs).slice(0, 600);
    const taken = new Set(due.map(({ id }) => id));
    waiting = waiting.filter(({ id }) => !taken.has(id));
    for (const prospect of due) {
      waits.push(nowMs - prospect.nextMs);
      if (prospect.attempts === 0) firsts.push(nowMs);
      const outcome = outcomes[Math.floor(random.next() * outcomes.length)] ?? 'busy';
      const attempts = prospect.attempts + 1;
      const call = { ...placed, endedAt: new Date(nowMs) };
      const after = afterAttempt(settings, { outcome, attempts, endedAt: new Date(nowMs), call });
      if (after.nextAt) waiting.push({ ...prospect, attempts, nextMs: after.nextAt.getTime() });
      expect(attempts).toBeLessThanOrEqual(settings.max_attempts);
    }
  }
  const median = waits.toSorted((one, other) => one - other)[waits.length >> 1] ?? 0;
  expect(firsts).toHaveLength(10_000);
  expect(Math.max(...waits)).toBeLessThan(10 * median);
});
