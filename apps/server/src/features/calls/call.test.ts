import { callStatuses, isFinal } from '@offhook/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CarrierEvent, CarrierLeg, Progress } from '#providers/carrier';
import { type CallFacts, eventKey, next, noFacts } from './call.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 2, 15, 0, seconds));
const fold = (events: readonly CarrierEvent[]) => events.reduce<CallFacts>(next, noFacts);

/** As many as the proof is made of; seeded, so that a failure can be seen again. */
const runs = { numRuns: 100_000, seed: 20_261_102 };

const unanswered = ['busy', 'no-answer', 'failed', 'canceled'] as const;

/** How a connection went: its end, and how long it talked. */
const course = fc.record({
  ending: fc.constantFrom('completed', ...unanswered),
  seconds: fc.integer({ min: 1, max: 40 }),
  code: fc.constantFrom(undefined, 404, 486, 503),
});
type Course = typeof course extends fc.Arbitrary<infer Value> ? Value : never;

/** What a carrier may legally say about the progress of one connection, callbacks and answers to our asking together. */
function progress({ ending, seconds, code }: Course, beginsAt: number): Progress[] {
  const answeredAt = beginsAt + 4;
  const begun: Progress[] = [
    { kind: 'progress', status: 'queued', at: at(beginsAt) },
    { kind: 'progress', status: 'ringing', at: at(beginsAt + 1) },
  ];
  if (ending !== 'completed') {
    const end: Progress = { kind: 'progress', status: ending, at: at(beginsAt + 9), sipCode: code };
    return [...begun, { ...end, durationSeconds: 0 }, { ...end, sipCode: undefined }];
  }
  const end: Progress = { kind: 'progress', status: 'completed', at: at(answeredAt + seconds) };
  return [
    ...begun,
    { kind: 'progress', status: 'in-progress', at: at(answeredAt) },
    // Asked in mid-conversation the carrier does not tell when somebody answered.
    { kind: 'progress', status: 'in-progress', at: at(answeredAt + 1) },
    { ...end, durationSeconds: seconds, answeredBy: 'unknown' },
    end,
  ];
}

const verdict = fc.constantFrom(undefined, 'human', 'machine_start', 'machine_end_beep', 'machine_end_other', 'fax');
const recordingSid = `RE${'0'.repeat(32)}`;

/** What is told of a call that was answered, beside its progress. */
function talk(said: string | undefined, isSync: boolean, hasDrop: boolean): CarrierEvent[] {
  const recording = { sid: recordingSid, durationSeconds: 7, channels: 2 };
  const events: CarrierEvent[] = [
    { kind: 'answered', at: at(5), ...(isSync && said ? { answeredBy: said } : {}) },
    { kind: 'keypress', at: at(6), digits: '1' },
    { kind: 'recording', at: at(7), recording: { ...recording, status: 'in-progress' } },
    { kind: 'recording', at: at(60), recording: { ...recording, status: 'completed' } },
  ];
  if (said && !isSync) events.push({ kind: 'machine-verdict', at: at(6), answeredBy: said });
  if (hasDrop) events.push({ kind: 'drop-started', at: at(8) }, { kind: 'drop-finished', at: at(11) });
  return events;
}

function legOf(name: 'a' | 'b', { accepts, ...how }: Course & { accepts: boolean }): CarrierEvent[] {
  const leg: CarrierLeg = {
    sid: `CA${name.repeat(32)}`,
    parentSid: `CA${'0'.repeat(32)}`,
    to: '+14155550142',
    from: '',
  };
  const told = progress(how, 10).map((each): CarrierEvent => ({ kind: 'leg', at: each.at, leg, progress: each }));
  if (!accepts || how.ending !== 'completed') return told;
  const pressed: CarrierEvent = { kind: 'leg-keypress', at: at(15), leg: { ...leg, to: '' }, digits: '1' };
  return [...told, pressed, { kind: 'bridge-ended', at: at(30), status: 'completed', durationSeconds: how.seconds }];
}

const legCourse = fc.tuple(course, fc.boolean()).map(([how, accepts]) => ({ ...how, accepts }));

/** Every legal list of reports about one call. */
const legal = fc
  .record({
    call: course,
    verdict,
    isSync: fc.boolean(),
    hasDrop: fc.boolean(),
    legs: fc.array(legCourse, { maxLength: 2 }),
  })
  .map(({ call, verdict: said, isSync, hasDrop, legs }) => {
    if (call.ending !== 'completed') return progress(call, 0);
    const inside = legs.flatMap((leg, index) => legOf(index === 0 ? 'a' : 'b', leg));
    return [...progress(call, 0), ...talk(said, isSync, hasDrop), ...inside];
  });

/** A legal list, and the same reports some of them doubled, all in another order. */
const scrambled = legal.chain((events: CarrierEvent[]) =>
  fc
    .array(fc.integer({ min: 0, max: events.length - 1 }), { maxLength: 8 })
    .map((copies) => [...events, ...copies.flatMap((index) => events[index] ?? [])])
    .chain((all) => fc.tuple(fc.constant(events), fc.shuffledSubarray(all, { minLength: all.length }))),
);

describe('the fold of a call', () => {
  test('gives the same call whatever the order and number of copies of its reports', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(scrambled, ([events, shuffled]) => {
        const [one, other] = [fold(events), fold(shuffled)];
        // Compared as text: a deep comparison by Vitest takes ten times as long.
        if (JSON.stringify(one) !== JSON.stringify(other)) expect(other).toEqual(one);
      }),
      runs,
    );
  });

  test('gives the same call whenever the reports come in pieces that are repeated as a whole', () => {
    fc.assert(
      fc.property(legal, fc.nat(30), (events, cut) => {
        const [head, tail] = [events.slice(0, cut), events.slice(cut)];
        expect(fold([...tail, ...head, ...tail])).toEqual(fold(events));
      }),
      { ...runs, numRuns: 2000 },
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

  test('never takes a status back, report by report', () => {
    const order = ['queued', 'ringing', 'in-progress'];
    const place = (call: CallFacts) => (isFinal(call.status) ? order.length : order.indexOf(call.status));
    fc.assert(
      fc.property(scrambled, ([, shuffled]) => {
        let call: CallFacts = noFacts;
        for (const event of shuffled) {
          const told = next(call, event);
          expect(place(told)).toBeGreaterThanOrEqual(place(call));
          call = told;
        }
      }),
      { ...runs, numRuns: 2000 },
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

test('a beep is part of the proof whether the carrier waited for it or told it later', () => {
  const answeredBy = 'machine_end_beep';
  expect(fold([{ kind: 'answered', at: at(9), answeredBy }]).dropBeepAt).toEqual(at(9));
  expect(fold([{ kind: 'machine-verdict', at: at(9), answeredBy }]).dropBeepAt).toEqual(at(9));
  expect(fold([{ kind: 'answered', at: at(9), answeredBy: 'machine_end_silence' }]).dropBeepAt).toBeNull();
});
