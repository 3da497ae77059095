import {
  activateCampaign,
  addProspects,
  addSuppressions,
  type CampaignSettingsChange,
  changeMySeat,
  changeMyself,
  changeWorkspace,
  createCampaign,
  getCall,
  getMySeat,
  placeProspect,
  previewNext,
} from '@offhook/contract';
import type { Persona } from '@offhook/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

const listens: Persona = {
  kind: 'person',
  ringSeconds: 1,
  hello: 'Hello?',
  steps: [{ do: 'listen', quietSeconds: 60, atMostSeconds: 600 }],
};
const [first, second, third] = ['+12125550180', '+12125550181', '+12125550182'] as const;
const ownPhone = '+14155550190';

let world: World;
let ada: Member;
let bea: Member;
beforeAll(async () => {
  // Monday, 10:00 in New York.
  world = await makeWorld({
    emulator: { personas: [{ numbers: [first, second, third, ownPhone], persona: listens }] },
  });
  await world.admin(changeWorkspace, { body: { default_from_number: ourNumber } });
  ada = await join(world, 'agent', 'ada@example.com');
  bea = await join(world, 'agent', 'bea@example.com');
  await ada.api(changeMyself, { body: { phone_number: ownPhone } });
});
afterAll(() => world.close());

async function draft(settings: CampaignSettingsChange, phones: readonly string[]): Promise<string> {
  const body = { name: 'Renewals', settings: { purpose: 'informational' as const, ...settings } };
  const { id } = await world.admin(createCampaign, { body });
  const people = phones.map((phone) => ({ first_name: 'Contact', last_name: phone.slice(-1), phone }));
  await world.admin(addProspects, { params: { campaign_id: id }, body: { people } });
  return id;
}

/** Somebody has to be ready when it is started. */
async function running(phones: readonly string[]): Promise<string> {
  const id = await draft({ mode: 'preview' }, phones);
  await beReady();
  await world.admin(activateCampaign, { params: { campaign_id: id }, body: {} });
  return id;
}

const beReady = () => ada.api(changeMySeat, { body: { state: 'ready' } });
const next = ({ api }: Pick<Member, 'api'>, campaign_id: string) => api(previewNext, { params: { campaign_id } });
const place = ({ api }: Member, campaignId: string, prospectId: string) =>
  api(placeProspect, { body: { campaignId, prospectId } });

test('one person looks at a prospect, another at the next, and who may not be called is passed over with the reason', async () => {
  await world.admin(addSuppressions, { body: { phone_numbers: [first], reason: 'Asked by letter' } });
  const id = await running([first, second, third]);
  const seen = await next(ada, id);
  expect(seen).toMatchObject({
    prospect: { phone_number: second, state: 'waiting', contact: { name: 'Contact 1' } },
    passed_over: [{ prospect: { phone_number: first, state: 'skipped' }, reason: { code: 'compliance.suppressed' } }],
  });
  expect(await next(bea, id)).toMatchObject({ prospect: { phone_number: third }, passed_over: [] });
  expect(await next(ada, id)).toEqual({ prospect: null, passed_over: [] });
  // Whoever was only looked at comes again.
  expect(seen.prospect?.next_at).toBe(new Date(world.clock.nowMs() + 300_000).toISOString());
});

test('the call rings the phone of whoever asked for it, and of nobody who is not in a seat', async () => {
  const id = await running([second]);
  const { prospect } = await next(ada, id);
  const prospectId = prospect?.id ?? '';
  await expect(place(bea, id, prospectId)).rejects.toMatchObject({ code: 'seats.not_free' });
  const placed = await place(ada, id, prospectId);
  if (!('call' in placed)) throw new Error('It was only scheduled.');
  const { call } = placed;
  expect(call.to_number).toBe(second);
  await expect(place(ada, id, prospectId)).rejects.toMatchObject({ code: 'campaigns.prospect_busy' });
  await world.passes(12);
  expect(await ada.api(getCall, { params: { call_id: call.id } })).toMatchObject({
    status: 'in-progress',
    connect: { to_number: ownPhone, accepted: true },
  });
  expect(await ada.api(getMySeat, {})).toMatchObject({ state: 'on-call', call: { id: call.id, with: 'Contact 1' } });
});

test('only a campaign that runs, in this mode, of the own workspace gives prospects, to whoever may call', async () => {
  const automatic = await draft({ variants: [{ key: 'a', name: 'A', weight: 1, message: 'Hello.' }] }, [third]);
  await expect(next(ada, automatic)).rejects.toMatchObject({ code: 'campaigns.not_running' });
  await world.admin(activateCampaign, { params: { campaign_id: automatic }, body: {} });
  await expect(next(ada, automatic)).rejects.toMatchObject({ code: 'campaigns.not_preview' });
  const other = await makeSecondWorkspace(world);
  await expect(next(other, automatic)).rejects.toMatchObject({ code: 'request.not_found' });
  const viewer = await join(world, 'viewer');
  await expect(next(viewer, automatic)).rejects.toMatchObject({ code: 'access.not_allowed' });
});
