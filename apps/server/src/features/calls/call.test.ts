import { callStatuses, isFinal } from '@offhook/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CarrierEvent } from '#providers/carrier';
import { type CallFacts, eventKey, next, noFacts } from './call.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 2, 15, 0, seconds));

/** What a carrier may legally say about one call, by how it ends. */
function history(ending: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled', verdict: string): CarrierEvent[] {
  const begun: CarrierEvent[] = [
    { kind: 'progress', status: 'queued', at: at(0) },
    { kind: 'progress', status: 'ringing', at: at(1) },
  ];
  if (ending !== 'completed') {
    return [...begun, { kind: 'progress', status: ending, at: at(9), durationSeconds: 0, sipCode: 486 }];
  }
  const recording = { sid: `RE${'0'.repeat(32)}`, status: 'completed' as const, durationSeconds: 7, channels: 2 };
  return [
    ...begun,
    { kind: 'answered', at: at(5) },
    { kind: 'progress', status: 'in-progress', at: at(4) },
    { kind: 'machine-verdict', at: at(6), answeredBy: verdict },
    { kind: 'progress', status: 'completed', at: at(12), durationSeconds: 8, answeredBy: 'unknown' },
    { kind: 'recording', at: at(13), recording },
  ];
}

const fold = (events: readonly CarrierEvent[]) => events.reduce<CallFacts>(next, noFacts);

describe('the fold of a call', () => {
  test('gives the same call whatever the order and number of copies of its reports', () => {
    const endings = fc.constantFrom(
      'completed',
      'busy',
      'no-answer',
      'failed',
      'canceled',
    ) as fc.Arbitrary<'completed'>;
    const verdicts = fc.constantFrom('human', 'machine_start', 'unknown');
    const scrambled = fc.tuple(endings, verdicts).chain(([ending, verdict]) => {
      const events = history(ending, verdict);
      const copies = fc.array(fc.constantFrom(...events), { maxLength: 6 });
      return fc.tuple(
        fc.constant(events),
        copies.chain((more) => fc.shuffledSubarray([...events, ...more], { minLength: events.length + more.length })),
      );
    });
    fc.assert(
      fc.property(scrambled, ([events, shuffled]) => {
        expect(fold(shuffled)).toEqual(fold(events));
      }),
      { numRuns: 3000 },
    );
  });

  test('never leaves a final status', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...callStatuses.filter(isFinal)),
        fc.constantFrom(...callStatuses),
        (final, other) => {
          const ended = next({ ...noFacts, status: final }, { kind: 'progress', status: other, at: at(20) });
          expect(ended.status).toBe(final);
        },
      ),
    );
  });

  test('knows when a call was answered although only its end was told', () => {
    const call = fold([{ kind: 'progress', status: 'completed', at: at(30), durationSeconds: 10 }]);
    expect(call).toMatchObject({ status: 'completed', answeredAt: at(20), endedAt: at(30), durationSeconds: 10 });
  });

  test('keeps the reason of a failure', () => {
    const call = fold([{ kind: 'progress', status: 'failed', at: at(3), sipCode: 404 }]);
    expect(call).toMatchObject({ status: 'failed', errorCode: 'SIP 404', answeredAt: null });
  });
});

test('a copy of a report has the name of the first', () => {
  const one = eventKey({ kind: 'progress', status: 'ringing', at: at(1) });
  expect(eventKey({ kind: 'progress', status: 'ringing', at: at(2) })).toBe(one);
  expect(eventKey({ kind: 'progress', status: 'completed', at: at(1) })).not.toBe(one);
});

test('a later copy that knows more fills in what the first did not say', () => {
  const call = fold([
    { kind: 'progress', status: 'completed', at: at(30) },
    { kind: 'progress', status: 'completed', at: at(30), durationSeconds: 10 },
  ]);
  expect(call).toMatchObject({ status: 'completed', durationSeconds: 10, answeredAt: at(20) });
});
