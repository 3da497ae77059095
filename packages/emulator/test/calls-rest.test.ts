import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountSid, type Box, openBox, ours, rest } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

const nobody = '+12025550110';
const waits = '<Response><Pause length="600"/></Response>';

async function post(path: string, params: Record<string, string>) {
  const response = await rest(box, path, { method: 'POST', body: new URLSearchParams(params) });
  // A wrong shape fails the comparison.
  return (await response.json()) as { code?: number; status: unknown; sid: string; message?: string };
}

const create = (params: Record<string, string>) =>
  post('/Calls.json', { To: nobody, From: ours, Url: 'https://example.com/voice', ...params });

async function liveCall(params: Record<string, unknown> = {}): Promise<string> {
  const { sid } = await box.client.calls.create({ to: nobody, from: ours, twiml: waits, ...params });
  await box.clock.passes(1000);
  await box.emulator.farEnds.act(sid, { do: 'answer' });
  await box.clock.settles();
  return sid;
}

const warnings = (sid: string) =>
  box.emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? [event.code] : []));

describe('a call is refused', () => {
  test.each([
    ['with a callback whose host has an underscore', { StatusCallback: 'https://my_host.example.com/' }, 21205],
    ['with an application that is not there', { ApplicationSid: `AP${'0'.repeat(32)}` }, 21218],
    ['with the old IfMachine', { IfMachine: 'Continue' }, 21207],
    ['with a trunk that is none', { Byoc: 'BY1' }, 20001],
    ['with a reason that is too long', { CallReason: 'x'.repeat(51) }, 20001],
    ['with a push URL that is none', { ClientNotificationUrl: 'nowhere' }, 21205],
    ['with a SIP user that is too long', { SipAuthUsername: 'x'.repeat(256), SipAuthPassword: 'x' }, 21221],
    ['with a SIP password that is too long', { SipAuthPassword: 'x'.repeat(256) }, 21223],
    ['with a SIP password of illegal characters', { SipAuthPassword: 'a\u0007' }, 21224],
    ['with a SIP user without a password', { SipAuthUsername: 'bob' }, 21225],
    ['with detection that listens too long', { MachineDetection: 'Enable', MachineDetectionTimeout: '90' }, 21234],
    ['with an event that recordings do not have', { Record: 'true', RecordingStatusCallbackEvent: 'ringing' }, 20001],
    ['to a client without a name', { To: 'client:' }, 21211],
    ['to a SIP address without a host', { To: 'sip:bob@' }, 21211],
    ['with SIP headers of illegal names', { To: 'sip:bob@example.com?x y=1' }, 21228],
    ['from a client to a telephone', { From: 'client:alice' }, 21212],
    ['with a caller id that is not ours', { CallerId: '+12025550188' }, 21210],
    ['with a token that no call brought', { From: '+12025550188', CallToken: 'made up' }, 21210],
    ['that lasts no time', { TimeLimit: '0' }, 20001],
  ])('%s', async (_name, params: Record<string, string>, code) => {
    expect(await create(params)).toMatchObject({ status: 400, code });
  });
});

describe('a call is placed', () => {
  test('to a client with parameters and to a SIP address, from any name', async () => {
    const client = await box.client.calls.create({ to: 'client:bob?room=7', from: 'client:alice', twiml: waits });
    expect(client).toMatchObject({ to: 'client:bob', from: 'client:alice', toFormatted: 'client:bob' });
    const sip = await box.client.calls.create({ to: 'sip:bob@example.com', from: 'reception', twiml: waits });
    expect(sip).toMatchObject({ to: 'sip:bob@example.com', from: 'reception' });
  });

  // [OAI] "If an application_sid parameter is present, this parameter is ignored": Url, Method, Fallback* and StatusCallback*.
  test('with an application, whose hooks win over those of the request', async () => {
    const { app, client, clock } = box;
    app.on('/app', '<Response/>');
    const hooks = { voiceUrl: `${app.url}/app`, statusCallback: `${app.url}/app-status` };
    const { sid: applicationSid } = await client.applications.create(hooks);
    const urls = { url: `${app.url}/own`, statusCallback: `${app.url}/own-status` };
    await liveCall({ applicationSid, twiml: undefined, ...urls });
    await clock.passes(10_000);
    expect(app.received.map(({ path }) => path)).toEqual(['/app', '/app-status']);
    expect(app.at('/app')[0]).toMatchObject({ ApplicationSid: applicationSid });
  });

  // [ERR] 32019 and [OAI]: "If both twiml and url are provided then twiml parameter will be ignored."
  test('with a Url and Twiml, of which the Url is fetched', async () => {
    box.app.on('/voice', '<Response/>');
    const sid = await liveCall({ url: `${box.app.url}/voice` });
    await box.clock.passes(1000);
    expect(box.app.at('/voice')).toHaveLength(1);
    expect(warnings(sid)).toContain(32019);
  });

  // [ERR] 21262: https://www.twilio.com/docs/api/errors/21262 (read 2026-11-21)
  test('with detection in the background that tells nobody, which is warned of', async () => {
    const { sid } = await create({ MachineDetection: 'Enable', AsyncAmd: 'true' });
    expect(warnings(sid)).toContain(21262);
  });

  test('with all that has no effect here, and shows another number than its own', async () => {
    const other = await box.client.incomingPhoneNumbers.create({ areaCode: '415' });
    const { sid } = await create({
      ...{ Byoc: `BY${'0'.repeat(32)}`, CallReason: 'Your parcel', ClientNotificationUrl: 'https://example.com/push' },
      ...{ SipAuthUsername: 'bob', SipAuthPassword: 'secret', CallerId: other.phoneNumber },
    });
    expect((await box.client.calls(sid).fetch()).from).toBe(ours);
    expect(box.emulator.farEnds.list().find(({ callSid }) => callSid === sid)?.from).toBe(other.phoneNumber);
  });

  // [OAI] CallToken: "A forwarded call should bear the same CallerID of the original incoming call."
  test('from the number of an incoming call, with its token', async () => {
    const { app, clock, emulator } = box;
    app.on('/voice', waits);
    emulator.callers.call({ from: '+12025550177', to: ours, voiceUrl: `${app.url}/voice` });
    await clock.passes(2000);
    const token = app.at('/voice')[0]?.CallToken ?? '';
    expect(await create({ From: '+12025550177', CallToken: token })).toMatchObject({ status: 'queued' });
    expect(await create({ From: '+12025550178', CallToken: token })).toMatchObject({ code: 21210 });
  });
});

describe('an update', () => {
  test.each([
    ['of nothing', {}, 20001],
    ['to both a Url and Twiml', { Url: 'https://example.com/', Twiml: waits }, 20001],
    // [DOC] twilio-voice.md section 1.4
    ['of the StatusCallback without a Url', { StatusCallback: 'https://example.com/', Twiml: waits }, 20001],
    ['to a status that is none', { Status: 'busy' }, 20001],
    ['to a Url that is none', { Url: 'nowhere' }, 21205],
    ['to Twiml that is too long', { Twiml: 'x'.repeat(4001) }, 32018],
    ['of what only a new call can be given', { Record: 'true' }, 20001],
    ['to canceled while it is in progress', { Status: 'canceled' }, 21220],
  ])('%s is refused', async (_name, params: Record<string, string>, code) => {
    const sid = await liveCall();
    expect(await post(`/Calls/${sid}.json`, params)).toMatchObject({ status: 400, code });
    expect((await box.client.calls(sid).fetch()).status).toBe('in-progress');
  });

  // [OBS] twilio-voice.md section 11, trap 23: applications match on this text.
  test('of an ended call is refused with the words that applications look for', async () => {
    const sid = await liveCall();
    const call = box.client.calls(sid);
    await call.update({ status: 'completed' });
    const refusal = { status: 400, code: 21220, message: 'Call is not in-progress. Cannot redirect.' };
    await expect(call.update({ twiml: waits })).rejects.toMatchObject(refusal);
    await expect(call.update({ status: 'completed' })).rejects.toMatchObject(refusal);
    await expect(call.update({ timeLimit: 5 })).rejects.toMatchObject(refusal);
  });

  test('of the TimeLimit counts from the answer, whether it is shorter or longer', async () => {
    const { client, clock } = box;
    const [shorter, longer, past] = [await liveCall(), await liveCall({ timeLimit: 20 }), await liveCall()];
    await clock.passes(8000);
    await client.calls(shorter).update({ timeLimit: 12 });
    await client.calls(longer).update({ timeLimit: 40 });
    await client.calls(past).update({ timeLimit: 5 });
    await clock.passes(60_000);
    const durations = await Promise.all([shorter, longer, past].map((sid) => client.calls(sid).fetch()));
    expect(durations.map(({ duration }) => duration)).toEqual(['12', '40', '8']);
  });

  test('of a call that rings counts once it is answered, with its new fallback and callback', async () => {
    const { app, client, clock, emulator } = box;
    app.on('/new', () => ({ status: 500 }));
    app.on('/fallback', '<Response/>');
    const { sid } = await client.calls.create({ to: nobody, from: ours, twiml: waits });
    await clock.passes(1000);
    await client.calls(sid).update({
      ...{ url: `${app.url}/new`, fallbackUrl: `${app.url}/fallback`, fallbackMethod: 'GET' },
      ...{ statusCallback: `${app.url}/status`, timeLimit: 30 },
    });
    expect(app.received).toEqual([]);
    await emulator.farEnds.act(sid, { do: 'answer' });
    await clock.passes(1000);
    expect(app.received.map(({ path }) => path)).toEqual(['/new', '/fallback', '/status']);
  });

  // [DOC] twilio-voice.md section 11, trap 22
  test('that cancels a queued call is silent, one that cancels a ringing call is not', async () => {
    await box.close();
    box = await openBox({ callsPerSecond: 0.1 });
    const { app, client, clock } = box;
    const tells = { from: ours, twiml: waits, statusCallback: `${app.url}/status` };
    const ringing = await client.calls.create({ to: nobody, ...tells });
    const queued = await client.calls.create({ to: nobody, ...tells });
    await clock.passes(1000);
    for (const { sid } of [queued, ringing]) {
      expect((await client.calls(sid).update({ status: 'canceled' })).status).toBe('canceled');
    }
    await clock.passes(60_000);
    expect(app.at('/status')).toMatchObject([{ CallSid: ringing.sid, CallStatus: 'canceled', CallDuration: '0' }]);
    expect(await client.calls(queued.sid).fetch()).toMatchObject({ startTime: null, price: '0.00000' });
  });

  // [ERR] 15004: https://www.twilio.com/docs/api/errors/15004 (read 2026-11-21)
  test('with inline TwiML that has a relative action is an error on the call', async () => {
    const sid = await liveCall();
    const twiml = '<Response><Gather action="/keys" numDigits="1"/><Pause length="9"/></Response>';
    await box.client.calls(sid).update({ twiml });
    await box.emulator.farEnds.act(sid, { do: 'press', digits: '1' });
    await box.clock.passes(2000);
    expect(warnings(sid)).toContain(15004);
  });
});

test('a call shows its parts, its wait in milliseconds and its price below zero', async () => {
  const { client, clock } = box;
  const sid = await liveCall();
  await clock.passes(61_000);
  await client.calls(sid).update({ status: 'completed' });
  expect((await client.calls(sid).fetch()).price).toBeNull();
  await clock.passes(5000);
  const call = await client.calls(sid).fetch();
  expect(call).toMatchObject({ duration: '61', price: '-0.02800', priceUnit: 'USD', queueTime: '0' });
  expect(call.subresourceUris).toMatchObject({
    events: `/2010-04-01/Accounts/${accountSid}/Calls/${sid}/Events.json`,
    user_defined_messages: `/2010-04-01/Accounts/${accountSid}/Calls/${sid}/UserDefinedMessages.json`,
  });
});

test('a deleted call leaves its recordings', async () => {
  const { client, clock } = box;
  const sid = await liveCall({ twiml: '<Response><Say>Hello there.</Say></Response>', record: true });
  await clock.passes(10_000);
  await client.calls(sid).remove();
  await expect(client.calls(sid).fetch()).rejects.toMatchObject({ code: 20404 });
  await expect(client.calls(sid).remove()).rejects.toMatchObject({ code: 20404 });
  expect(await client.recordings.list({ callSid: sid })).toHaveLength(1);
});

test('a list is filtered, and its pages can be walked to and fro', async () => {
  const { client, clock } = box;
  const made: string[] = [];
  for (let count = 0; count < 9; count += 1) {
    const to = count % 3 === 0 ? '+12025550102' : '+12025550103';
    made.unshift((await client.calls.create({ to, from: ours, twiml: waits })).sid);
  }
  await clock.passes(3000);
  const busy = [made[2], made[5], made[8]];
  const sids = (calls: { sid: string }[]) => calls.map(({ sid }) => sid);
  expect(sids(await client.calls.list({ status: 'busy', pageSize: 1 }))).toEqual(busy);
  const second = await (await client.calls.page({ status: 'busy', pageSize: 1 })).nextPage();
  expect(sids(second?.instances ?? [])).toEqual([busy[1]]);
  expect(sids((await second?.previousPage())?.instances ?? [])).toEqual([busy[0]]);
  expect(sids((await (await second?.nextPage())?.previousPage())?.instances ?? [])).toEqual([busy[1]]);
  expect(await client.calls.list({ to: '(202) 555-0103' })).toHaveLength(6);
  expect(await client.calls.list({ parentCallSid: made[0] })).toEqual([]);
  expect(await client.calls.list({ endTimeAfter: new Date('2026-01-05T09:00:00Z') })).toHaveLength(3);
  const last = (await (await rest(box, '/Calls.json?PageSize=4&Page=2')).json()) as { calls: unknown[] };
  expect(last).toMatchObject({ start: 8, end: 8, next_page_uri: null });
  expect(last.calls).toHaveLength(1);
});
