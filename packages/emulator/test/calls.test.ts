import { manualClock, secureRandom, seededRandom } from '@offhook/kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeWav } from '../src/audio/index.ts';
import { createEmulator, memoryJournal } from '../src/index.ts';
import { sign } from '../src/signature.ts';
import { accountSid, authToken, type Box, openBox, ours, rest } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

const allEvents = ['initiated', 'ringing', 'answered', 'completed'];

function call(to: string, more: Record<string, unknown> = {}) {
  const { client, app } = box;
  return client.calls.create({
    ...{ to, from: ours, url: `${app.url}/voice` },
    ...{ statusCallback: `${app.url}/status`, statusCallbackEvent: allEvents },
    ...more,
  });
}

const statuses = () => box.app.at('/status').map((params) => params.CallStatus);

describe('a call that is answered', () => {
  test('rings, runs its document, is recorded, ends and is priced', async () => {
    const { client, app, clock } = box;
    app.on('/voice', '<Response><Say>Good morning, this is your wake-up call.</Say><Pause length="2"/></Response>');
    const placed = await call('+12025550123', { record: true, recordingStatusCallback: `${app.url}/recording` });
    expect(placed).toMatchObject({ status: 'queued', direction: 'outbound-api', startTime: null, price: null });
    await clock.passes(1000);
    expect((await client.calls(placed.sid).fetch()).status).toBe('ringing');
    await clock.passes(60_000);

    const ended = await client.calls(placed.sid).fetch();
    expect(ended).toMatchObject({ status: 'completed', price: '-0.01400', priceUnit: 'USD' });
    expect(Number(ended.duration)).toBeGreaterThan(3);
    expect(app.at('/status').map((params) => [params.SequenceNumber, params.CallStatus])).toEqual([
      ['0', 'initiated'],
      ['1', 'ringing'],
      ['2', 'in-progress'],
      ['3', 'completed'],
    ]);
    expect(app.at('/voice')).toMatchObject([{ CallSid: placed.sid, CallStatus: 'in-progress', From: ours }]);
    const [recording] = await client.recordings.list();
    expect(recording).toMatchObject({ callSid: placed.sid, source: 'OutboundAPI', status: 'completed', channels: 1 });
    expect(app.at('/status').at(-1)).toMatchObject({
      CallDuration: ended.duration,
      Duration: '1',
      SipResponseCode: '200',
      RecordingSid: recording?.sid,
    });
    expect(app.at('/recording')).toMatchObject([{ RecordingStatus: 'completed', RecordingSid: recording?.sid }]);

    const media = await rest(box, `/Recordings/${recording?.sid}.wav`);
    expect(media.headers.get('content-type')).toBe('audio/x-wav');
    const samples = decodeWav(await media.bytes());
    expect(samples.length / 8000).toBeCloseTo(Number(recording?.duration), -0.3);
    expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(1000);
  });

  test('is hung up by the far end', async () => {
    box.app.on('/voice', '<Response><Pause length="60"/></Response>');
    const { sid } = await call('+12025550106');
    await box.clock.passes(10_000);
    expect(await box.client.calls(sid).fetch()).toMatchObject({ status: 'completed', duration: '2' });
  });

  test('is hung up through the API', async () => {
    box.app.on('/voice', '<Response><Pause length="60"/></Response>');
    const { sid } = await call('+12025550123');
    await box.clock.passes(8000);
    await box.client.calls(sid).update({ status: 'completed' });
    await box.clock.settles();
    expect(statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    await expect(box.client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({
      code: 21220,
      message: 'Call is not in-progress. Cannot redirect.',
    });
  });

  test('is sent to another document while it runs', async () => {
    const { app, client, clock } = box;
    app.on('/voice', '<Response><Pause length="60"/><Say>never said</Say></Response>');
    app.on('/other', '<Response><Say>Something else.</Say></Response>');
    const { sid } = await call('+12025550123');
    await clock.passes(8000);
    await client.calls(sid).update({ url: `${app.url}/other` });
    await clock.passes(5000);
    expect(app.at('/other')).toMatchObject([{ CallSid: sid, CallStatus: 'in-progress' }]);
    expect(await client.calls(sid).fetch()).toMatchObject({ status: 'completed' });
    const [farEnd] = box.emulator.farEnds.list();
    expect(farEnd?.heard.map((heard) => heard.text)).toEqual(['Something else.']);
  });

  test('ends when its time limit is reached', async () => {
    box.app.on('/voice', '<Response><Pause length="5"/><Redirect/></Response>');
    const { sid } = await call('+12025550123', { timeLimit: 7 });
    await box.clock.passes(60_000);
    expect(await box.client.calls(sid).fetch()).toMatchObject({ status: 'completed', duration: '7' });
  });
});

describe('a call that nobody answers', () => {
  test.each([
    ['+12025550102', 'busy', '486', ['initiated', 'ringing', 'busy']],
    ['+12025550103', 'no-answer', '487', ['initiated', 'ringing', 'no-answer']],
    ['+12025550104', 'busy', '603', ['initiated', 'ringing', 'busy']],
    ['+12025550105', 'failed', '404', ['initiated', 'failed']],
  ])('%s ends %s with SIP %s', async (to, status, sipCode, told) => {
    const { sid } = await call(to, { timeout: 20 });
    await box.clock.passes(40_000);
    expect(await box.client.calls(sid).fetch()).toMatchObject({ status, duration: '0' });
    expect(statuses()).toEqual(told);
    expect(box.app.at('/status').at(-1)).toMatchObject({ CallDuration: '0', Duration: '0', SipResponseCode: sipCode });
    expect(box.app.at('/voice')).toEqual([]);
  });

  test('can be canceled while it rings', async () => {
    const { sid } = await call('+12025550103');
    await box.clock.passes(3000);
    await box.client.calls(sid).update({ status: 'canceled' });
    await box.clock.settles();
    expect(statuses()).toEqual(['initiated', 'ringing', 'canceled']);
  });
});

test('a call canceled while it waits for its turn is never dialled and tells nobody', async () => {
  await box.close();
  box = await openBox({ callsPerSecond: 0.1 });
  await call('+12025550102');
  const waiting = await call('+12025550102');
  await box.clock.passes(1000);
  expect((await box.client.calls(waiting.sid).fetch()).status).toBe('queued');
  await box.client.calls(waiting.sid).update({ status: 'canceled' });
  await box.clock.passes(60_000);
  expect(box.app.at('/status').filter((params) => params.CallSid === waiting.sid)).toEqual([]);
});

test('every request it sends is signed as Twilio signs', async () => {
  const { app, clock } = box;
  app.on('/voice', `<Response><Redirect method="GET">${app.url}/second?a=b&amp;c=%20d</Redirect></Response>`);
  app.on('/second', '<Response/>');
  await call('+12025550123');
  await clock.passes(20_000);
  const { validateRequest } = await import('twilio');
  expect(app.received.length).toBe(6);
  for (const { url, method, params, headers } of app.received) {
    const signature = String(headers['x-twilio-signature']);
    expect(validateRequest(authToken, signature, url, method === 'GET' ? {} : params)).toBe(true);
  }
});

test('the signature is the published example', () => {
  const params = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  };
  expect(sign('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', params)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
});

test('one seed gives one log, byte for byte, however the application and its answers race', async () => {
  const run = async (seed: number) => {
    const lines: string[] = [];
    const clock = manualClock(new Date('2026-01-05T09:00:00Z'));
    const journal = { ...memoryJournal(), append: (entry: object) => void lines.push(JSON.stringify(entry)) };
    const racing = async () => {
      await new Promise((resolve) => setTimeout(resolve, secureRandom().next() * 5));
      return { status: 200, contentType: 'text/xml', body: '<Response><Say>Hello</Say><Record/></Response>' };
    };
    const random = seededRandom(seed);
    const emulator = createEmulator({ accountSid, authToken, clock, random, journal, application: racing });
    for (const to of ['+12025550123', '+12025550101', '+12025550107']) {
      const callback = { StatusCallback: 'http://app/status', StatusCallbackEvent: 'answered', Record: 'true' };
      const body = new URLSearchParams({ To: to, From: ours, Url: 'http://app/voice', ...callback });
      const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
      const path = `http://twilio/2010-04-01/Accounts/${accountSid}/Calls.json`;
      await emulator.fetch(new Request(path, { method: 'POST', body, headers }));
    }
    await clock.passes(120_000);
    await emulator.stop();
    return lines;
  };
  const log = await run(1);
  expect(log.length).toBeGreaterThan(50);
  expect(await run(1)).toEqual(log);
  expect(await run(2)).not.toEqual(log);
});
