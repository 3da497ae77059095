import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const token = () => world.signedIn.token;
const json = { 'content-type': 'application/json' };

test.each([
  ['text that is not JSON', { headers: json, raw: '{"name": ' }, 400, 'request.not_json'],
  ['JSON that says it is none', { headers: json, raw: '' }, 400, 'request.not_json'],
  ['another media type', { headers: { 'content-type': 'text/xml' }, raw: '<a/>' }, 415, 'request.wrong_media_type'],
  ['plain text', { headers: { 'content-type': 'text/plain' }, raw: '{}' }, 415, 'request.wrong_media_type'],
  [
    'a form',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, raw: 'name=x' },
    415,
    'request.wrong_media_type',
  ],
  ['too much', { headers: json, raw: JSON.stringify({ name: 'x'.repeat(65 * 1024) }) }, 413, 'request.too_large'],
  ['an unknown field', { json: { name: 'x', colour: 'red' } }, 422, 'request.invalid'],
  ['a list', { json: [] }, 422, 'request.invalid'],
  ['nothing', {}, 422, 'request.invalid'],
  [
    'a poisoned prototype',
    { headers: json, raw: '{"name":"x","__proto__":{"role":"admin"}}' },
    400,
    'request.not_json',
  ],
] as const)('%s is answered by a problem', async (_what, asked, status, code) => {
  const answer = await ask(world.url, 'POST', '/api/contacts', { token: token(), ...asked });
  expect([answer.status, answer.code]).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({
    type: `urn:offhook:refusal:${code}`,
    title: expect.stringMatching(/\w/),
    status,
    message: expect.stringMatching(/\w/),
    request_id: answer.headers.get('x-request-id'),
  });
});

test.each(['/api/nothing', '/api/contacts/a/b', '/api', '/ws/x'])('%s is nothing here', async (path) => {
  for (const method of ['GET', 'POST']) {
    const answer = await ask(world.url, method, path, { token: token() });
    expect([answer.status, answer.code]).toEqual([404, 'request.not_found']);
  }
});

test('every field that is wrong is told, the first one in the sentence', async () => {
  const asked = { token: token(), json: { name: '', email: 'x' } };
  const { body } = await ask(world.url, 'POST', '/api/contacts', asked);
  expect(body).toMatchObject({ message: expect.stringMatching(/^name: /), details: { field: 'name' } });
  const { problems } = (body as { details: { problems: { field: string }[] } }).details; // matched above
  expect(problems.map((problem) => problem.field)).toEqual(['name', 'email']);
});

test('answers carry a reference of their own, are not cached, and say nothing about the engine', async () => {
  const [one, other] = [await ask(world.url, 'GET', '/api/auth/me'), await ask(world.url, 'GET', '/api/auth/me')];
  expect(one.headers.get('x-request-id')).toMatch(/^request_/);
  expect(one.headers.get('x-request-id')).not.toBe(other.headers.get('x-request-id'));
  expect(one.headers.get('cache-control')).toBe('no-store');
  expect(one.headers.get('x-content-type-options')).toBe('nosniff');
  expect(one.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(one.headers.get('x-powered-by')).toBeNull();
});

test('forwarded addresses are not believed', async () => {
  const attempt = (address: string) =>
    ask(world.url, 'POST', '/api/auth/login', {
      json: { email: 'victim@example.com', password: 'a wrong guess' },
      headers: { 'x-forwarded-for': address, 'x-forwarded-host': 'evil.example.com' },
    });
  for (let tries = 1; tries <= 10; tries += 1) expect((await attempt(`203.0.113.${tries}`)).status).toBe(401);
  expect((await attempt('203.0.113.99')).code).toBe('access.too_many_tries');
  const invited = await ask(world.url, 'POST', '/api/people/invitations', {
    token: token(),
    json: { email: 'x@example.com', role: 'viewer' },
    headers: { 'x-forwarded-host': 'evil.example.com' },
  });
  expect(JSON.stringify(invited.body)).not.toContain('evil.example.com');
});
