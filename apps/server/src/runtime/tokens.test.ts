import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type Id, manualClock } from '@offhook/kit';
import { exportJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKeys } from './keys.ts';
import { makeTokens, type Tokens } from './tokens.ts';

const start = new Date('2026-11-02T15:00:00Z');
const nowSeconds = start.getTime() / 1000;
const clock = manualClock(start);
const secret = 'a secret of thirty-two characters';
const keys = makeKeys({
  encryptionKey: Buffer.alloc(32, 7).toString('base64'),
  dataDir: '/nowhere',
  tokens: { secret, external: undefined },
});
// Made here, of the right kinds.
const token = {
  tenantId: '0198c0de-0000-7000-8000-000000000001' as Id<'workspace'>,
  personId: '0198c0de-0000-7000-8000-000000000002' as Id<'person'>,
  sessionId: '0198c0de-0000-7000-8000-000000000003' as Id<'session'>,
};
const issuer = 'https://issuer.example.com';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const strange = generateKeyPairSync('rsa', { modulusLength: 2048 });

let server: Server;
let tokens: Tokens;
let kid: string;

beforeAll(async () => {
  const jwk = { ...(await exportJWK(rsa.publicKey)), kid: 'theirs', alg: 'RS256', use: 'sig' };
  server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // a TCP server that listens
  const external = { issuer, audience: 'offhook', jwksUrl: `http://127.0.0.1:${port}/keys` };
  tokens = makeTokens({ secret, external }, keys, clock);
  const [header] = (await tokens.sign(token)).text.split('.');
  kid = JSON.parse(Buffer.from(header ?? '', 'base64url').toString()).kid;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ownClaims = { tenant_id: token.tenantId, sid: token.sessionId, sub: token.personId };

function own(claims: JWTPayload = {}, header: object = {}, key: Uint8Array | KeyObject = keys.token): Promise<string> {
  const payload = { ...ownClaims, iss: 'offhook', aud: 'offhook', iat: nowSeconds, exp: nowSeconds + 600, ...claims };
  return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid, ...header }).sign(key);
}

function theirs(claims: JWTPayload = {}, header: object = {}, key: Uint8Array | KeyObject = rsa.privateKey) {
  const payload = {
    sub: 'u1',
    email: 'Ada@Example.com',
    iss: issuer,
    aud: 'offhook',
    exp: nowSeconds + 600,
    ...claims,
  };
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'theirs', ...header }).sign(key);
}

test('a token of ours says who it stands for, for ten minutes', async () => {
  const { text, expiresAt } = await tokens.sign(token);
  expect(await tokens.verify(text)).toEqual({ own: token });
  expect(expiresAt.getTime() - start.getTime()).toBe(600_000);
});

test('a token as we make it is accepted, so the attacks below fail for their own reason', async () => {
  expect(await tokens.verify(await own())).toEqual({ own: token });
});

test.each([
  ['no signature at all', () => new UnsecuredJWT({ ...ownClaims, iss: 'offhook', aud: 'offhook' }).encode()],
  ['another key', () => own({}, {}, Buffer.alloc(32, 1))],
  ['another algorithm with our key', () => own({}, { alg: 'HS512' }, Buffer.concat([keys.token, keys.token]))],
  ['a key id that is not in use yet', () => own({}, { kid: 'tomorrow' })],
  ['no key id', () => own({}, { kid: undefined })],
  ['another issuer', () => own({ iss: 'somebody' })],
  ['another audience', () => own({ aud: 'elsewhere' })],
  ['the audience of a socket ticket', () => own({ aud: 'offhook-socket' })],
  ['an end that has come', () => own({ exp: nowSeconds })],
  ['no end', () => own({ exp: undefined })],
  ['a beginning that has not come', () => own({ nbf: nowSeconds + 60 })],
  ['nobody', () => own({ sub: undefined })],
  ['no workspace', () => own({ tenant_id: undefined })],
  ['no session', () => own({ sid: undefined })],
])('a token of ours with %s is refused', async (_what, make) => {
  expect(await tokens.verify(await make())).toBeUndefined();
});

test('a token whose contents were changed is refused', async () => {
  const [header, payload, signature] = (await own()).split('.');
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
  const other = Buffer.from(JSON.stringify({ ...claims, tenant_id: 'other' })).toString('base64url');
  expect(await tokens.verify([header, other, signature].join('.'))).toBeUndefined();
  const none = Buffer.from(JSON.stringify({ alg: 'none', kid })).toString('base64url');
  expect(await tokens.verify(`${none}.${payload}.`)).toBeUndefined();
  for (const nonsense of ['', '.', '..', 'a.b.c', 'ohk_x']) expect(await tokens.verify(nonsense)).toBeUndefined();
});

test('a token of the external issuer stands for an e-mail', async () => {
  expect(await tokens.verify(await theirs())).toEqual({ external: { email: 'ada@example.com' } });
});

test.each([
  ['a key that is not on its list', () => theirs({}, {}, strange.privateKey)],
  ['an unknown key id', () => theirs({}, { kid: 'unknown' })],
  ['another issuer', () => theirs({ iss: 'https://evil.example.com' })],
  ['another audience', () => theirs({ aud: 'another-product' })],
  ['an end that has come', () => theirs({ exp: nowSeconds })],
  ['no end', () => theirs({ exp: undefined })],
  ['no e-mail', () => theirs({ email: undefined })],
  ['an e-mail that is not verified', () => theirs({ email_verified: false })],
  [
    'its public key used as a shared secret',
    () => theirs({}, { alg: 'HS256' }, Buffer.from(rsa.publicKey.export({ type: 'spki', format: 'pem' }))),
  ],
  ['our claims, signed by it', () => theirs({ ...ownClaims, iss: 'offhook', email: undefined })],
])('a token of the external issuer with %s is refused', async (_what, make) => {
  expect(await tokens.verify(await make())).toBeUndefined();
});

test('without an external issuer its tokens are nothing', async () => {
  const alone = makeTokens({ secret, external: undefined }, keys, clock);
  expect(await alone.verify(await theirs())).toBeUndefined();
});

test('a ticket opens a socket for thirty seconds and is no access token', async () => {
  const { text } = await tokens.signTicket({ ...token, role: 'agent' });
  expect(await tokens.verifyTicket(text)).toMatchObject({ ...token, role: 'agent', ticketId: expect.any(String) });
  expect(await tokens.verify(text)).toBeUndefined();
  expect(await tokens.verifyTicket((await tokens.sign(token)).text)).toBeUndefined();
  await clock.passes(29_000);
  expect(await tokens.verifyTicket(text)).toBeDefined();
  await clock.passes(1000);
  expect(await tokens.verifyTicket(text)).toBeUndefined();
});
