import { connect } from 'node:net';
import { getCall, listCalls, placeCall } from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
/** Status URL of a call that rings at a handset until somebody acts. */
let statusUrl: string;
let call: { id: string; sid: string };

beforeAll(async () => {
  world = await makeWorld({ environment: { PUBLIC_URL: 'https://phone.example.com', SWEEP_SECONDS: '80000' } });
  ({ call, statusUrl } = await newCall());
});
afterAll(() => world.close());

// The carrier calls the public address, where nobody is: what arrives here arrives because the test sends it.
async function newCall(): Promise<{ call: { id: string; sid: string }; statusUrl: string }> {
  const placed = await world.admin(placeCall, { body: { to: '+14155550110', from: ourNumber, message: 'Hi.' } });
  const urls = await world.app.ctx.db.asSystem((tx) =>
    tx.selectFrom('attempts').selectAll().where('call_id', '=', bare(placed.id)).executeTakeFirstOrThrow(),
  );
  const { writeAttemptToken } = await import('./attempt-token.ts');
  const { ctx } = world.app;
  const token = writeAttemptToken({ tenantId: urls.tenant_id, attemptId: urls.id }, ctx.clock.now(), ctx.keys.mac);
  return { call: { id: placed.id, sid: placed.call_sid ?? '' }, statusUrl: `/api/voice/webhooks/status/${token}` };
}

function bare(id: string): never {
  return id.replace('call_', '') as never; // the column takes branded ids
}

interface Sent {
  path: string;
  params: Record<string, string>;
  signature?: string | undefined;
  headers?: Record<string, string>;
}

function webhook({ path, params, signature, headers = {} }: Sent): Promise<Response> {
  const signed = signature ?? sign(world.carrier.authToken, `https://phone.example.com${path}`, params);
  return fetch(world.url + path, {
    method: 'POST',
    headers: { 'x-twilio-signature': signed, ...headers },
    body: new URLSearchParams(params),
  });
}

function progress(status: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    AccountSid: world.carrier.accountSid,
    CallSid: call.sid,
    CallStatus: status,
    From: ourNumber,
    To: '+14155550110',
    ...more,
  };
}

const statusOf = async (id: string) => (await world.admin(getCall, { params: { call_id: id } })).status;

describe('a request that the carrier did not sign', () => {
  const forgeries: [string, (params: Record<string, string>) => Partial<Sent>][] = [
    ['without a signature', () => ({ signature: '' })],
    ['with another signature', () => ({ signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' })],
    [
      'signed with another token',
      (params) => ({ signature: sign('3'.repeat(32), `https://phone.example.com${statusUrl}`, params) }),
    ],
    [
      'signed for the address it really came to',
      (params) => ({ signature: sign(world.carrier.authToken, `${world.url}${statusUrl}`, params) }),
    ],
    [
      'signed for a forwarded host that it names itself',
      (params) => ({
        signature: sign(world.carrier.authToken, `https://evil.example${statusUrl}`, params),
        headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      }),
    ],
  ];

  test.each(forgeries)('%s is refused and changes nothing', async (_what, forge) => {
    const params = progress('completed', { CallDuration: '9' });
    const response = await webhook({ path: statusUrl, params, ...forge(params) });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'webhooks.bad_signature' });
    expect(await statusOf(call.id)).toBe('queued');
  });

  test('of another account is refused although it is signed with our token', async () => {
    const params = { ...progress('completed'), AccountSid: `AC${'9'.repeat(32)}` };
    expect((await webhook({ path: statusUrl, params })).status).toBe(403);
  });

  test('with a token in its URL that we did not write is refused', async () => {
    const path = statusUrl.slice(0, -4) + (statusUrl.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    expect((await webhook({ path, params: progress('completed') })).status).toBe(403);
  });
});

describe('a signed request that is no request of the carrier', () => {
  test.each([
    ['a status that does not exist', { CallStatus: 'exploded' }],
    ['a call id of another form', { CallSid: 'CA1' }],
    ['a duration that is no number', { CallDuration: '1e9' }],
  ])('%s is refused and changes nothing', async (_what, change) => {
    const params = { ...progress('completed'), ...change };
    const response = await webhook({ path: statusUrl, params });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'webhooks.not_understood' });
    expect(await statusOf(call.id)).toBe('queued');
  });

  test('a parameter that is repeated is refused', async () => {
    const response = await fetch(`${world.url}${statusUrl}`, {
      method: 'POST',
      headers: { 'x-twilio-signature': 'x', 'content-type': 'application/x-www-form-urlencoded' },
      body: `CallSid=${call.sid}&CallSid=${call.sid}&AccountSid=${world.carrier.accountSid}&CallStatus=completed`,
    });
    expect(response.status).toBe(403);
  });

  test('a body over 64 kB is refused', async () => {
    const response = await webhook({
      path: statusUrl,
      params: progress('completed', { Junk: 'x'.repeat(70_000) }),
      signature: 'x',
    });
    expect(response.status).toBe(413);
  });

  test('a body that is no form is refused', async () => {
    const response = await fetch(`${world.url}${statusUrl}`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'hi',
    });
    expect(response.status).toBe(415);
  });
});

describe('signed reports', () => {
  test('have one effect, whatever their order and the number of copies', async () => {
    const { call: own, statusUrl: path } = await newCall();
    const report = (status: string, more: Record<string, string> = {}) => ({
      ...progress(status, more),
      CallSid: own.sid,
    });
    const end = report('completed', { CallDuration: '61', Timestamp: 'Mon, 02 Nov 2026 15:05:00 +0000' });
    const reports = [end, report('ringing'), end, report('initiated'), report('in-progress'), end, report('ringing')];
    const answers = await Promise.all(reports.map((params) => webhook({ path, params })));
    expect(answers.map((answer) => answer.status)).toEqual(reports.map(() => 204));
    await webhook({ path, params: report('in-progress') });
    await world.settles();
    const detail = await world.admin(getCall, { params: { call_id: own.id } });
    expect(detail).toMatchObject({ status: 'completed', duration_seconds: 61, cost: '0.028' });
    expect(detail.cost_lines).toHaveLength(1);
    expect(detail.events.filter((event) => event.kind === 'completed')).toHaveLength(1);
    expect(detail.webhooks.filter((each) => each.copy)).toHaveLength(4);
    expect(detail.webhooks).toHaveLength(8);
  });

  test('about a second call for the same attempt never touch the first, and that call is told to hang up', async () => {
    const { call: own, statusUrl: path } = await newCall();
    await webhook({ path, params: { ...progress('ringing'), CallSid: own.sid } });
    const twin = `CA${'e'.repeat(32)}`;
    await webhook({ path, params: { ...progress('completed', { CallDuration: '5' }), CallSid: twin } });
    expect(await statusOf(own.id)).toBe('ringing');
    const answer = await webhook({
      path: path.replace('/status/', '/twiml/outbound/'),
      params: { ...progress('in-progress'), CallSid: twin },
    });
    expect(await answer.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>');
  });

  test('about a call that nobody knows are kept and answered, and make no call', async () => {
    const before = (await world.admin(listCalls, {})).total;
    const params = { ...progress('completed', { CallDuration: '5' }), CallSid: `CA${'f'.repeat(32)}` };
    expect((await webhook({ path: '/api/voice/webhooks/status', params })).status).toBe(204);
    expect((await world.admin(listCalls, {})).total).toBe(before);
    const kept = await world.app.ctx.db.asSystem((tx) => tx.selectFrom('unbound_events').select('sid').execute());
    expect(kept).toEqual([{ sid: `CA${'f'.repeat(32)}` }]);
  });

  test('come in bursts and are committed together', async () => {
    const calls = await Promise.all(Array.from({ length: 12 }, newCall));
    const sent = calls.flatMap(({ call: own, statusUrl: path }) =>
      ['initiated', 'ringing', 'in-progress', 'completed'].map((status) =>
        webhook({
          path,
          params: { ...progress(status, status === 'completed' ? { CallDuration: '3' } : {}), CallSid: own.sid },
        }),
      ),
    );
    expect((await Promise.all(sent)).every((answer) => answer.status === 204)).toBe(true);
    for (const { call: own } of calls) expect(await statusOf(own.id)).toBe('completed');
  });
});

describe('a call that comes in', () => {
  const params = () => ({
    AccountSid: world.carrier.accountSid,
    CallSid: `CA${'d'.repeat(32)}`,
    From: '+14155550142',
    To: ourNumber,
    CallStatus: 'ringing',
    Direction: 'inbound',
  });

  test('hears a polite sentence and is written down once, however often it is asked about', async () => {
    const path = '/api/voice/webhooks/twiml/inbound';
    const answers = await Promise.all([webhook({ path, params: params() }), webhook({ path, params: params() })]);
    for (const answer of answers) expect(await answer.text()).toContain('Thank you for calling.');
    const { items } = await world.admin(listCalls, { query: { direction: 'inbound' } });
    expect(items).toMatchObject([{ status: 'in-progress', from_number: '+14155550142', simulated: true }]);
    await webhook({
      path: '/api/voice/webhooks/status',
      params: { ...params(), CallStatus: 'completed', CallDuration: '7' },
    });
    await world.settles();
    const after = await world.admin(listCalls, { query: { direction: 'inbound' } });
    expect(after.items).toMatchObject([{ status: 'completed', duration_seconds: 7, cost: '0.0085' }]);
  });
});

test('a client that sends its body very slowly does not hold up others', async () => {
  const { port } = world.app.server.server.address() as { port: number }; // it listens on TCP
  const slow = connect(port, '127.0.0.1');
  slow.write(
    `POST ${statusUrl} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nCallSid=`,
  );
  expect((await webhook({ path: statusUrl, params: progress('initiated') })).status).toBe(204);
  slow.destroy();
});
