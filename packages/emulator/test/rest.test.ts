import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountSid, type Box, openBox, ours, rest } from './box.ts';
import { checkAgainstOpenApi } from './openapi.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

async function create(params: Record<string, string>, path = '/Calls.json') {
  const response = await rest(box, path, { method: 'POST', body: new URLSearchParams(params) });
  // A wrong shape fails the comparison.
  const body = (await response.json()) as { code?: number; message?: string };
  return { status: response.status, code: body.code, message: body.message };
}

const good = { To: '+12025550123', From: ours, Url: 'https://example.com/voice' };

describe('a request is refused', () => {
  test.each([
    ['without To', { To: '' }, 21201],
    ['without From', { From: '' }, 21213],
    ['without Url or Twiml', { Url: '' }, 21205],
    ['with a Url that is none', { Url: 'example' }, 21205],
    ['with a Timeout that is no number', { Timeout: 'soon' }, 21208],
    ['with a Timeout that is too long', { Timeout: '601' }, 21208],
    ['with a method that is none', { Method: 'PATCH' }, 21209],
    ['with a To that is no number', { To: 'nobody' }, 21211],
    ['with a To that calls itself', { To: ours }, 21211],
    ['with a From that is no number', { From: '12' }, 21212],
    ['with a MachineDetection that is none', { MachineDetection: 'Maybe' }, 21234],
    ['with SendDigits that are no keys', { SendDigits: 'abc' }, 21206],
    ['with Twiml that is too long', { Url: '', Twiml: 'x'.repeat(4001) }, 32018],
    ['with a parameter that has no effect here', { Byoc: 'BY1' }, 20001],
  ])('%s', async (_name, params, code) => {
    expect(await create({ ...good, ...params })).toMatchObject({ status: 400, code });
  });

  test('from a number that is not ours, once we have numbers', async () => {
    await box.close();
    box = await openBox({ numbers: [{ phoneNumber: ours }] });
    const refusal = await create({ ...good, From: '+12025550188' });
    expect(refusal).toMatchObject({ status: 400, code: 21210 });
    expect(refusal.message).toContain('is not yet verified for your account');
    expect(await create(good)).toMatchObject({ status: 201 });
  });

  test('with the wrong token, and with none', async () => {
    for (const headers of [{ authorization: `Basic ${btoa(`${accountSid}:wrong`)}` }, {}]) {
      const response = await rest(box, '/Calls.json', { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 20003, status: 401 });
      expect(response.headers.get('www-authenticate')).toContain('Basic');
    }
  });

  test('for what does not exist', async () => {
    const nobody = 'CA00000000000000000000000000000000';
    await expect(box.client.calls(nobody).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(box.client.calls(nobody).update({ status: 'completed' })).rejects.toMatchObject({ code: 20404 });
    await expect(box.client.recordings(nobody.replace('CA', 'RE')).fetch()).rejects.toMatchObject({ code: 20404 });
    expect((await rest(box, '/Messages.json')).status).toBe(404);
  });
});

test('lists are paged, newest first, and the SDK finds every page', async () => {
  const sids: string[] = [];
  for (let count = 0; count < 7; count += 1) {
    const to = count % 2 === 0 ? '+12025550102' : '+12025550103';
    sids.unshift((await box.client.calls.create({ to, from: ours, twiml: '<Response/>' })).sid);
  }
  const found = await box.client.calls.list({ pageSize: 3 });
  expect(found.map((call) => call.sid)).toEqual(sids);
  const page = await box.client.calls.page({ pageSize: 3 });
  const second = await page.nextPage();
  expect(second?.instances.map((call) => call.sid)).toEqual(sids.slice(3, 6));
  const back = await second?.previousPage();
  expect(back?.instances.map((call) => call.sid)).toEqual(sids.slice(0, 3));
  const response = await rest(box, '/Calls.json?PageSize=3&Page=0');
  const body: unknown = await response.json();
  expect(body).toMatchObject({ page: 0, page_size: 3, start: 0, end: 2, previous_page_uri: null });
  expect((await box.client.calls.list({ to: '+12025550103' })).length).toBe(3);
  await box.clock.passes(3000);
  expect((await box.client.calls.list({ status: 'busy' })).length).toBe(4);
  expect(await box.client.calls.list({ startTimeAfter: new Date('2026-01-06T00:00:00Z') })).toEqual([]);
  expect((await box.client.calls.list({ startTime: new Date('2026-01-05T23:00:00Z') })).length).toBe(7);
});

test('calls and recordings can be deleted once they have ended', async () => {
  const { client, clock } = box;
  const twiml = '<Response><Say>Hello there.</Say></Response>';
  const { sid } = await client.calls.create({ to: '+12025550123', from: ours, twiml, record: true });
  await expect(client.calls(sid).remove()).rejects.toMatchObject({ code: 20009 });
  await clock.passes(30_000);
  const [recording] = await client.calls(sid).recordings.list();
  const one = await client
    .calls(sid)
    .recordings(recording?.sid ?? '')
    .fetch();
  expect(one).toMatchObject({ callSid: sid, track: 'both', status: 'completed' });
  expect((await client.recordings(one.sid).fetch()).mediaUrl).toBe(
    `${box.url}/2010-04-01/Accounts/${accountSid}/Recordings/${one.sid}`,
  );
  await client.recordings(one.sid).remove();
  expect((await rest(box, `/Recordings/${one.sid}.wav`)).status).toBe(404);
  await client.calls(sid).remove();
  expect(await client.calls.list()).toEqual([]);
});

test('a live call can be recorded from now until it is told to stop', async () => {
  const { client, clock, app } = box;
  app.on('/voice', '<Response><Say loop="0">One two three four.</Say></Response>');
  const { sid } = await client.calls.create({ to: '+12025550110', from: ours, url: `${app.url}/voice` });
  await expect(client.calls(sid).recordings.create()).rejects.toMatchObject({ code: 21220 });
  await clock.passes(1000);
  await box.emulator.farEnds.act(sid, { do: 'answer' });
  await clock.passes(2000);
  const recording = await client.calls(sid).recordings.create({ recordingStatusCallback: `${app.url}/told` });
  expect(recording).toMatchObject({ status: 'in-progress', source: 'StartCallRecordingAPI', duration: null });
  await clock.passes(4000);
  const stopped = await client.calls(sid).recordings('Twilio.CURRENT').update({ status: 'stopped' });
  expect(stopped).toMatchObject({ sid: recording.sid, status: 'stopped' });
  await clock.settles();
  expect(app.at('/told')).toMatchObject([{ RecordingSid: recording.sid, RecordingDuration: '4' }]);
});

test('every answer fits the description that Twilio publishes', async () => {
  const { client, clock, app } = box;
  app.on('/voice', '<Response><Dial record="true"><Number>+12025550199</Number></Dial></Response>');
  const { sid } = await client.calls.create({ to: '+12025550123', from: ours, url: `${app.url}/voice`, record: true });
  await clock.passes(60_000);
  await client.calls(sid).fetch();
  await client.calls.list();
  await client.recordings.list();
  await client.calls(sid).recordings.list();
  expect(() =>
    checkAgainstOpenApi({
      method: 'GET',
      path: `/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`,
      status: 200,
      body: { sid },
    }),
  ).toThrow('required property');
});

test('answers carry the headers of the real API', async () => {
  const response = await rest(box, '/Calls.json');
  expect(response.headers.get('twilio-request-id')).toMatch(/^RQ[0-9a-f]{32}$/);
  expect(response.headers.get('content-type')).toContain('application/json');
});

test('a request that is far longer than any of the API is refused and not read', async () => {
  const body = `To=${'x'.repeat(2 << 20)}`;
  const response = await rest(box, '/Calls.json', { method: 'POST', body });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ code: 20001, message: 'The request is longer than 1048576 bytes' });
});
