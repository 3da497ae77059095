import { getCall, placeCall } from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { changeAuthToken } from '../workspaces/index.ts';
import { writeAttemptToken } from './attempt-token.ts';

const publicUrl = 'https://phone.example.com/voice';
const webhooks = '/api/voice/webhooks';

let world: World;
beforeAll(async () => {
  world = await makeWorld({
    environment: { PUBLIC_URL: publicUrl, SWEEP_SECONDS: '80000', TRUSTED_PROXIES: '127.0.0.1' },
  });
});
afterAll(() => world.close());

interface Own {
  id: string;
  sid: string;
  token: string;
}

// The carrier calls the public address, where nobody is: what arrives here arrives because the test sends it.
async function newCall(): Promise<Own> {
  const placed = await world.admin(placeCall, { body: { to: '+14155550110', from: ourNumber, message: 'Hi.' } });
  return { id: placed.id, sid: placed.call_sid ?? '', token: await tokenOf(placed, 0) };
}

async function tokenOf(call: { id: string }, daysOld: number): Promise<string> {
  const { ctx } = world.app;
  const id = call.id.replace('call_', '') as never; // the column takes branded ids
  const attempt = await ctx.db.asSystem((tx) =>
    tx.selectFrom('attempts').selectAll().where('call_id', '=', id).executeTakeFirstOrThrow(),
  );
  const at = new Date(ctx.clock.nowMs() - daysOld * 86_400_000);
  return writeAttemptToken({ tenantId: attempt.tenant_id, attemptId: attempt.id }, at, ctx.keys.mac);
}

interface Sent {
  kind?: string;
  token?: string | undefined;
  params: Record<string, string>;
  authToken?: string;
  signedFor?: string;
  headers?: Record<string, string>;
  /** What a proxy leaves of the path. */
  at?: string;
}

function send({
  kind = 'status',
  token,
  params,
  authToken,
  signedFor,
  headers = {},
  at = '',
}: Sent): Promise<Response> {
  const path = `${webhooks}/${kind}${token ? `/${token}` : ''}`;
  const signature = sign(authToken ?? world.carrier.authToken, signedFor ?? publicUrl + path, params);
  return fetch(`${world.url}${at}${path}`, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature, ...headers },
    body: new URLSearchParams(params),
  });
}

function report(own: Own, status: string, more: Record<string, string> = {}): Record<string, string> {
  const { accountSid } = world.carrier;
  return { AccountSid: accountSid, CallSid: own.sid, CallStatus: status, From: ourNumber, To: '+14155550110', ...more };
}

const detailOf = (own: Own) => world.admin(getCall, { params: { call_id: own.id } });

describe('behind a proxy', () => {
  test.each([
    ['that takes the path of the public address off', {}, 204],
    ['that leaves it on', { at: '/voice' }, 204],
    ['that names the host as others see it', { headers: { 'x-forwarded-host': 'phone.example.com' } }, 204],
    [
      'for a host of its own choice, although it is trusted',
      {
        signedFor: 'https://evil.example',
        headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      },
      403,
    ],
    ['for http instead of https', { signedFor: 'http://phone.example.com/voice' }, 403],
    ['with the standard port in the signed address', { signedFor: 'https://phone.example.com:443/voice' }, 204],
    ['with another port in the signed address', { signedFor: 'https://phone.example.com:8443/voice' }, 403],
  ])('a request %s', async (_what, changes: Partial<Sent>, status) => {
    const own = await newCall();
    const { signedFor, ...rest } = changes;
    const path = `${webhooks}/status/${own.token}`;
    const signed = signedFor ? { signedFor: signedFor + path } : {};
    const response = await send({ token: own.token, params: report(own, 'ringing'), ...rest, ...signed });
    expect(response.status).toBe(status);
    expect((await detailOf(own)).status).toBe(status === 204 ? 'ringing' : 'queued');
  });
});

test('a report that is sent again after a second, minutes, and thirty days has no second effect', async () => {
  const own = await newCall();
  const timestamp = new Date(world.clock.nowMs()).toUTCString();
  const params = report(own, 'completed', { CallDuration: '61', Timestamp: timestamp });
  expect((await send({ token: own.token, params })).status).toBe(204);
  const before = await detailOf(own);
  // Time that passes in no time is expensive: the token is made thirty days old instead.
  const old = await tokenOf(own, 30);
  for (const [seconds, token, status] of [
    [1, own.token, 204],
    [120, own.token, 204],
    [0, old, 403],
  ] as const) {
    await world.clock.passes(seconds * 1000);
    expect((await send({ token, params })).status).toBe(status);
    const { status: now, duration_seconds, ended_at, events } = await detailOf(own);
    const { ended_at: endedBefore } = before;
    expect({ now, duration_seconds, ended_at }).toEqual({
      now: 'completed',
      duration_seconds: 61,
      ended_at: endedBefore,
    });
    expect(events.filter((event) => event.kind === 'completed')).toHaveLength(1);
  }
});

test('after the auth token was changed both hold for a while, and then only the new one', async () => {
  const own = await newCall();
  const next = '7'.repeat(32);
  const old = world.carrier.authToken;
  const { ctx } = world.app;
  const [connection] = await ctx.db.asSystem((tx) => tx.selectFrom('carrier_connections').selectAll().execute());
  const actor = { kind: 'system' as const, tenantId: connection?.tenant_id ?? ('' as never), name: 'system' };
  const change = (authToken: string) =>
    changeAuthToken(ctx, actor as never, { accountSid: world.carrier.accountSid, authToken, keepOldSeconds: 60 });
  const signedWith = async (authToken: string, status: string) =>
    (await send({ token: own.token, params: report(own, status), authToken })).status;
  await change(next);
  await world.clock.passes(10_000);
  expect([await signedWith(old, 'ringing'), await signedWith(next, 'in-progress')]).toEqual([204, 204]);
  await world.clock.passes(61_000);
  expect([await signedWith(old, 'completed'), await signedWith(next, 'completed')]).toEqual([403, 204]);
  await change(old);
  await world.clock.passes(10_000);
});

test('many bad signatures from one address are told to wait, are shown without what they carried, and the good ones pass', async () => {
  const own = await newCall();
  const forged = {
    token: own.token,
    authToken: '3'.repeat(32),
    params: report(own, 'completed', { CallDuration: '999' }),
  };
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
  const statuses: number[] = [];
  for (let tries = 0; tries < 23; tries += 1) statuses.push((await send({ ...forged, ...from('203.0.113.9') })).status);
  expect(statuses.indexOf(429)).toBe(20);
  const refused = await send({ ...forged, ...from('203.0.113.9') });
  expect([refused.status, refused.headers.get('retry-after') !== null]).toEqual([429, true]);
  expect((await send({ ...forged, ...from('203.0.113.10') })).status).toBe(403);
  expect((await send({ token: own.token, params: report(own, 'ringing'), ...from('203.0.113.9') })).status).toBe(204);
  const shown = await world.app.ctx.db.asSystem((tx) =>
    tx
      .selectFrom('webhook_exchanges')
      .selectAll()
      .where('signature', '=', 'invalid')
      .where('url', 'like', `%${own.token}`)
      .execute(),
  );
  expect(shown).toHaveLength(21);
  for (const { body, params } of shown) expect({ body, params }).toEqual({ body: '', params: {} });
  await world.clock.passes(61_000);
  expect((await send({ ...forged, ...from('203.0.113.9') })).status).toBe(403);
});

test('one report that cannot be written does not keep its neighbours from being written', async () => {
  const calls = await Promise.all(Array.from({ length: 9 }, newCall));
  const poison = { CallStatus: 'failed', ErrorCode: '13224', ErrorMessage: 'a\u0000b' };
  const sent = calls.map((own, index) =>
    send({ token: own.token, params: report(own, 'ringing', index === 4 ? poison : {}) }),
  );
  const statuses = (await Promise.all(sent)).map((response) => response.status);
  expect(statuses.filter((status) => status === 204)).toHaveLength(8);
  expect(statuses[4]).toBe(422);
  const shown = await Promise.all(calls.map(detailOf));
  expect(shown.map(({ status }) => status)).toEqual(calls.map((_, index) => (index === 4 ? 'queued' : 'ringing')));
});

test('a second call for an attempt is told of in the history of the first, once, and hung up by a job', async () => {
  const own = await newCall();
  await send({ token: own.token, params: report(own, 'in-progress') });
  const twin = { ...own, sid: `CA${'9'.repeat(32)}` };
  for (const status of ['ringing', 'in-progress', 'ringing']) {
    expect((await send({ token: own.token, params: report(twin, status) })).status).toBe(204);
  }
  await world.settles();
  const { events, status } = await detailOf(own);
  expect(status).toBe('in-progress');
  expect(events.filter((event) => event.kind === 'stray')).toMatchObject([{ details: { call_sid: twin.sid } }]);
});

test('a leg of another call is no leg of this one', async () => {
  const own = await newCall();
  await send({ token: own.token, params: report(own, 'in-progress') });
  const leg = { ...own, sid: `CA${'8'.repeat(32)}` };
  const params = report(leg, 'ringing', { ParentCallSid: `CA${'7'.repeat(32)}` });
  expect((await send({ kind: 'leg', token: own.token, params })).status).toBe(204);
  const events = (await detailOf(own)).events.map(({ kind }) => kind);
  expect(events).not.toContain('leg-ringing');
  expect(events).toContain('stray');
});

test('a report that was kept because nobody knew its call is taken once the call is known', async () => {
  const { ctx } = world.app;
  const own = await newCall();
  const sid = `CA${'6'.repeat(32)}`;
  const early = report({ ...own, sid }, 'completed', { CallDuration: '5' });
  expect((await send({ params: early })).status).toBe(204);
  // As a commit that the report's own did not see: the call is bound to the id beside it.
  await ctx.db.systemPool.query('update calls set sid = $1 where id = $2', [sid, own.id.replace('call_', '')]);
  await world.passes(10);
  expect(await detailOf(own)).toMatchObject({ status: 'completed', duration_seconds: 5 });
});
