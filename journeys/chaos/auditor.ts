import { isFinal } from '@offhook/contract';
import type { Evidence, OurCall, Webhook } from './evidence.ts';

/** A promise of the protocol, as the report names it, and what breaks it: one sentence for each breach. */
export interface Promised {
  promise: string;
  breaches: (evidence: Evidence) => string[];
}

/** What must hold once everything has come to rest, however often the server was killed. */
export const promises: readonly Promised[] = [
  { promise: 'every acknowledged call exists', breaches: lostCalls },
  { promise: 'every order was acknowledged, left undecided or put off by the carrier', breaches: refusedOrders },
  { promise: 'an order repeated with its key makes one call', breaches: repeatedOrders },
  { promise: 'nobody is dialed twice', breaches: doubleDials },
  { promise: 'every call of the carrier is one call here', breaches: strangers },
  { promise: 'nothing is left live, intended or unknown', breaches: unfinished },
  { promise: 'every call ended as it did at the carrier', breaches: disagreements },
  { promise: 'what was answered is charged once, and nothing else is', breaches: wrongCharges },
  { promise: 'a call costs what its charges add up to', breaches: wrongSums },
  { promise: 'every webhook that was acknowledged is written down', breaches: lostWebhooks },
  { promise: 'every recording of the carrier is here and intact', breaches: lostRecordings },
  { promise: 'everything happened once', breaches: repeatedEvents },
];

/** All breaches, each with its promise. */
export function audit(evidence: Evidence): string[] {
  return promises.flatMap(({ promise, breaches }) => breaches(evidence).map((breach) => `${promise}: ${breach}`));
}

function lostCalls({ orders, calls }: Evidence): string[] {
  const known = new Map(calls.map((call) => [call.id, call]));
  return orders.flatMap(({ acknowledged, key, to }) => {
    if (acknowledged === undefined || known.get(acknowledged)?.to === to) return [];
    return [`${key} was told of ${acknowledged}, which does not exist`];
  });
}

// What a kill cut off before its intent; a carrier that says "slow down" three times over. Neither makes a call.
const honest = new Set(['idempotency.state_unknown', 'calls.carrier_busy']);

function refusedOrders({ orders, carrierCalls }: Evidence): string[] {
  const dialed = new Set(carrierCalls.map(({ to }) => to));
  return orders.flatMap(({ key, to, acknowledged, refusal }) => {
    if (acknowledged !== undefined) return [];
    if (refusal === undefined || !honest.has(refusal)) return [`${key} ended with ${refusal ?? 'no answer'}`];
    return dialed.has(to) ? [`${key} ended with ${refusal}, and ${to} was dialed`] : [];
  });
}

function repeatedOrders({ orders, calls }: Evidence): string[] {
  const made = countBy(calls, ({ to }) => to);
  return orders.flatMap(({ key, to }) => ((made.get(to) ?? 0) > 1 ? [`${key} made ${made.get(to)} calls`] : []));
}

function doubleDials({ attempts, carrierCalls }: Evidence): string[] {
  const dialed = countBy(carrierCalls, ({ to }) => to);
  const tried = countBy(attempts, ({ callId }) => callId);
  return [
    ...[...dialed].flatMap(([to, times]) => (times > 1 ? [`${to} was dialed ${times} times`] : [])),
    ...[...tried].flatMap(([callId, times]) => (times > 1 ? [`${callId} was tried ${times} times`] : [])),
  ];
}

function strangers({ calls, carrierCalls }: Evidence): string[] {
  const ours = countBy(calls, ({ sid }) => sid);
  return carrierCalls.flatMap(({ sid, to }) =>
    ours.get(sid) === 1 ? [] : [`${sid} to ${to} is ${ours.get(sid) ?? 0} calls here`],
  );
}

function unfinished({ calls, attempts }: Evidence): string[] {
  const open = (placement: string) => placement === 'intended' || placement === 'unknown';
  return [
    ...calls.flatMap(({ id, status }) => (isFinal(status) ? [] : [`${id} is ${status}`])),
    ...calls.flatMap(({ id, placement }) => (open(placement) ? [`the placement of ${id} is ${placement}`] : [])),
    ...attempts.flatMap(({ callId, state }) => (open(state) ? [`an attempt of ${callId} is ${state}`] : [])),
  ];
}

function disagreements({ calls, carrierCalls }: Evidence): string[] {
  const bySid = new Map(carrierCalls.map((call) => [call.sid, call]));
  return calls.flatMap((call) => {
    if (call.sid === null) return call.status === 'failed' ? [] : [`${call.id} is ${call.status} without a call`];
    const theirs = bySid.get(call.sid);
    if (!theirs) return [`the carrier does not know ${call.sid} of ${call.id}`];
    const here = `${call.status} after ${call.durationSeconds} s`;
    const there = `${theirs.status} after ${theirs.durationSeconds} s`;
    return here === there ? [] : [`${call.id} is ${here}, at the carrier ${there}`];
  });
}

function wrongCharges({ calls, charges, recordings, carrierRecordings }: Evidence): string[] {
  const estimates = charges.filter(({ revision }) => revision === 0);
  const charged = countBy(estimates, ({ callId, kind }) => `${callId} ${kind}`);
  const sounding = carrierRecordings.filter(
    ({ status, durationSeconds }) => status === 'completed' && durationSeconds > 0,
  );
  const billed = new Set(sounding.map(({ sid }) => sid));
  const recorded = new Set(recordings.filter(({ sid }) => billed.has(sid)).map(({ callId }) => callId));
  const due = (call: OurCall) => (call.answered ? ['minutes', ...(recorded.has(call.id) ? ['recording'] : [])] : []);
  const expected = countBy(
    calls.flatMap((call) => due(call).map((kind) => `${call.id} ${kind}`)),
    (name) => name,
  );
  return [...new Set([...charged.keys(), ...expected.keys()])].flatMap((name) => {
    const [is, ought] = [charged.get(name) ?? 0, expected.get(name) ?? 0];
    return is === ought ? [] : [`${name} is charged ${is} times instead of ${ought}`];
  });
}

function wrongSums({ calls, charges }: Evidence): string[] {
  const sums = new Map<string, number>();
  for (const { callId, micros } of charges) sums.set(callId, (sums.get(callId) ?? 0) + micros);
  return calls.flatMap(({ id, costMicros }) =>
    costMicros === (sums.get(id) ?? 0) ? [] : [`${id} costs ${costMicros}, its charges are ${sums.get(id) ?? 0}`],
  );
}

function lostWebhooks({ acknowledgedWebhooks, keptWebhooks }: Evidence): string[] {
  const nameOf = ({ sid, params }: Webhook) => `${sid} ${JSON.stringify(Object.entries(params).sort())}`;
  const kept = countBy(keptWebhooks, nameOf);
  return [...countBy(acknowledgedWebhooks, nameOf)].flatMap(([name, times]) => {
    const found = kept.get(name) ?? 0;
    return found < times ? [`acknowledged ${times} times and kept ${found} times: ${name.slice(0, 300)}`] : [];
  });
}

function lostRecordings({ calls, recordings, carrierRecordings }: Evidence): string[] {
  const bySid = new Map(recordings.map((recording) => [recording.sid, recording]));
  const made = countBy(carrierRecordings, ({ callSid }) => callSid);
  return [
    ...carrierRecordings.flatMap(({ sid, status }) => {
      const ours = bySid.get(sid);
      if (status === 'absent')
        return ours?.status === 'absent' ? [] : [`${sid} is absent, here ${ours?.status ?? 'unknown'}`];
      return ours?.status === 'ready' && ours.intact ? [] : [`${sid} is ${status}, here ${stateOf(ours)}`];
    }),
    ...calls.flatMap(({ id, sid, wantsRecording, durationSeconds }) =>
      sid !== null && wantsRecording && (durationSeconds ?? 0) > 1 && made.get(sid) !== 1
        ? [`${id} was to be recorded, and ${made.get(sid) ?? 0} recordings were made`]
        : [],
    ),
  ];
}

function stateOf(recording: { status: string; intact: boolean } | undefined): string {
  if (!recording) return 'unknown';
  return recording.status === 'ready' && !recording.intact ? 'damaged' : recording.status;
}

// Recordings report each of their states, so their name is the state and the recording.
function repeatedEvents({ events, endsPublished, calls }: Evidence): string[] {
  // Each time that we looked for a call is an entry of its own.
  const reports = events.filter(({ kind }) => kind !== 'looked');
  const told = countBy(reports, ({ callId, kind, details }) =>
    kind === 'recording' ? `${callId} recording ${details.recording_sid} ${details.status}` : `${callId} ${kind}`,
  );
  const ended = countBy(endsPublished, (callId) => callId);
  return [
    ...[...told].flatMap(([name, times]) => (times > 1 ? [`${name} happened ${times} times`] : [])),
    ...calls.flatMap(({ id, status }) =>
      !isFinal(status) || ended.get(id) === 1 ? [] : [`the end of ${id} was published ${ended.get(id) ?? 0} times`],
    ),
  ];
}

function countBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
