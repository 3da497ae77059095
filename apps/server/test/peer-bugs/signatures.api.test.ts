// Bugs of other projects around the signatures of webhooks; README.md has the table.
import { getCall } from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, type World } from '../world.ts';
import { publicUrl, type Ringing, reportOf, ringingCall, send } from './signed-webhook.ts';

let world: World;
let call: Ringing;

beforeAll(async () => {
  world = await makeWorld({ environment: { PUBLIC_URL: publicUrl, SWEEP_SECONDS: '80000' } });
  call = await ringingCall(world);
});
afterAll(() => world.close());

test.each([
  ['a proxy that says nothing', {}],
  ['a proxy that ended TLS and says so', { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'phone.example.com' }],
  ['a proxy that names the scheme within the house', { 'x-forwarded-proto': 'http' }],
  ['a chain of proxies', { 'x-forwarded-proto': 'https, http', 'x-forwarded-for': '203.0.113.9, 10.0.0.1' }],
  ['a proxy that adds a port', { 'x-forwarded-port': '8080' }],
])(
  'twilio/twilio-node#321, rdegges/django-twilio#196, bminer/node-twilio-api#13: %s does not change what was signed',
  async (_proxy, headers) => {
    const params = reportOf(world, call, 'ringing');
    expect((await send(world, call.statusPath, params, { headers })).status).toBe(204);
  },
);

test.each([
  ['http instead of https', `http://phone.example.com`],
  ['the address behind the proxy', ''],
  ['another host', 'https://evil.example'],
])(
  'HamedMP/matrix-os#17, dograh-hq/dograh#510: a signature over %s is refused, whatever headers name it',
  async (_what, origin) => {
    const params = reportOf(world, call, 'completed');
    const signed = (origin || world.url) + call.statusPath;
    const { host, protocol } = new URL(signed);
    const headers = { 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1), forwarded: `host=${host}` };
    expect((await send(world, call.statusPath, params, { url: signed, headers })).status).toBe(403);
  },
);

test.each(['?next=a%3Fb', '?a=1&b=2', '?b=2&a=1', '?q=x%20y+z', '?%3F'])(
  'twilio/twilio-node#145, #306: a query of %s is verified as it was sent',
  async (query) => {
    const path = `/api/voice/webhooks/status${query}`;
    const params = { ...reportOf(world, call, 'ringing'), CallSid: `CA${'9'.repeat(32)}` };
    expect((await send(world, path, params)).status).toBe(204);
    const other = `${publicUrl}/api/voice/webhooks/status?other=1`;
    expect((await send(world, path, params, { url: other })).status).toBe(403);
  },
);

test.each(["Forli'", "Trezzo Sull'Adda", 'L’Aquila', 'Saint-Jérôme', 'A "quoted" town', 'plus+and&and=', '東京 🏯'])(
  'twilio/twilio-node#1059, #1183: a caller from %s is heard',
  async (city) => {
    const params = reportOf(world, call, 'ringing', { FromCity: city, CallerName: city });
    expect((await send(world, call.statusPath, params)).status).toBe(204);
  },
);

test('twilio/twilio-node#1079: the addresses that we give have one opaque segment and no query to be reordered', () => {
  const given = world.emulator
    .events(call.sid)
    .flatMap(({ event }) => (event.type === 'asked' ? event.request.url : []));
  expect(given.length).toBeGreaterThan(0);
  for (const url of given) expect(new URL(url).search).toBe('');
});

test.each([
  ['JSON whose signature covers its hash only', 'application/json', true],
  ['a form without its type', 'application/octet-stream', false],
])('twilio/twilio-node#924: %s is refused and changes nothing', async (_what, type, isHashed) => {
  const params = reportOf(world, call, 'completed');
  const body = type === 'application/json' ? JSON.stringify(params) : new URLSearchParams(params).toString();
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(body))).toString('hex');
  const path = call.statusPath + (isHashed ? `?bodySHA256=${digest}` : '');
  const signature = sign(world.carrier.authToken, publicUrl + path, isHashed ? {} : params);
  const response = await fetch(world.url + path, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature, 'content-type': type },
    body,
  });
  expect([403, 415]).toContain(response.status);
  expect((await world.admin(getCall, { params: { call_id: call.id } })).status).not.toBe('completed');
});

test.each<[string, { headers?: Record<string, string>; params?: Record<string, string> }]>([
  ['no signature header at all', { headers: {} }],
  ['an empty signature', { headers: { 'x-twilio-signature': '' } }],
  ['two signatures', { headers: { 'x-twilio-signature': 'a, b' } }],
  ['an account that we do not have', { params: { AccountSid: `AC${'0'.repeat(32)}` } }],
  ['no account', { params: { AccountSid: '' } }],
])('chatwoot/chatwoot#13619, n8n-io/n8n#29259, dograh-hq/dograh#732: %s closes the door', async (_what, change) => {
  const params = { ...reportOf(world, call, 'completed'), ...change.params };
  const signature = sign(world.carrier.authToken, publicUrl + call.statusPath, params);
  const response = await fetch(world.url + call.statusPath, {
    method: 'POST',
    headers: change.headers ?? { 'x-twilio-signature': signature },
    body: new URLSearchParams(params),
  });
  expect(response.status).toBe(403);
  expect((await world.admin(getCall, { params: { call_id: call.id } })).status).not.toBe('completed');
});
