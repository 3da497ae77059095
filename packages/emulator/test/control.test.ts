import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountSid, authToken, type Box, openBox, ours } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

const credentials = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };

async function control(path: string, body?: unknown) {
  const response = await fetch(`${box.url}/emulator/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: credentials,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

test('its health names the account', async () => {
  expect(await control('/health')).toMatchObject({
    status: 200,
    body: { status: 'ok', account_sid: accountSid, speed: 1 },
  });
});

test('a handset rings until a person answers, speaks, presses keys and hangs up', async () => {
  const { client, app, clock } = box;
  app.on('/voice', '<Response><Gather numDigits="1" action="/menu"><Say>Press a key.</Say></Gather></Response>');
  app.on('/menu', '<Response><Pause length="60"/></Response>');
  const { sid } = await client.calls.create({ to: '+12025550110', from: ours, url: `${app.url}/voice` });
  await clock.passes(5000);
  expect(await control('/far-ends')).toMatchObject({
    body: { far_ends: [{ call_sid: sid, state: 'ringing', persona: 'handset', to: '+12025550110', heard: [] }] },
  });
  expect(await control(`/far-ends/${sid}`, { do: 'press', digits: '1' })).toMatchObject({ status: 409 });
  expect(await control(`/far-ends/${sid}`, { do: 'answer' })).toMatchObject({ status: 200 });
  await clock.passes(3000);
  const spoke = await control(`/far-ends/${sid}`, { do: 'say', text: 'Hello, this is me.' });
  expect(spoke.body).toMatchObject({ state: 'in-call', said: [{ kind: 'say', text: 'Hello, this is me.' }] });
  await control(`/far-ends/${sid}`, { do: 'press', digits: '5' });
  await clock.settles();
  expect(app.at('/menu')).toMatchObject([{ Digits: '5' }]);
  await control(`/far-ends/${sid}`, { do: 'hang-up' });
  expect((await client.calls(sid).fetch()).status).toBe('completed');
  expect(await control(`/far-ends/${sid}`, { do: 'hang-up' })).toMatchObject({ status: 409 });
  await clock.passes(61_000);
  expect((await control('/far-ends')).body).toEqual({ far_ends: [] });
});

test('a ringing telephone can be declined or answered by a machine', async () => {
  const { client, app, clock } = box;
  app.on('/voice', '<Response/>');
  const place = () =>
    client.calls.create({
      ...{ to: '+12025550110', from: ours, url: `${app.url}/voice` },
      machineDetection: 'DetectMessageEnd',
    });
  const declined = await place();
  await clock.passes(1000);
  await control(`/far-ends/${declined.sid}`, { do: 'decline' });
  expect((await client.calls(declined.sid).fetch()).status).toBe('busy');
  const machine = await place();
  await clock.passes(1000);
  await control(`/far-ends/${machine.sid}`, { do: 'be-machine', greeting: 'Leave a message.' });
  await clock.passes(10_000);
  expect((await client.calls(machine.sid).fetch()).answeredBy).toBe('machine_end_beep');
});

test('any far end can be taken over', async () => {
  const { client, app, clock } = box;
  app.on('/voice', '<Response><Pause length="60"/></Response>');
  const { sid } = await client.calls.create({ to: '+12025550106', from: ours, url: `${app.url}/voice` });
  await clock.passes(2000);
  await control(`/far-ends/${sid}`, { do: 'say', text: 'Wait, I have changed my mind.' });
  await clock.passes(30_000);
  expect((await client.calls(sid).fetch()).status).toBe('in-progress');
});

test('somebody can call in', async () => {
  const { app, clock } = box;
  app.on('/in', '<Response><Say>Welcome.</Say></Response>');
  const made = await control('/calls', {
    ...{ from: '+12025550177', to: ours, persona: 'handset' },
    voice_url: `${app.url}/in`,
  });
  expect(made).toMatchObject({ status: 201, body: { direction: 'inbound', status: 'ringing' } });
  await clock.passes(10_000);
  expect(app.at('/in').length).toBe(1);
  expect(await control('/calls', { from: '+12025550177', to: ours })).toMatchObject({ status: 404 });
  expect(await control('/calls', { from: 1 })).toMatchObject({ status: 400 });
});

test('the personas are listed', async () => {
  expect(await control('/personas')).toMatchObject({ body: { named: { voicemail: { kind: 'voicemail' } } } });
});

test('a call is told in full: its documents with the verbs that ran, its webhooks, warnings and recordings', async () => {
  const { client, app, clock } = box;
  const twiml = '<Response><Frobnicate/><Say>Hello.</Say><Gather timeout="60"/></Response>';
  app.on('/voice', twiml);
  const { sid } = await client.calls.create({
    ...{ to: '+12025550110', from: ours, url: `${app.url}/voice`, record: true },
  });
  await clock.passes(1000);
  await control(`/far-ends/${sid}`, { do: 'answer' });
  await clock.passes(5000);
  const { body } = await control(`/calls/${sid}`);
  expect(body).toMatchObject({
    ...{ sid, status: 'in-progress', verb: 'Gather', warnings: 1 },
    documents: [
      {
        ...{ url: `${app.url}/voice`, method: 'POST', twiml },
        steps: [
          { verb: 'Say', path: [0] },
          { verb: 'Gather', path: [1] },
        ],
      },
    ],
    webhooks: [
      {
        request: { method: 'POST', parameters: { CallSid: sid }, signature: receivedSignature('/voice') },
        response: { status: 200, content_type: 'text/xml', body: twiml },
      },
    ],
    problems: [{ code: 12200, call_sid: sid }],
    recordings: [{ status: 'in-progress' }],
    phone: { state: 'in-call', heard: [{ kind: 'say', text: 'Hello.' }] },
  });
  expect(await control('/calls')).toMatchObject({ body: { calls: [{ sid, verb: 'Gather' }] } });
  expect(await control('/notifications')).toMatchObject({ body: { notifications: [{ code: 12200, call_sid: sid }] } });
  expect(await control(`/calls/CA${'0'.repeat(32)}`)).toMatchObject({ status: 404 });
});

test('the stream of changes begins with all calls and goes on with each that changes', async () => {
  const { client, clock } = box;
  const place = () => client.calls.create({ to: '+12025550110', from: ours, twiml: '<Response/>' });
  const before = await place();
  const reading = new AbortController();
  const { body } = await fetch(`${box.url}/emulator/v1/changes`, { headers: credentials, signal: reading.signal });
  const events = eventsIn(body);
  expect(await events.next()).toMatchObject({
    value: { event: 'snapshot', data: { account_sid: accountSid, calls: [{ sid: before.sid }] } },
  });
  const { sid } = await place();
  expect(await events.next()).toMatchObject({ value: { event: 'call', data: { sid, status: 'queued' } } });
  await clock.passes(1000);
  const statuses: unknown[] = [];
  while (!statuses.includes('ringing')) statuses.push((await events.next()).value?.data.status);
  reading.abort();
});

test('the page is for everybody and runs no script but its own; the API behind it is not', async () => {
  const page = await fetch(`${box.url}/`);
  expect(page.url).toBe(`${box.url}/emulator/`);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
  const files = [...(await page.text()).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path);
  expect(files).toEqual(['/emulator/style.css', '/emulator/page.js']);
  for (const path of files) expect((await fetch(box.url + path)).status).toBe(200);
  expect((await fetch(`${box.url}/emulator/no-such.js`)).status).toBe(404);
  expect((await fetch(`${box.url}/emulator/v1/calls`)).status).toBe(401);
  expect((await fetch(`${box.url}/emulator/v1/changes`)).status).toBe(401);
});

function receivedSignature(path: string) {
  return box.app.received.find((request) => request.path === path)?.headers['x-twilio-signature'];
}

async function* eventsIn(body: ReadableStream<Uint8Array> | null) {
  let text = '';
  for await (const chunk of body ?? []) {
    text += new TextDecoder().decode(chunk);
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      yield { event, data: JSON.parse(data) };
    }
  }
}
