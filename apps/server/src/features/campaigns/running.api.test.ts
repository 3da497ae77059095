import {
  activateCampaign,
  addProspects,
  type CampaignSettings,
  campaignStats,
  changeWorkspace,
  createCampaign,
  getCampaign,
  listProspects,
  pauseCampaign,
  placeProspect,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  // Monday, 10:00 in New York.
  world = await makeWorld();
  await world.admin(changeWorkspace, { body: { default_from_number: ourNumber } });
});
afterAll(() => world.close());

// 0106 answers and listens, 0101 is busy, 0102 does not answer.
const answers = '+12125550106';

let made = 0;
async function campaignWith(settings: Partial<CampaignSettings>, phones: readonly string[]) {
  made += 1;
  const { id } = await world.admin(createCampaign, {
    body: {
      name: `Campaign ${made}`,
      settings: {
        purpose: 'informational',
        variants: [{ key: 'a', name: 'A', weight: 1, message: 'Your order is ready.' }],
        calls_per_second: 100,
        ...settings,
      },
    },
  });
  const people = phones.map((phone, index) => ({ first_name: 'Contact', last_name: String(index), phone }));
  await world.admin(addProspects, { params: { campaign_id: id }, body: { people } });
  return id;
}

const start = (campaign_id: string) => world.admin(activateCampaign, { params: { campaign_id }, body: {} });
const prospectsOf = async (campaign_id: string) =>
  (await world.admin(listProspects, { params: { campaign_id }, query: {} })).items;

test('a campaign calls everybody once, tells what came of it, and is over', async () => {
  const phones = [answers, '+12125550101', '+12125550102'];
  const id = await campaignWith({ max_attempts: 1 }, phones);
  await start(id);
  await world.passes(120);
  const prospects = await prospectsOf(id);
  expect(prospects.map(({ phone_number, state, outcome, attempts }) => [phone_number, state, outcome, attempts])).toEqual(
    expect.arrayContaining([
      [answers, 'done', 'human', 1],
      ['+12125550101', 'done', 'busy', 1],
      ['+12125550102', 'done', 'no-answer', 1],
    ]),
  );
  expect(await world.admin(getCampaign, { params: { campaign_id: id } })).toMatchObject({
    status: 'completed',
    counts: { total: 3, waiting: 0, dialling: 0, done: 3, skipped: 0 },
  });
  expect(await world.admin(campaignStats, { params: { campaign_id: id } })).toMatchObject({
    total: 3,
    humanAnswered: 1,
    busy: 1,
    noAnswer: 1,
    inProgress: 0,
  });
});
