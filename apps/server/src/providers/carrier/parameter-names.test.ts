import { expect, test } from 'vitest';
import { readWebhook, type WebhookKind } from './index.ts';
import { resplitName } from './parameter-names.ts';

const sid = `CA${'a'.repeat(32)}`;
const common = {
  AccountSid: `AC${'b'.repeat(32)}`,
  ApiVersion: '2010-04-01',
  CallSid: sid,
  CallbackSource: 'call-progress-events',
  Called: '+14155550110',
  CalledCity: 'SAN FRANCISCO',
  Caller: '+14155550199',
  Direction: 'outbound-api',
  From: '+14155550199',
  FromCity: 'TORONTO',
  FromCountry: 'US',
  SequenceNumber: '3',
  Timestamp: 'Mon, 02 Nov 2026 15:05:00 +0000',
  To: '+14155550110',
  ToCity: 'TO',
  ToZip: '94105',
};
const genuine: [WebhookKind, Record<string, string>][] = [
  ['status', { ...common, CallStatus: 'completed', CallDuration: '61', AnsweredBy: 'human', SipResponseCode: '200' }],
  ['status', { ...common, CallStatus: 'failed', ErrorCode: '13224', ErrorMessage: 'No route To it' }],
  [
    'recording',
    {
      ...common,
      RecordingSid: `RE${'c'.repeat(32)}`,
      RecordingStatus: 'completed',
      RecordingDuration: '61',
      RecordingChannels: '2',
    },
  ],
  ['keypress', { ...common, CallStatus: 'in-progress', Digits: '12', FinishedOnKey: '#', msg: 'Gather End' }],
  ['leg', { ...common, CallStatus: 'completed', CallDuration: '9', ParentCallSid: `CA${'d'.repeat(32)}` }],
  [
    'bridged',
    { ...common, CallStatus: 'in-progress', DialCallSid: sid, DialCallStatus: 'completed', DialCallDuration: '61' },
  ],
];

test.each(genuine)('a genuine request (%s) is taken', (kind, params) => {
  expect(
    resplitName({ ...params, StirVerstat: 'TN-Validation-Passed-A', SomethingNewOfTwilio: 'x', BridgedCallSid: sid }),
  ).toBeUndefined();
  expect(readWebhook(kind, params, new Date(0))).not.toHaveProperty('problem');
});

/** The same signed text with one border between name and value, or between two parameters, somewhere else. */
function resplits(params: Record<string, string>): Record<string, string>[] {
  const names = Object.keys(params).sort();
  const others = (...without: string[]) =>
    Object.fromEntries(Object.entries(params).filter(([name]) => !without.includes(name)));
  return names.flatMap((name, index) => {
    const pair = name + params[name];
    const shifted = Array.from({ length: pair.length - 1 }, (_, cut) => ({
      ...others(name),
      [pair.slice(0, cut + 1)]: pair.slice(cut + 1),
    }));
    const next = names[index + 1];
    if (next === undefined) return shifted;
    const both = params[name] + next;
    const moved = Array.from({ length: both.length + 1 }, (_, cut) => ({
      ...others(name, next),
      [name]: both.slice(0, cut),
      ...(cut === both.length ? { [name]: both + params[next] } : { [both.slice(cut)]: params[next] ?? '' }),
    }));
    return [...shifted, ...moved];
  });
}

test.each(genuine)('no other split of a signed request (%s) says anything else', (kind, params) => {
  const said = JSON.stringify(readWebhook(kind, params, new Date(0)));
  for (const resplit of resplits(params)) {
    const read = readWebhook(kind, resplit, new Date(0));
    if ('problem' in read || resplit.AccountSid !== params.AccountSid) continue;
    expect([resplit, JSON.stringify(withoutText(read))]).toEqual([
      resplit,
      JSON.stringify(withoutText(JSON.parse(said))),
    ]);
  }
});

// The words of an error and the numbers of a leg are shown and decide nothing.
function withoutText(read: unknown): unknown {
  return JSON.parse(
    JSON.stringify(read, (key, value) => (['message', 'from', 'to'].includes(key) ? undefined : value)),
  );
}
