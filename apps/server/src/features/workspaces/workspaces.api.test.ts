import { changeWorkspace, createContact, getWorkspace, listAuditEntries } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, type World } from '../../../test/world.ts';
import { carrierSentence } from './index.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

test('the workspace says where it is and what carries its calls', async () => {
  expect(await world.admin(getWorkspace, {})).toMatchObject({
    name: 'Offhook',
    country: 'US',
    time_zone: 'UTC',
    carrier: { mode: 'emulator', account_sid: expect.stringMatching(/^AC/), missing: [] },
    sample_data: false,
  });
});

test('name, country, time zone and number are changed, each alone or together, and it is written down', async () => {
  const body = { name: ' Acme ', country: 'GB', time_zone: 'Europe/London', default_from_number: '020 7946 0958' };
  expect(await world.admin(changeWorkspace, { body })).toMatchObject({
    name: 'Acme',
    country: 'GB',
    time_zone: 'Europe/London',
    default_from_number: '+442079460958',
  });
  await world.clock.passes(1);
  expect(await world.admin(changeWorkspace, { body: { default_from_number: null } })).toMatchObject({
    name: 'Acme',
    default_from_number: null,
  });
  const [entry] = (await world.admin(listAuditEntries, {})).items;
  expect(entry).toMatchObject({ action: 'workspaces.changed', details: { fields: ['default_from_number'] } });
});

test('numbers typed without + belong to the country of the workspace', async () => {
  await world.admin(changeWorkspace, { body: { country: 'GB' } });
  const contact = await world.admin(createContact, { body: { name: 'London', phone_number: '020 7946 0958' } });
  expect(contact.phone_number).toBe('+442079460958');
});

test.each([
  ['a time zone that does not exist', { time_zone: 'Mars/Olympus' }, 'request.invalid', 'time_zone'],
  ['a country that is no code', { country: 'Italy' }, 'request.invalid', 'country'],
  ['no name', { name: '   ' }, 'request.invalid', 'name'],
  ['a number that cannot exist', { default_from_number: '12' }, 'calls.number_impossible', 'default_from_number'],
])('%s is refused by its field and changes nothing', async (_what, wrong, code, field) => {
  const before = await world.admin(getWorkspace, {});
  await expect(world.admin(changeWorkspace, { body: { name: 'Changed', ...wrong } })).rejects.toMatchObject({
    problem: { status: 422, code, details: { field } },
  });
  expect(await world.admin(getWorkspace, {})).toEqual(before);
});

test('each carrier mode has its sentence', () => {
  const { carrier } = world.app.ctx.config;
  expect(carrierSentence(carrier)).toBe('Emulator: no real calls are made');
  expect(carrierSentence({ ...carrier, mode: 'twilio', accountSid: 'AC1' })).toContain('cost money');
  expect(carrierSentence({ ...carrier, mode: 'none' })).toContain('TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN');
});
