import {
  changeSetting,
  getCall,
  listAuditEntries,
  listSettings,
  placeCall,
  settingCatalogue,
  settingKeys,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

test('every setting of the catalogue is listed with its default and a line of help', async () => {
  const { items } = await world.admin(listSettings, {});
  expect(items.map((setting) => setting.key)).toEqual(settingKeys);
  for (const { key, value, is_default, help } of items) {
    expect([value, is_default, help]).toEqual([settingCatalogue[key].default, true, settingCatalogue[key].help]);
  }
});

test('every default satisfies its own schema', () => {
  for (const key of settingKeys) {
    const { schema, default: fallback } = settingCatalogue[key];
    expect(schema.safeParse(fallback).success).toBe(true);
  }
});

test('a value is set, changed and given back to the default; each time it is written down', async () => {
  const params = { key: 'ring_timeout_seconds' } as const;
  await world.clock.passes(1);
  const set = await world.admin(changeSetting, { params, body: { value: 30 } });
  expect(set).toMatchObject({ value: 30, is_default: false });
  await world.clock.passes(1);
  await world.admin(changeSetting, { params, body: { value: 45 } });
  const listed = (await world.admin(listSettings, {})).items.find((setting) => setting.key === params.key);
  expect(listed).toMatchObject({ value: 45, is_default: false });
  await world.clock.passes(1);
  expect(await world.admin(changeSetting, { params, body: { value: null } })).toMatchObject({
    value: 60,
    is_default: true,
  });
  const entries = (await world.admin(listAuditEntries, { query: { limit: 3 } })).items;
  expect(entries.map((entry) => [entry.action, entry.subject, entry.details.value])).toEqual([
    ['settings.changed', 'ring_timeout_seconds', null],
    ['settings.changed', 'ring_timeout_seconds', 45],
    ['settings.changed', 'ring_timeout_seconds', 30],
  ]);
});

test('false is a value and not the default', async () => {
  const params = { key: 'auto_record_calls' } as const;
  expect(await world.admin(changeSetting, { params, body: { value: false } })).toMatchObject({
    value: false,
    is_default: false,
  });
  const call = await world.admin(placeCall, { body: { to: '+14155550142', from: ourNumber } });
  await world.passes(120);
  expect((await world.admin(getCall, { params: { call_id: call.id } })).recording).toBeNull();
});

test.each([
  ['ring_timeout_seconds', 4],
  ['ring_timeout_seconds', 5.5],
  ['ring_timeout_seconds', '30'],
  ['auto_record_calls', 'yes'],
  ['call_opening_message', ''],
] as const)('%s does not take %j', async (key, value) => {
  const before = await world.admin(listSettings, {});
  await expect(world.admin(changeSetting, { params: { key }, body: { value } })).rejects.toMatchObject({
    problem: { status: 422, code: 'request.invalid', details: { field: 'value' } },
  });
  expect(await world.admin(listSettings, {})).toEqual(before);
});

test('a setting that does not exist is refused', async () => {
  const asked = { token: world.signedIn.token, json: { value: 1 } };
  const answer = await ask(world.url, 'PUT', '/api/settings/colour', asked);
  expect([answer.status, answer.code]).toEqual([422, 'request.invalid']);
});
