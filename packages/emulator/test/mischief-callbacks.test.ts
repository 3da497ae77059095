import twilio from 'twilio';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MischiefRule } from '../src/index.ts';
import type { Received } from './application.ts';
import { accountSid, authToken, type Box, openBox, ours } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox({ anyCallerId: true });
  box.app.on('/voice', '<Response><Pause length="2"/></Response>');
});
afterEach(() => box.close());

const allEvents = ['initiated', 'ringing', 'answered', 'completed'];

type CallbackDo = Extract<MischiefRule, { on: { callback: unknown } }>['do'];

function rule(fault: CallbackDo, on: { callback?: string; event?: string } = {}): void {
  box.emulator.mischief.add({ on: { callback: 'status', ...on }, do: fault });
}

async function place(more: object = {}): Promise<string> {
  const { sid } = await box.client.calls.create({
    ...{ to: '+12025550123', from: ours, url: `${box.app.url}/voice`, statusCallback: `${box.app.url}/status` },
    ...{ statusCallbackEvent: allEvents, ...more },
  });
  await box.clock.passes(60_000);
  return sid;
}

const statuses = () => box.app.at('/status').map(({ CallStatus }) => CallStatus);
const asUsual = ['initiated', 'ringing', 'in-progress', 'completed'];
const isGenuine = ({ headers, url, params }: Received) =>
  twilio.validateRequest(authToken, String(headers['x-twilio-signature']), url, params);
const received = () => box.app.received.filter(({ path }) => path === '/status');
const faults = () => box.emulator.mischief.applied().map(({ fault, on }) => [fault, on]);

test('a callback is dropped, also the last, and the log of mischief knows', async () => {
  rule({ fault: 'drop' }, { event: 'completed' });
  const sid = await place();
  expect(statuses()).toEqual(asUsual.slice(0, 3));
  expect(box.emulator.mischief.applied()).toMatchObject([
    { fault: 'drop', on: 'status completed', rule: 'rule-1', callSid: sid, accountSid },
  ]);
  expect(box.log.some((line) => line.includes('mischief rule-1: drop'))).toBe(true);
});

test('a callback comes up to six times', async () => {
  rule({ fault: 'duplicate', copies: 5, apartMs: 100 }, { event: 'ringing' });
  await place();
  expect(statuses().filter((status) => status === 'ringing').length).toBe(6);
  const tokens = received().map(({ headers }) => headers['i-twilio-idempotency-token']);
  expect(new Set(tokens).size).toBe(9);
});

test('a callback is tried again under its idempotency token, as after a lost answer', async () => {
  rule({ fault: 'duplicate', sameToken: true }, { event: 'completed' });
  await place();
  const last = received().filter(({ params }) => params.CallStatus === 'completed');
  expect(last.length).toBe(2);
  expect(new Set(last.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
});

test('a callback comes three days late', async () => {
  const threeDaysMs = 72 * 3_600_000;
  rule({ fault: 'delay', delayMs: threeDaysMs }, { event: 'completed' });
  await place();
  expect(statuses()).toEqual(asUsual.slice(0, 3));
  await box.clock.passes(threeDaysMs);
  expect(statuses()).toEqual(asUsual);
});

test('a callback is overtaken by the next one', async () => {
  rule({ fault: 'reorder' }, { event: 'ringing' });
  await place();
  expect(statuses()).toEqual(['initiated', 'in-progress', 'ringing', 'completed']);
});

test('a callback that nothing overtakes comes when patience ends', async () => {
  rule({ fault: 'reorder', patienceMs: 5000 }, { event: 'completed' });
  await place();
  expect(statuses()).toEqual(asUsual);
});

test.each(['none', 'wrong-token', 'other-url', 'other-account', 'resplit'] as const)(
  'a callback is forged (%s), beside the genuine one',
  async (signature) => {
    rule({ fault: 'forge', signature, besides: true }, { event: 'completed' });
    await place();
    const last = received().slice(3);
    expect(last.length).toBe(2);
    // Parameters that are split elsewhere have a signature that holds: only a check of what they say finds them.
    expect(last.filter(isGenuine).length).toBe(signature === 'resplit' ? 2 : 1);
    const [one, other] = last.map(({ params }) => Object.keys(params).sort().join());
    expect(one === other).toBe(signature !== 'resplit');
    if (signature === 'none')
      expect(last.some(({ headers }) => headers['x-twilio-signature'] === undefined)).toBe(true);
  },
);

test('a callback is forged with the token of another account', async () => {
  const sub = await box.client.api.accounts.create({ friendlyName: 'other' });
  rule({ fault: 'forge', signature: 'other-account' }, { event: 'completed' });
  await place();
  const last = received().at(-1);
  const isTheirs = twilio.validateRequest(
    sub.authToken,
    String(last?.headers['x-twilio-signature']),
    last?.url ?? '',
    last?.params ?? {},
  );
  expect(isTheirs).toBe(true);
});

test('two ends of one call contradict each other', async () => {
  rule({ fault: 'extra', when: 'before', set: { CallStatus: 'busy', CallDuration: '0' } }, { event: 'completed' });
  await place();
  expect(statuses()).toEqual([...asUsual.slice(0, 3), 'busy', 'completed']);
  expect(received().every(isGenuine)).toBe(true);
});

test('a call rings after it has ended', async () => {
  rule(
    { fault: 'extra', afterMs: 3000, set: { CallStatus: 'ringing' }, shift: { SequenceNumber: 1 } },
    { event: 'completed' },
  );
  await place();
  expect(statuses()).toEqual([...asUsual, 'ringing']);
  expect(box.app.at('/status').at(-1)?.SequenceNumber).toBe('4');
});

test('a callback is about a call that nobody knows, or about another account’s', async () => {
  const sub = await box.client.api.accounts.create({ friendlyName: 'other' });
  const theirs = await twilioFor(sub.sid, sub.authToken).calls.create({
    ...{ to: '+12025550124', from: ours, twiml: '<Response/>' },
  });
  rule({ fault: 'alter', set: { CallSid: '$unknown-call' } }, { event: 'ringing' });
  rule({ fault: 'alter', set: { CallSid: '$other-account-call' } }, { event: 'completed' });
  const sid = await place();
  expect(box.app.at('/status').map(({ CallSid }) => CallSid)).toEqual([sid, `CA${'0'.repeat(32)}`, sid, theirs.sid]);
});

function twilioFor(sid: string, token: string) {
  const client = twilio(sid, token);
  client.api.baseUrl = box.url;
  return client;
}

test('SequenceNumber is missing, or has a gap', async () => {
  rule({ fault: 'alter', set: { SequenceNumber: null } }, { event: 'ringing' });
  rule({ fault: 'alter', shift: { SequenceNumber: 5 } }, { event: 'completed' });
  await place();
  expect(box.app.at('/status').map(({ SequenceNumber }) => SequenceNumber)).toEqual(['0', undefined, '2', '8']);
});

test('a callback goes to an address of before the last release', async () => {
  rule({ fault: 'alter', url: `${box.app.url}/old` }, { event: 'completed' });
  await place();
  expect(box.app.at('/old')).toMatchObject([{ CallStatus: 'completed' }]);
});

test('the verdict about who answered comes late and twice', async () => {
  box.app.on('/voice', '<Response><Pause length="10"/></Response>');
  rule({ fault: 'delay', delayMs: 30_000 }, { callback: 'amd' });
  rule({ fault: 'duplicate' }, { callback: 'amd' });
  await place({ machineDetection: 'Enable', asyncAmd: 'true', asyncAmdStatusCallback: `${box.app.url}/amd` });
  const [first, second] = box.app.received.filter(({ path }) => path === '/amd');
  expect(first?.params).toMatchObject({ AnsweredBy: 'human' });
  expect(first?.params).toEqual(second?.params);
  const ended = box.app.received.findIndex(({ params }) => params.CallStatus === 'completed');
  expect(box.app.received.findIndex(({ path }) => path === '/amd')).toBeGreaterThan(ended);
});

test('a document is asked for twice', async () => {
  rule({ fault: 'duplicate' }, { callback: 'document' });
  await place();
  expect(box.app.at('/voice').length).toBe(2);
});

test('a document is never asked for though the call was answered', async () => {
  rule({ fault: 'drop' }, { callback: 'document' });
  await place();
  expect(box.app.at('/voice')).toEqual([]);
  expect(statuses()).toEqual(asUsual);
});

test('a document is asked for under a signature that is wrong', async () => {
  rule({ fault: 'forge', signature: 'wrong-token' }, { callback: 'document' });
  await place();
  expect(box.app.received.filter(({ path }) => path === '/voice').map(isGenuine)).toEqual([false]);
});

test('a rule can be for some numbers, some accounts, and a few times', async () => {
  const sub = await box.client.api.accounts.create({ friendlyName: 'other' });
  const { mischief } = box.emulator;
  mischief.add({ on: { callback: 'status', numbers: '0199$' }, do: { fault: 'drop' } });
  mischief.add({ on: { callback: 'status', account: sub.sid }, do: { fault: 'drop' } });
  mischief.add({ id: 'twice', on: { callback: 'status' }, times: 2, do: { fault: 'drop' } });
  await place();
  expect(statuses()).toEqual(asUsual.slice(2));
  expect(mischief.list().map(({ id }) => id)).toEqual(['rule-1', 'rule-2']);
  await place({ to: '+12025550199' });
  expect(statuses()).toEqual(asUsual.slice(2));
  expect(faults().length).toBe(6);
});

test('one seed gives one course of mischief', async () => {
  const run = async (seed: number) => {
    const { mischief } = box.emulator;
    mischief.clear();
    mischief.add({ seed, on: { callback: 'status' }, chance: 0.5, do: { fault: 'drop' } });
    const before = mischief.applied().length;
    for (let turn = 0; turn < 5; turn += 1) await place();
    return mischief
      .applied()
      .slice(before)
      .map(({ on }) => on);
  };
  const first = await run(1);
  expect(await run(1)).toEqual(first);
  expect(await run(2)).not.toEqual(first);
});
