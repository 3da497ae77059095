import { describe, expect, test } from 'vitest';
import { audit, promises } from './auditor.ts';
import type { Evidence } from './evidence.ts';

/** One call that was answered, recorded and charged, and one that the carrier never had. */
const sound = (): Evidence => ({
  orders: [
    { key: 'order-1', to: '+14155500106', record: true, acknowledged: 'one', refusal: undefined },
    { key: 'order-2', to: '+14155510106', record: true, acknowledged: undefined, refusal: 'idempotency.state_unknown' },
  ],
  calls: [
    {
      id: 'one',
      to: '+14155500106',
      sid: 'CA1',
      status: 'completed',
      placement: 'placed',
      answered: true,
      durationSeconds: 3,
      wantsRecording: true,
      costMicros: 16_500,
    },
    {
      id: 'two',
      to: '+14155510106',
      sid: null,
      status: 'failed',
      placement: 'not-placed',
      answered: false,
      durationSeconds: 0,
      wantsRecording: true,
      costMicros: 0,
    },
  ],
  attempts: [
    { id: 'a', callId: 'one', state: 'placed' },
    { id: 'b', callId: 'two', state: 'not-placed' },
  ],
  events: [
    { callId: 'one', kind: 'in-progress', details: {} },
    { callId: 'one', kind: 'recording', details: { recording_sid: 'RE1', status: 'in-progress' } },
    { callId: 'one', kind: 'recording', details: { recording_sid: 'RE1', status: 'completed' } },
    { callId: 'one', kind: 'completed', details: {} },
    { callId: 'two', kind: 'not-placed', details: {} },
  ],
  endsPublished: ['one', 'two'],
  charges: [
    { callId: 'one', kind: 'minutes', revision: 0, micros: 15_000 },
    { callId: 'one', kind: 'minutes', revision: 1, micros: -1000 },
    { callId: 'one', kind: 'recording', revision: 0, micros: 2500 },
  ],
  recordings: [{ callId: 'one', sid: 'RE1', status: 'ready', intact: true }],
  carrierCalls: [{ sid: 'CA1', to: '+14155500106', status: 'completed', durationSeconds: 3 }],
  carrierRecordings: [{ sid: 'RE1', callSid: 'CA1', status: 'completed', durationSeconds: 3 }],
  acknowledgedWebhooks: [{ sid: 'CA1', params: { CallStatus: 'completed', CallSid: 'CA1' } }],
  // One more than was acknowledged: its answer was lost.
  keptWebhooks: [
    { sid: 'CA1', params: { CallSid: 'CA1', CallStatus: 'completed' } },
    { sid: 'CA1', params: { CallSid: 'CA1', CallStatus: 'ringing' } },
  ],
});

const withCall = (changes: Partial<Evidence['calls'][number]>) => (evidence: Evidence) => {
  evidence.calls = evidence.calls.map((call) => (call.id === 'one' ? { ...call, ...changes } : call));
};
const withRecording = (changes: Partial<Evidence['recordings'][number]>) => (evidence: Evidence) => {
  evidence.recordings = evidence.recordings.map((recording) => ({ ...recording, ...changes }));
};

/** A breach planted in sound evidence, and the promise under which it must be reported. */
const planted: [name: string, promise: string, plant: (evidence: Evidence) => void][] = [
  ['an acknowledged call is missing', 'every acknowledged call exists', (e) => e.calls.shift()],
  ['an acknowledged call went elsewhere', 'every acknowledged call exists', withCall({ to: '+14155520106' })],
  [
    'an order was refused',
    'every order was acknowledged, left undecided or put off by the carrier',
    (e) =>
      e.orders.push({ key: 'order-3', to: '+1', record: true, acknowledged: undefined, refusal: 'calls.no_carrier' }),
  ],
  [
    'an order was never answered',
    'every order was acknowledged, left undecided or put off by the carrier',
    (e) => e.orders.push({ key: 'order-3', to: '+1', record: true, acknowledged: undefined, refusal: undefined }),
  ],
  [
    'an order was left undecided, and somebody was dialed',
    'every order was acknowledged, left undecided or put off by the carrier',
    (e) => e.carrierCalls.push({ sid: 'CA2', to: '+14155510106', status: 'completed', durationSeconds: 3 }),
  ],
  [
    'a repeated order made two calls',
    'an order repeated with its key makes one call',
    (e) => e.calls.push(...e.calls.filter(({ id }) => id === 'two').map((call) => ({ ...call, id: 'three' }))),
  ],
  [
    'the carrier dialed a number twice',
    'nobody is dialed twice',
    (e) => e.carrierCalls.push(...e.carrierCalls.map((call) => ({ ...call, sid: 'CA2' }))),
  ],
  [
    'a call has two attempts',
    'nobody is dialed twice',
    (e) => e.attempts.push({ id: 'c', callId: 'one', state: 'placed' }),
  ],
  ['a call of the carrier is unknown here', 'every call of the carrier is one call here', withCall({ sid: 'CA9' })],
  ['a call is still live', 'nothing is left live, intended or unknown', withCall({ status: 'ringing' })],
  ['a placement is unknown', 'nothing is left live, intended or unknown', withCall({ placement: 'unknown' })],
  [
    'an attempt is only intended',
    'nothing is left live, intended or unknown',
    (e) => e.attempts.splice(1, 1, { id: 'b', callId: 'two', state: 'intended' }),
  ],
  ['a call ended otherwise', 'every call ended as it did at the carrier', withCall({ status: 'busy' })],
  ['a call lasted otherwise', 'every call ended as it did at the carrier', withCall({ durationSeconds: 30 })],
  [
    'a call without a carrier id counts as talked',
    'every call ended as it did at the carrier',
    withCall({ sid: null }),
  ],
  ['a charge is missing', 'what was answered is charged once, and nothing else is', (e) => e.charges.shift()],
  [
    'a charge is doubled',
    'what was answered is charged once, and nothing else is',
    (e) => e.charges.push(...e.charges),
  ],
  [
    'an unanswered call is charged',
    'what was answered is charged once, and nothing else is',
    (e) => e.charges.push({ callId: 'two', kind: 'minutes', revision: 0, micros: 1 }),
  ],
  ['a charge is not added up', 'a call costs what its charges add up to', withCall({ costMicros: 17_500 })],
  [
    'a recording never arrived',
    'every recording of the carrier is here and intact',
    withRecording({ status: 'fetching' }),
  ],
  ['a recording is damaged', 'every recording of the carrier is here and intact', withRecording({ intact: false })],
  ['a recording is missing', 'every recording of the carrier is here and intact', (e) => e.recordings.shift()],
  [
    'a recording was never made',
    'every recording of the carrier is here and intact',
    (e) => e.carrierRecordings.shift(),
  ],
  [
    'a webhook was acknowledged and is not written down',
    'every webhook that was acknowledged is written down',
    (e) => e.keptWebhooks.shift(),
  ],
  [
    'a webhook was acknowledged twice and is written down once',
    'every webhook that was acknowledged is written down',
    (e) => e.acknowledgedWebhooks.push(...e.acknowledgedWebhooks),
  ],
  [
    'an event is doubled',
    'everything happened once',
    (e) => e.events.push({ callId: 'one', kind: 'completed', details: {} }),
  ],
  ['an end was published twice', 'everything happened once', (e) => e.endsPublished.push('one')],
  ['an end was never published', 'everything happened once', (e) => e.endsPublished.pop()],
];

describe('the auditor of the chaos run', () => {
  test('finds nothing in sound evidence', () => {
    expect(audit(sound())).toEqual([]);
  });

  test.each(planted)('reports when %s', (_name, promise, plant) => {
    const evidence = sound();
    plant(evidence);
    expect(audit(evidence).join('\n')).toContain(`${promise}: `);
  });

  test('has a planted breach for each of its promises', () => {
    expect(new Set(planted.map(([, promise]) => promise))).toEqual(new Set(promises.map(({ promise }) => promise)));
  });
});
