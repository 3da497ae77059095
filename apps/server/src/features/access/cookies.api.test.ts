import { login, logout, me, refresh } from '@offhook/contract';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { ages } from '../../../test/ages.ts';
import { type Answered, ask } from '../../../test/ask.ts';
import { adminEmail, adminPassword, makeWorld, type World } from '../../../test/world.ts';
import { cookieNames } from './cookies.ts';

let world: World | undefined;
let jar: Map<string, string>;

beforeEach(async () => {
  world ??= await makeWorld();
  jar = new Map();
  await send('POST', login.path, { json: { email: adminEmail, password: adminPassword } });
});
afterAll(() => world?.close());

function open(): World {
  if (!world) throw new Error('beforeEach made it');
  return world;
}

/** Like a browser: sends the cookies it holds, keeps those it gets. */
async function send(
  method: string,
  path: string,
  { from = jar, ...asked }: { from?: Map<string, string>; json?: unknown; csrf?: string } = {},
): Promise<Answered> {
  const cookie = [...from].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
  const headers = { cookie, ...(asked.csrf === undefined ? {} : { 'x-csrf-token': asked.csrf }) };
  const answer = await ask(open().url, method, path, { json: asked.json, headers });
  for (const [name, value] of answer.cookies) jar.set(name, value);
  return answer;
}

const csrf = () => jar.get(cookieNames.csrf) ?? '';
const renew = (from = new Map(jar)) => send('POST', refresh.path, { from, csrf: csrf() });

test('the session cookies are out of reach of scripts and of other sites', async () => {
  const answer = await send('POST', login.path, { json: { email: adminEmail, password: adminPassword } });
  const lines = answer.headers.getSetCookie();
  const line = (name: string) => lines.find((each) => each.startsWith(`${name}=`)) ?? '';
  for (const each of lines) expect(each).toMatch(/SameSite=Strict/);
  expect(line(cookieNames.session)).toMatch(/HttpOnly/);
  expect(line(cookieNames.refresh)).toMatch(/Path=\/api\/auth; HttpOnly/);
  expect(line(cookieNames.csrf)).not.toMatch(/HttpOnly/);
});

test('a cookie alone may read and not change; with the header it may', async () => {
  expect((await send('GET', me.path)).status).toBe(200);
  for (const value of [undefined, '', 'guessed']) {
    const refused = await send('PATCH', '/api/people/me', {
      json: { name: 'Ada' },
      ...(value === undefined ? {} : { csrf: value }),
    });
    expect([refused.status, refused.code]).toEqual([403, 'access.csrf']);
  }
  expect((await send('PATCH', '/api/people/me', { json: { name: 'Ada' }, csrf: csrf() })).status).toBe(200);
});

test('the CSRF value of another session does not fit', async () => {
  const first = csrf();
  await send('POST', login.path, { json: { email: adminEmail, password: adminPassword } });
  expect(csrf()).not.toBe(first);
  expect((await send('PATCH', '/api/people/me', { json: { name: 'Ada' }, csrf: first })).code).toBe('access.csrf');
});

test('a bearer token needs no CSRF header', async () => {
  const token = jar.get(cookieNames.session);
  const changed = await ask(open().url, 'PATCH', '/api/people/me', { token, json: { name: 'Ada Admin' } });
  expect(changed.status).toBe(200);
});

test('signing out ends the session, its refresh and the cookies', async () => {
  const before = new Map(jar);
  expect((await send('POST', logout.path, { csrf: csrf() })).status).toBe(204);
  expect([...jar.values()]).toEqual(['', '', '']);
  jar = before;
  expect((await send('GET', me.path)).code).toBe('access.signed_out');
  expect((await renew()).code).toBe('access.session_ended');
});

test('a refresh rotates the token and keeps the session', async () => {
  const before = jar.get(cookieNames.refresh);
  const renewed = await renew();
  expect([renewed.status, renewed.body]).toMatchObject([200, { person: { email: adminEmail } }]);
  expect(jar.get(cookieNames.refresh)).not.toBe(before);
  await open().passes(600);
  expect((await send('GET', me.path)).code).toBe('access.signed_out');
  expect((await renew()).status).toBe(200);
  expect((await send('GET', me.path)).status).toBe(200);
});

test('a refresh needs the header, the cookie, and a cookie of ours', async () => {
  expect((await send('POST', refresh.path)).code).toBe('access.csrf');
  expect((await send('POST', refresh.path, { from: new Map(), csrf: csrf() })).code).toBe('access.session_ended');
  const odd = new Map([[cookieNames.refresh, 'a.b.c']]);
  expect((await send('POST', refresh.path, { from: odd, csrf: csrf() })).code).toBe('access.session_ended');
});

test('two tabs that refresh within a minute both go on, and the session lives on after it', async () => {
  const shared = new Map(jar);
  expect((await renew(shared)).status).toBe(200);
  await open().passes(59);
  expect((await renew(shared)).status).toBe(200);
  await open().passes(600);
  expect((await renew()).status).toBe(200);
});

test('a refresh token that comes back later ends the session for both', async () => {
  const copied = new Map(jar);
  expect((await renew()).status).toBe(200);
  const honest = new Map(jar);
  await open().passes(60);
  expect((await renew(copied)).code).toBe('access.session_ended');
  expect((await renew(honest)).code).toBe('access.session_ended');
  expect((await send('GET', me.path, { from: honest })).code).toBe('access.signed_out');
});

test('a session is over after thirty days, also when it was refreshed', async () => {
  await ages(open(), 'sessions', 29 * 86_400);
  expect((await renew()).status).toBe(200);
  await ages(open(), 'sessions', 86_400);
  expect((await renew()).code).toBe('access.session_ended');
});
