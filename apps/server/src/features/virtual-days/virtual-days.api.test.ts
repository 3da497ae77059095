import {
  addProspects,
  addSuppressions,
  cancelVirtualDay,
  changeWorkspace,
  createCampaign,
  getCampaign,
  getVirtualDay,
  listCalls,
  recordConsent,
  startVirtualDay,
} from '@offhook/contract';
import { realClock } from '@offhook/kit';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
let campaign_id: string;
const phones = Array.from({ length: 6 }, (_, index) => `+1212444200${index}`);
const nobody = { listens: 0, presses_one: 0, hangs_up: 0, busy: 0, no_answer: 0, machine: 0, opts_out: 0 };
const settings = {
  purpose: 'informational' as const,
  variants: [{ key: 'a', name: 'A', weight: 1, message: 'Your order is ready.' }],
  calls_per_second: 100,
  max_attempts: 1,
};

beforeAll(async () => {
  world = await makeWorld();
  await world.admin(changeWorkspace, { body: { default_from_number: ourNumber } });
  ({ id: campaign_id } = await world.admin(createCampaign, { body: { name: 'Orders', settings } }));
  const people = phones.map((phone, index) => ({ first_name: 'Contact', last_name: String(index), phone }));
  await world.admin(addProspects, { params: { campaign_id }, body: { people } });
  for (const phone_number of phones) {
    const consent = { phone_number, scope: 'artificial', strength: 'express', source: 'An order form' } as const;
    await world.admin(recordConsent, { body: consent });
  }
  await world.admin(addSuppressions, { body: { phone_numbers: phones.slice(0, 1) } });
});
afterAll(() => world.close());

const start = (id: string, mix: object = { busy: 1 }) =>
  world.admin(startVirtualDay, { params: { campaign_id: id }, body: { mix: { ...nobody, ...mix } } });
const get = async (id = campaign_id) => (await world.admin(getVirtualDay, { params: { campaign_id: id } })).virtual_day;

/** The process that plays has the real clock. */
async function played() {
  for (;;) {
    const day = await get();
    if (day?.state !== 'running') return day;
    await realClock().sleep(50);
  }
}

async function databases(): Promise<string[]> {
  const client = new Client({ connectionString: inject('testPostgres')?.superuserUrl });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database');
  await client.end();
  return rows.map(({ datname }) => datname).filter((name) => name.startsWith('offhook_scratch_'));
}

test('a campaign is played to its end with the same law and other numbers, and nobody is called', async () => {
  const begun = await start(campaign_id, { listens: 1 });
  expect(begun).toMatchObject({ state: 'running', prospects: { waiting: 6, played: 6 } });
  // One at a time; and nothing is told of it to others.
  await expect(start(campaign_id)).rejects.toMatchObject({ code: 'virtual_days.under_way' });
  const second = await makeSecondWorkspace(world);
  const params = { params: { campaign_id } };
  await expect(second.api(getVirtualDay, params)).rejects.toMatchObject({ code: 'request.not_found' });
  const day = await played();
  expect(day).toMatchObject({
    ...{ state: 'done', failure: null, problems: [] },
    totals: { calls: 5, humans: 5, in_flight: 0, done: 6, waiting: 0 },
    reasons: [{ code: 'compliance.suppressed', prospects: 1 }],
  });
  // Monday's eleventh hour is Tuesday's midnight in New York; the law opens at eight there.
  expect(day).toMatchObject({
    begins_at: '2026-11-03T05:00:00.000Z',
    completed_at: expect.stringMatching(/^2026-11-03T13/),
  });
  const called = day?.quarters.filter(({ placed }) => placed > 0) ?? [];
  expect(called.every(({ open }) => open)).toBe(true);
  expect(day?.quarters[0]).toMatchObject({ open: false, placed: 0 });
  expect(await world.admin(getCampaign, params)).toMatchObject({ status: 'draft', counts: { waiting: 6 } });
  expect((await world.admin(listCalls, {})).items).toEqual([]);
});

test('whoever cancels has it stopped, and nothing is left behind; twice clears it away', async () => {
  await start(campaign_id);
  const cancel = () => world.admin(cancelVirtualDay, { params: { campaign_id } });
  await cancel();
  expect(await get()).toMatchObject({ state: 'cancelled' });
  expect(await databases()).toEqual([]);
  await cancel();
  expect(await get()).toBeNull();
});

test('where nobody waits, or somebody must ask for each call, there is nothing to play', async () => {
  const { id } = await world.admin(createCampaign, { body: { name: 'Empty', settings } });
  await expect(start(id)).rejects.toMatchObject({ code: 'virtual_days.nobody_waits' });
  const preview = { name: 'Preview', settings: { ...settings, mode: 'preview' as const } };
  const { id: other } = await world.admin(createCampaign, { body: preview });
  await expect(start(other)).rejects.toMatchObject({ code: 'virtual_days.preview' });
  await expect(start(id, {})).rejects.toMatchObject({ code: 'request.invalid' });
});
