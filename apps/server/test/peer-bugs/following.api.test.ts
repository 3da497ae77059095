// Bugs of other projects around following calls; README.md has the table.
import { changeSetting, createContact, getCall, hangUpCall, placeCall } from '@offhook/contract';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  // Time flies here, and every sweep of its way costs some of ours.
  world = await makeWorld({ environment: { SWEEP_SECONDS: '30' } });
});
afterEach(async () => {
  world.emulator.mischief.clear();
  await world.passes(60);
});
afterAll(() => world.close());

const detail = (id: string) => world.admin(getCall, { params: { call_id: id } });
const callbacks = (more: object) => ({ on: { callback: 'status', ...more } });

test('chatwoot/chatwoot#14063, #14091: two live calls of one contact never share a status', async () => {
  const contact = await world.admin(createContact, { body: { name: 'Busy Bee', phone_number: '+14155550110' } });
  const place = () => world.admin(placeCall, { body: { contact_id: contact.id, from: ourNumber } });
  const [older, newer] = [await place(), await place()];
  await world.passes(5);
  await world.emulator.farEnds.act(older.call_sid ?? '', { do: 'answer' });
  await world.passes(3);
  expect([(await detail(older.id)).status, (await detail(newer.id)).status]).toEqual(['in-progress', 'ringing']);
  await world.admin(hangUpCall, { params: { call_id: newer.id } });
  await world.passes(3);
  expect([(await detail(older.id)).status, (await detail(newer.id)).status]).toEqual(['in-progress', 'canceled']);
  await world.emulator.farEnds.act(older.call_sid ?? '', { do: 'hang-up' });
  await world.passes(3);
  expect([(await detail(older.id)).status, (await detail(newer.id)).status]).toEqual(['completed', 'canceled']);
});

test('twilio-labs/twilio-firebase-extensions#21, Nexmo/nexmo-developer#1653: an older status that comes ten minutes late changes nothing', async () => {
  world.emulator.mischief.add({
    ...callbacks({ event: ['ringing', 'in-progress'] }),
    do: { fault: 'delay', delayMs: 600_000 },
  });
  const call = await world.admin(placeCall, { body: { to: '+14155550142', from: ourNumber } });
  await world.passes(60);
  const ended = await detail(call.id);
  expect(ended.status).toBe('completed');
  world.emulator.mischief.clear();
  await world.passes(650);
  const later = await detail(call.id);
  expect(later.webhooks.length).toBeGreaterThan(ended.webhooks.length);
  expect([later.status, later.duration_seconds, later.cost]).toEqual([
    ended.status,
    ended.duration_seconds,
    ended.cost,
  ]);
});

test('RestComm/Restcomm-Connect#2421, Vexa-ai/vexa#330, #350: an end that is told six times ends and bills once', async () => {
  world.emulator.mischief.add({
    ...callbacks({ event: 'completed' }),
    do: { fault: 'duplicate', copies: 5, apartMs: [0, 60_000] },
  });
  const call = await world.admin(placeCall, { body: { to: '+14155550142', from: ourNumber } });
  const plain = await world.admin(placeCall, { body: { to: '+14155550142', from: ourNumber } });
  await world.passes(400);
  const [{ cost, cost_lines, events, webhooks }, once] = [await detail(call.id), await detail(plain.id)];
  expect(webhooks.filter((each) => each.copy).length).toBeGreaterThanOrEqual(5);
  expect(events.filter((event) => event.kind === 'completed')).toHaveLength(1);
  expect([cost, cost_lines.length]).toEqual([once.cost, once.cost_lines.length]);
});

test.each(['completed', 'no-answer', 'busy'] as const)(
  'jambonz/jambonz-feature-server#4, #412, #620, #1393, RestComm/Restcomm-Connect#1351: a %s that is never told is found out',
  async (end) => {
    const to = { completed: '+14155550142', 'no-answer': '+14155550103', busy: '+14155550102' }[end];
    world.emulator.mischief.add({
      ...callbacks({ event: ['completed', 'no-answer', 'busy'] }),
      do: { fault: 'drop' },
    });
    const call = await world.admin(placeCall, { body: { to, from: ourNumber } });
    await world.passes(180);
    expect((await detail(call.id)).status).toBe(end);
  },
);

test('openclaw/openclaw#18437, #79121: a conversation of ten minutes without a word from the carrier is left alone', async () => {
  const call = await world.admin(placeCall, { body: { to: '+14155550110', from: ourNumber } });
  await world.passes(5);
  const sid = call.call_sid ?? '';
  await world.emulator.farEnds.act(sid, { do: 'answer' });
  await world.passes(10);
  const document = '<Response><Pause length="3500"/></Response>';
  await updateAtCarrier(sid, { Twiml: document });
  world.emulator.mischief.add({ on: { callback: '*' }, do: { fault: 'drop' } });
  for (let minutes = 0; minutes < 10; minutes += 5) {
    await world.passes(300);
    expect((await detail(call.id)).status).toBe('in-progress');
  }
  await world.emulator.farEnds.act(sid, { do: 'hang-up' });
  await world.passes(60);
  const ended = await detail(call.id);
  expect(ended.status).toBe('completed');
  expect(ended.duration_seconds).toBeGreaterThan(600);
});

test('CALLE-AI/awesome-phone-call-agents#97: no call is in progress for five days, also when the carrier is silent', async () => {
  await world.admin(changeSetting, { params: { key: 'max_call_duration_seconds' }, body: { value: 60 } });
  const call = await world.admin(placeCall, { body: { to: '+14155550110', from: ourNumber } });
  await world.admin(changeSetting, { params: { key: 'max_call_duration_seconds' }, body: { value: null } });
  await world.passes(5);
  await world.emulator.farEnds.act(call.call_sid ?? '', { do: 'answer' });
  await world.passes(2);
  await updateAtCarrier(call.call_sid ?? '', { Twiml: '<Response><Pause length="3500"/></Response>' });
  world.emulator.mischief.add({ on: { callback: '*' }, do: { fault: 'drop' } });
  await world.passes(150);
  expect((await detail(call.id)).status).toBe('completed');
});

test('rapidpro/mailroom#476: a verdict that comes while the message plays starts nothing a second time', async () => {
  const call = await world.admin(placeCall, {
    body: { to: '+14155550142', from: ourNumber, message: 'Hello. '.repeat(10), machine_detection: 'while-talking' },
  });
  await world.passes(120);
  const { webhooks, answered_by } = await detail(call.id);
  expect(answered_by).toBe('human');
  const verdicts = webhooks.filter((each) => each.kind === 'machine');
  expect(verdicts.length).toBeGreaterThan(0);
  expect(verdicts.every((each) => each.response_body === '')).toBe(true);
  expect(webhooks.filter((each) => each.kind === 'answer')).toHaveLength(1);
});

test('rapidpro/rapidpro#604, slco-2016/clientcomm#208: audio that is not there yet is fetched until it is, and never is an error page', async () => {
  world.emulator.mischief.add({
    on: { operation: 'FetchRecordingMedia' },
    times: 1,
    do: { fault: 'refuse', status: 404 },
  });
  const call = await world.admin(placeCall, {
    body: { to: '+14155550142', from: ourNumber, message: 'Hello.', record: true },
  });
  await world.passes(60);
  expect(world.emulator.mischief.list()).toEqual([]);
  // A job is tried again by the clock of the database, which is not ours.
  let recording = (await detail(call.id)).recording;
  while (recording?.status !== 'ready') {
    expect(recording?.status).toBe('fetching');
    await world.passes(1);
    recording = (await detail(call.id)).recording;
  }
  const audio = await fetch(world.url + recording.url, {
    headers: { authorization: `Bearer ${world.signedIn.token}` },
  });
  expect(audio.headers.get('content-type')).toContain('audio/');
  expect(
    Buffer.from(await audio.arrayBuffer())
      .subarray(0, 4)
      .toString(),
  ).toBe('RIFF');
});

async function updateAtCarrier(sid: string, params: Record<string, string>): Promise<void> {
  const { url, accountSid, authorization } = world.carrier;
  const response = await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams(params),
  });
  if (!response.ok) throw new Error(`the carrier answered ${response.status}`);
}
