import {
  activateCampaign,
  addProspects,
  archiveCampaign,
  type CampaignSettingsChange,
  campaignSchedule,
  changeCampaign,
  changeSetting,
  changeWorkspace,
  createCampaign,
  createScript,
  deleteCampaign,
  deleteScript,
  endCampaign,
  getCampaign,
  listAuditEntries,
  listCampaigns,
  pauseCampaign,
  purchaseNumber,
  searchNumbers,
} from '@offhook/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { join, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await world.admin(changeWorkspace, { body: { default_from_number: ourNumber } });
});
afterAll(() => world.close());

const message = { key: 'a', name: 'Short', message: 'Hello, this is a reminder.' };
const spoken = { purpose: 'informational', variants: [message], daily_limit: 3 } as const;
const refusedWith = (code: string, details: object = {}) => ({ problem: { code, details } });
const create = (name: string, settings: object = spoken) => world.admin(createCampaign, { body: { name, settings } });
const at = (id: string) => ({ params: { campaign_id: id } });
const get = (id: string) => world.admin(getCampaign, at(id));
let next = 10_000;
const somebody = (id: string, area = '212') => {
  const people = [{ first_name: 'Nora', phone: `+1${area}55${next++}` }];
  return world.admin(addProspects, { ...at(id), body: { people } });
};

test('a campaign is created with defaults, read, changed by revision, copied and deleted', async () => {
  const campaign = await world.admin(createCampaign, { body: { name: ' Spring ', metadata: { crm: 7 } } });
  expect(campaign).toMatchObject({ name: 'Spring', status: 'draft', revision: 1, metadata: { crm: 7 } });
  expect(campaign).toMatchObject({ calling: 'not-running', created_by: { name: 'Ada Admin' } });
  expect(campaign.settings).toMatchObject({ daily_limit: 50, max_attempts: 4, purpose: 'telemarketing', variants: [] });
  const week: CampaignSettingsChange['window'] = [{ day: 'mon', from: '09:00', to: '12:00' }];
  const change = { revision: 1, settings: { daily_limit: 7, window: week } };
  const changed = await world.admin(changeCampaign, { ...at(campaign.id), body: change });
  expect(changed).toMatchObject({ revision: 2, settings: { daily_limit: 7, concurrency: 5, max_attempts: 4 } });
  const late = world.admin(changeCampaign, { ...at(campaign.id), body: { ...change, name: 'Late' } });
  await expect(late).rejects.toMatchObject(refusedWith('campaigns.changed_meanwhile', { revision: 2 }));
  const twice = await world.admin(changeCampaign, { ...at(campaign.id), body: { ...change, revision: 2 } });
  expect(twice.revision).toBe(2);
  const copy = await world.admin(createCampaign, { body: { name: 'Copy', copy_of: campaign.id } });
  expect(copy).toMatchObject({ status: 'draft', counts: { total: 0 }, settings: changed.settings });
  await world.admin(deleteCampaign, at(copy.id));
  await expect(get(copy.id)).rejects.toMatchObject(refusedWith('request.not_found'));
  await expect(world.admin(deleteCampaign, at(copy.id))).rejects.toMatchObject(refusedWith('request.not_found'));
  const { items } = await world.admin(listAuditEntries, {});
  const actions = items.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['campaigns.created', 'campaigns.changed', 'campaigns.deleted']));
});

describe('settings that cannot be meant are refused, and nothing is stored', () => {
  const drop = 'drop_0198c0de-0000-7000-8000-000000000000';
  const gone = '0198c0de-0000-7000-8000-000000000000';
  test.each([
    ['an unknown zone', { time_zone: 'Mars/Olympus' }, 'settings.time_zone'],
    [
      'an end before the start',
      { starts_at: '2026-12-02T09:00:00Z', ends_at: '2026-12-02T09:00:00Z' },
      'settings.ends_at',
    ],
    ['an end in the past', { ends_at: '2026-11-02T14:59:59Z' }, 'settings.ends_at'],
    [
      'a reversed date',
      { dates: [{ date: '2026-12-24', spans: [{ from: '12:00', to: '12:00' }] }] },
      'settings.dates.2026-12-24',
    ],
    [
      'a date twice',
      {
        dates: [
          { date: '2026-12-24', spans: [] },
          { date: '2026-12-24', spans: [] },
        ],
      },
      'settings.dates.2026-12-24',
    ],
    ['two contents', { variants: [{ ...message, audio_url: 'https://example.com/a.mp3' }] }, 'settings.variants.a'],
    ['a key twice', { variants: [message, message] }, 'settings.variants.a'],
    [
      'a script that is gone',
      { variants: [{ key: 'a', name: 'A', script_id: gone }] },
      'settings.variants.a.script_id',
    ],
    ['a flow that is gone', { variants: [{ key: 'a', name: 'A', flow_id: gone }] }, 'settings.variants.a.flow_id'],
    ['a drop that is gone', { voicemail_drop_id: drop }, 'settings.voicemail_drop_id'],
    ['a drop without detection', { voicemail_drop_id: drop, machine_detection: 'off' }, 'settings.machine_detection'],
    ['a number of others', { caller_ids: ['+14155550111'] }, 'settings.caller_ids.0'],
    ['no number', { caller_ids: ['12'] }, 'settings.caller_ids.0'],
    ['a number twice', { caller_ids: [ourNumber, '(415) 555-0199'] }, 'settings.caller_ids.1'],
    ['no phone', { connect: { when: 'always', phone: 'x' } }, 'settings.connect.phone'],
    ['a phone beside seats', { mode: 'power', connect: { when: 'always', phone: '+14155550123' } }, 'settings.connect'],
  ])('%s', async (_what, wrong, field) => {
    const before = (await world.admin(listCampaigns, {})).items.length;
    const details = { field, problem: expect.any(String) };
    await expect(create('Wrong', wrong)).rejects.toMatchObject(refusedWith('campaigns.settings_wrong', details));
    expect((await world.admin(listCampaigns, {})).items).toHaveLength(before);
  });

  test.each([
    ['a window with equal ends', { window: [{ day: 'mon', from: '09:00', to: '09:00' }] }],
    ['limit 0', { daily_limit: 0 }],
    ['a negative delay', { retry_minutes: { busy: -1 } }],
    ['no calls a second', { calls_per_second: 0 }],
    ['a field that nobody knows', { dailyLimit: 5 }],
  ])('%s', async (_what, wrong) => {
    await expect(create('Wrong', wrong)).rejects.toMatchObject(refusedWith('request.invalid'));
  });
});

test('a campaign that lacks something is not started, and says all of it', async () => {
  const { id } = await create('Empty', { purpose: 'informational' });
  const { missing } = await get(id);
  expect(missing.map(({ field }) => field)).toEqual(['prospects', 'settings.variants']);
  const start = () => world.admin(activateCampaign, { ...at(id), body: {} });
  await expect(start()).rejects.toMatchObject(refusedWith('campaigns.incomplete', { fields: missing }));
  const variants = [{ key: 'a', name: 'Robot', ai_agent: 'Sell.' }];
  const settings = { mode: 'predictive' as const, variants };
  await world.admin(changeCampaign, { ...at(id), body: { settings } });
  await somebody(id);
  expect((await get(id)).missing.map(({ field }) => field)).toEqual(['settings.variants.a.ai_agent', 'settings.mode']);
  await expect(start()).rejects.toMatchObject(refusedWith('campaigns.pacing_unconfirmed'));
});

test('hours that the law never allows, and a script that went away, keep a campaign from starting', async () => {
  const script = await world.admin(createScript, { body: { name: 'Goes', script_text: 'Hello.' } });
  const night = [{ day: 'mon', from: '02:00', to: '04:00' }] as const;
  const variants = [{ key: 'a', name: 'A', script_id: script.id }];
  const { id } = await create('Night', { purpose: 'telemarketing', variants, window: night });
  await somebody(id);
  await world.admin(deleteScript, { params: { script_id: script.id } });
  const { missing } = await get(id);
  expect(missing.map(({ field }) => field)).toEqual(['settings.variants.a.script_id', 'settings.window']);
});

test('nothing starts with an empty wallet', async () => {
  const { id } = await create('Poor');
  await somebody(id);
  const params = { key: 'wallet_enabled' as const };
  await world.admin(changeSetting, { params, body: { value: true } });
  const fields = (await get(id)).missing.map(({ field }) => field);
  await world.admin(changeSetting, { params, body: { value: false } });
  expect(fields).toEqual(['wallet']);
  expect((await get(id)).missing).toEqual([]);
});

test('of two activations at once one starts the campaign, and both answer it running; pause and end happen once', async () => {
  const { id } = await create('Race', { ...spoken, starts_at: null, concurrency: 1 });
  await somebody(id, '907');
  const start = () => world.admin(activateCampaign, { ...at(id), body: {} });
  const [one, other] = await Promise.all([start(), start()]);
  expect([one.status, other.status]).toEqual(['running', 'running']);
  expect(one.started_at).toBe(other.started_at);
  const fixed = world.admin(changeCampaign, { ...at(id), body: { settings: { purpose: 'telemarketing' } } });
  await expect(fixed).rejects.toMatchObject(refusedWith('campaigns.fixed_while_running', { field: 'The purpose' }));
  const faster = await world.admin(changeCampaign, { ...at(id), body: { settings: { daily_limit: 9 } } });
  expect(faster).toMatchObject({ status: 'running', settings: { daily_limit: 9 } });
  await expect(world.admin(deleteCampaign, at(id))).rejects.toMatchObject(refusedWith('campaigns.was_started'));
  await expect(world.admin(archiveCampaign, at(id))).rejects.toMatchObject(refusedWith('campaigns.still_open'));
  const pause = () => world.admin(pauseCampaign, { ...at(id), body: { reason: 'lunch' } });
  const [paused] = await Promise.all([pause(), pause()]);
  expect(paused).toMatchObject({ status: 'paused', paused_because: 'Paused by Ada Admin: lunch' });
  await world.admin(endCampaign, at(id));
  expect(await world.admin(endCampaign, at(id))).toMatchObject({ status: 'completed' });
  await expect(start()).rejects.toMatchObject(refusedWith('campaigns.over'));
  await expect(somebody(id)).rejects.toMatchObject(refusedWith('campaigns.over'));
  await expect(pause()).rejects.toMatchObject(refusedWith('campaigns.not_running', { status: 'completed' }));
  expect(await world.admin(archiveCampaign, at(id))).toMatchObject({ status: 'archived' });
  expect((await world.admin(listCampaigns, {})).items.map((each) => each.id)).not.toContain(id);
  const archived = await world.admin(listCampaigns, { query: { status: 'archived,completed', search: 'rac' } });
  expect(archived.items.map((each) => each.id)).toEqual([id]);
  const { items } = await world.admin(listAuditEntries, {});
  const own = items.filter(({ subject }) => subject === id).map(({ action }) => action);
  const changes = ['campaigns.activated', 'campaigns.paused', 'campaigns.ended', 'campaigns.archived'];
  expect(own.filter((action) => changes.includes(action)).toSorted()).toEqual(changes.toSorted());
});

test('a campaign with a start of its own is scheduled, and says when calls begin, in words', async () => {
  const starts_at = '2026-11-03T14:00:00Z';
  const week = (['mon', 'tue', 'wed'] as const).map((day) => ({ day, from: '10:00', to: '17:00' }));
  const { id } = await create('Later', { ...spoken, starts_at, window: week });
  await somebody(id);
  const scheduled = await world.admin(activateCampaign, { ...at(id), body: {} });
  expect(scheduled).toMatchObject({ status: 'scheduled', started_at: null, next_call_at: '2026-11-03T15:00:00.000Z' });
  const schedule = await world.admin(campaignSchedule, at(id));
  expect(schedule).toMatchObject({
    ...{ sentence: 'Starts Tue 10:00 EST, in 24 h.', calling: 'not-running', day: '2026-11-02' },
    ...{ resets_at: '2026-11-03T05:00:00.000Z', remaining_today: 3, used_today: 0, pacing: null, in_flight: 0 },
  });
  expect(await world.admin(pauseCampaign, { ...at(id), body: {} })).toMatchObject({ status: 'paused' });
});

test('the limit of a day begins anew at the first instant of the next day, be that one o’clock', async () => {
  // In Cairo the clocks skip the first hour of 2027-04-30.
  const { id } = await create('Cairo', { ...spoken, time_zone: 'Africa/Cairo' });
  const { day, resets_at } = await world.admin(campaignSchedule, at(id));
  expect({ day, resets_at }).toEqual({ day: '2026-11-02', resets_at: '2026-11-02T22:00:00.000Z' });
});

test('own numbers are called from; the list is given in pages, newest first', async () => {
  const [offered] = (await world.admin(searchNumbers, { query: { limit: 1 } })).items;
  const phone_number = offered?.phone_number ?? '';
  await world.admin(purchaseNumber, { body: { phone_number } });
  expect(await create('Own', { ...spoken, caller_ids: [phone_number, '415 555 0199'] })).toMatchObject({
    settings: { caller_ids: [phone_number, ourNumber] },
  });
  const page = await world.admin(listCampaigns, { query: { limit: 1 } });
  expect(page.items.map(({ name }) => name)).toEqual(['Own']);
  const rest = await world.admin(listCampaigns, { query: { limit: 1, cursor: page.next_cursor ?? '' } });
  expect(rest.items.map(({ name }) => name)).toEqual(['Cairo']);
  await expect(world.admin(listCampaigns, { query: { cursor: 'x' } })).rejects.toMatchObject(
    refusedWith('request.bad_cursor'),
  );
  await expect(world.admin(listCampaigns, { query: { status: 'lost' } })).rejects.toMatchObject(
    refusedWith('request.invalid'),
  );
});

test('an agent may pause but not start; another workspace finds nothing', async () => {
  const { id } = await create('Fences');
  const agent = await join(world, 'agent');
  const asAgent = (verb: string) =>
    ask(world.url, 'POST', `/api/campaigns/${id}/${verb}`, { token: agent.token, json: {} });
  expect((await asAgent('activate')).code).toBe('access.not_allowed');
  expect((await asAgent('pause')).code).toBe('campaigns.not_running');
  const second = await makeSecondWorkspace(world);
  await expect(second.api(getCampaign, at(id))).rejects.toMatchObject(refusedWith('request.not_found'));
  const copied = second.api(createCampaign, { body: { name: 'Theirs', copy_of: id } });
  await expect(copied).rejects.toMatchObject(refusedWith('request.not_found'));
});
