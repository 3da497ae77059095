import { type Access, createApiKey, type Role, type Route, roles, routes, type Scope, scopes } from '@offhook/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { join } from './members.ts';
import { makeWorld, type World } from './world.ts';

type Guarded = Route & { access: Exclude<Access, string> };

const isGuarded = (route: Route): route is Guarded => typeof route.access !== 'string';
const guarded = routes.filter(isGuarded).map((route) => [`${route.method} ${route.path}`, route] as const);
const notPublic = routes
  .filter((route) => route.access !== 'public')
  .map((route) => [`${route.method} ${route.path}`, route] as const);

// Opening a door to everybody is a decision: it is written down here, too.
const publicRoutes = [
  'access.accept_invitation',
  'access.login',
  'access.login_by_link',
  'access.refresh',
  'access.reset_password',
  'system.alive',
  'system.health',
  'system.ready',
];

let world: World;
const tokens = new Map<Role, string>();
const without = new Map<Scope, string>();
const only = new Map<Scope, string>();

beforeAll(async () => {
  world = await makeWorld();
  tokens.set('admin', world.signedIn.token);
  for (const role of ['viewer', 'agent', 'manager'] as const) tokens.set(role, (await join(world, role)).token);
  for (const scope of scopes) {
    only.set(scope, await key([scope]));
    without.set(scope, await key(scopes.filter((other) => other !== scope)));
  }
});
afterAll(() => world.close());

test('only the routes of a closed list are open to everybody', () => {
  const open = routes.filter((route) => route.access === 'public').map((route) => route.name);
  expect(open.toSorted()).toEqual(publicRoutes);
});

test('every route of the contract is served once', () => {
  const doors = routes.map((route) => `${route.method} ${route.path}`);
  expect(new Set(doors).size).toBe(doors.length);
  expect(new Set(routes.map((route) => route.name)).size).toBe(routes.length);
  expect(routes.filter((route) => !world.app.server.hasRoute({ method: route.method, url: route.path }))).toEqual([]);
});

describe.each(notPublic)('%s', (_door, route) => {
  test('answers 401 without credentials, with nonsense and with a key that never was', async () => {
    for (const token of [undefined, 'nonsense', `ohk_${'a'.repeat(43)}`]) {
      const answer = await ask(world.url, route.method, somePath(route), { token, ...someBody(route) });
      expect([answer.status, answer.code]).toEqual([401, 'access.signed_out']);
    }
  });
});

describe.each(guarded)('%s', (_door, route) => {
  const { role, scope } = route.access;

  test('answers 403 to the role below and lets the role in', async () => {
    const below = roles[roles.indexOf(role) - 1];
    if (below) {
      const refused = await ask(world.url, route.method, somePath(route), { token: tokens.get(below) });
      expect([refused.status, refused.code]).toEqual([403, 'access.not_allowed']);
    }
    const allowed = await ask(world.url, route.method, somePath(route), { token: tokens.get(role) });
    expect([401, 403, 500]).not.toContain(allowed.status);
  });

  test('answers 403 to a key that has every scope but this one, and lets a key with only this one in', async () => {
    const refused = await ask(world.url, route.method, somePath(route), { token: without.get(scope) });
    expect([refused.status, refused.code]).toEqual([403, 'access.scope_missing']);
    const allowed = await ask(world.url, route.method, somePath(route), { token: only.get(scope) });
    expect([401, 403, 500]).not.toContain(allowed.status);
  });
});

async function key(of: Scope[]): Promise<string> {
  return (await world.admin(createApiKey, { body: { name: of.join(' ').slice(0, 80), scopes: of } })).secret;
}

function somePath(route: Route): string {
  return route.path.replace(/:\w+/g, '0198c0de-0000-7000-8000-000000000000');
}

// The fence stands before the body is looked at.
function someBody(route: Route): { json?: unknown } {
  return route.body ? { json: { nonsense: true } } : {};
}
