import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { listPeople, makeClient, me, removePerson, socketTicket } from '@offhook/contract';
import { exportJWK, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join } from '../../../test/members.ts';
import { adminEmail, makeWorld, type World } from '../../../test/world.ts';

const issuer = 'https://issuer.example.com';
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let server: Server;
let world: World;

beforeAll(async () => {
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // a TCP server that listens
  world = await makeWorld({ environment: { JWT_ISSUER: issuer, JWT_JWKS_URL: `http://127.0.0.1:${port}/keys` } });
});
afterAll(async () => {
  await world.close();
  await new Promise((resolve) => server.close(resolve));
});

async function clientOf(claims: JWTPayload) {
  const exp = Math.floor(world.clock.nowMs() / 1000) + 300;
  const payload = { sub: 'u1', iss: issuer, aud: 'offhook', exp, ...claims };
  const token = await new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(privateKey);
  return makeClient({ baseUrl: world.url, headers: () => ({ authorization: `Bearer ${token}` }) });
}

const signedOut = { code: 'access.signed_out' };

test('a token of the external issuer speaks for the member with its e-mail', async () => {
  const api = await clientOf({ email: adminEmail.toUpperCase() });
  expect(await api(me, {})).toMatchObject({ person: { email: adminEmail }, role: 'admin' });
  expect((await api(listPeople, {})).items).toHaveLength(1);
});

test('whoever is no member is nobody, whatever the issuer says', async () => {
  await expect((await clientOf({ email: 'stranger@example.com' }))(me, {})).rejects.toMatchObject(signedOut);
  await expect((await clientOf({ email: adminEmail, aud: 'other' }))(me, {})).rejects.toMatchObject(signedOut);
  await expect((await clientOf({ email: adminEmail, role: 'admin', exp: 1 }))(me, {})).rejects.toMatchObject(signedOut);
});

test('the role is the one of the membership, and a removed member is out though the token still holds', async () => {
  const { signedIn } = await join(world, 'viewer');
  const api = await clientOf({ email: 'viewer@example.com', role: 'admin' });
  expect(await api(me, {})).toMatchObject({ role: 'viewer' });
  await world.admin(removePerson, { params: { person_id: signedIn.person.id } });
  await expect(api(me, {})).rejects.toMatchObject(signedOut);
});

test('it has no session of ours, so it opens no socket', async () => {
  const ticket = (await clientOf({ email: adminEmail }))(socketTicket, {});
  await expect(ticket).rejects.toMatchObject({ code: 'access.not_allowed' });
});
