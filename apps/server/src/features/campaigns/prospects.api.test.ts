import {
  activateCampaign,
  addProspects,
  campaignStats,
  changeProspect,
  changeWorkspace,
  createCampaign,
  createContact,
  deleteContacts,
  exportProspects,
  forecastCampaign,
  getCampaign,
  getForecast,
  getProspect,
  listCampaigns,
  listForecastProspects,
  listProspects,
  type Prospect,
  recordConsent,
  removeProspect,
  retryFailed,
  tagContacts,
} from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { addToCampaign, carryOnAdding } from './actions/add-prospects.ts';
import { insertAddition } from './store/additions.ts';
import { foldCounts } from './store/counts.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await world.admin(changeWorkspace, { body: { default_from_number: ourNumber } });
});
afterAll(() => world.close());

const variants = [{ key: 'a', name: 'Short', message: 'Hello.' }];
const refusedWith = (code: string, details: object = {}) => ({ problem: { code, details } });
const at = (id: string) => ({ params: { campaign_id: id } });
const prospectsOf = async (id: string, query = {}) => (await world.admin(listProspects, { ...at(id), query })).items;
const countsOf = async (id: string) => (await world.admin(getCampaign, at(id))).counts;
const of = (prospect: Prospect | undefined) => ({
  params: { campaign_id: prospect?.campaign_id ?? '', prospect_id: prospect?.id ?? '' },
});
let next = 1000;
const phone = (area = '212') => `+1${area}555${next++}`;
const contact = (name: string, phone_number: string | null) =>
  world.admin(createContact, { body: { name, phone_number } });
async function create(name: string, settings = {}): Promise<string> {
  const all = { purpose: 'informational' as const, variants, ...settings };
  return (await world.admin(createCampaign, { body: { name, settings: all } })).id;
}
const add = (id: string, body: object) => world.admin(addProspects, { ...at(id), body });

test('contacts come in once; one without a number and a second one with the same number are skipped, and why', async () => {
  const id = await create('By ids');
  const number = phone();
  const [ann, bob, cid] = [await contact('Ann', number), await contact('Bob', number), await contact('Cid', null)];
  const body = { contact_ids: [ann.id, bob.id, cid.id, ann.id] };
  expect(await add(id, body)).toEqual({ added: 3, already_there: 0, skipped: 2, adding: false });
  expect(await add(id, body)).toEqual({ added: 0, already_there: 3, skipped: 0, adding: false });
  const rows = await prospectsOf(id);
  expect(rows.map((each) => [each.contact?.name, each.state, each.reason?.code])).toEqual(
    expect.arrayContaining([
      ['Ann', 'waiting', undefined],
      ['Bob', 'skipped', 'campaigns.duplicate'],
      ['Cid', 'skipped', 'campaigns.no_number'],
    ]),
  );
  expect(rows.find((each) => each.contact?.name === 'Ann')?.zones).toEqual(['America/New_York']);
  expect(await countsOf(id)).toEqual({ total: 3, waiting: 1, dialling: 0, done: 0, skipped: 2 });
  const { reasons } = await world.admin(campaignStats, at(id));
  expect(reasons).toEqual([
    { code: 'campaigns.duplicate', message: 'duplicate', prospects: 1 },
    { code: 'campaigns.no_number', message: 'no number', prospects: 1 },
  ]);
  await expect(add(id, { contact_ids: ['contact_0198c0de-0000-7000-8000-000000000000'] })).rejects.toMatchObject(
    refusedWith('request.not_found'),
  );
});

test('people become contacts, once each; an impossible number brings nobody in', async () => {
  const id = await create('People');
  const number = phone();
  const wrong = add(id, { people: [{ phone: number }, { phone: '12' }] });
  await expect(wrong).rejects.toMatchObject(refusedWith('calls.number_impossible', { field: 'people.1.phone' }));
  const zone = add(id, { people: [{ phone: number, time_zone: 'Mars/Olympus' }] });
  await expect(zone).rejects.toMatchObject(refusedWith('request.invalid', { field: 'people.0.time_zone' }));
  expect(await prospectsOf(id)).toEqual([]);
  const people = [
    { first_name: 'Dora', last_name: 'Diaz', phone: number, time_zone: 'America/Denver' },
    { first_name: 'Dora', phone: number.replace('+1', '') },
  ];
  expect(await add(id, { people })).toMatchObject({ added: 1, skipped: 0 });
  const [dora] = await prospectsOf(id);
  expect(dora).toMatchObject({ contact: { name: 'Dora Diaz' }, phone_number: number });
  expect(dora?.zones).toEqual(expect.arrayContaining(['America/Denver', 'America/New_York']));
});

test('what a filter finds comes in the background, batch by batch and once, also when the job runs again', async () => {
  const id = await create('By filter');
  const made = await Promise.all(['Eve', 'Fay', 'Gus'].map((name) => contact(name, phone())));
  const chosen = { contact_ids: made.map((each) => each.id) };
  await world.admin(tagContacts, { body: { chosen, add: ['spring'] } });
  expect(await add(id, { filter: { tag: 'spring' } })).toMatchObject({ added: 0, adding: true });
  await world.settles();
  expect(await world.admin(getCampaign, at(id))).toMatchObject({ adding: false, counts: { total: 3, waiting: 3 } });
  await add(id, { filter: { tag: 'spring' } });
  await world.settles();
  expect(await countsOf(id)).toMatchObject({ total: 3 });
});

test('an import hands its contacts over; into a campaign that is over nobody comes', async () => {
  const id = await create('Import');
  const { ctx } = world.app;
  const tenantId = found(parseId('workspace', world.signedIn.workspace.id));
  const one = await contact('Hal', phone());
  const place = { tenantId, campaignId: found(parseId('campaign', id)) };
  const hand = () =>
    ctx.db.asTenant(tenantId, (tx) => addToCampaign(ctx, tx, place, [found(parseId('contact', one.id))]));
  expect(await hand()).toMatchObject({ added: 1 });
  expect(await hand()).toMatchObject({ added: 0, alreadyThere: 1 });
});

test('prospects are found by name, number, state and reason, in pages', async () => {
  const id = await create('Lists');
  const numbers = [phone(), phone(), phone()];
  await add(id, { people: numbers.map((number, index) => ({ first_name: `Ida ${index}`, phone: number })) });
  const first = await world.admin(listProspects, { ...at(id), query: { limit: 2 } });
  expect(first.items).toHaveLength(2);
  const rest = await prospectsOf(id, { limit: 2, cursor: first.next_cursor });
  expect(rest.map((each) => each.phone_number)).toEqual([numbers[2]]);
  expect((await prospectsOf(id, { search: 'ida 1' })).map((each) => each.phone_number)).toEqual([numbers[1]]);
  expect((await prospectsOf(id, { search: numbers[0]?.slice(2) })).map((each) => each.phone_number)).toEqual([
    numbers[0],
  ]);
  expect(await prospectsOf(id, { state: 'done' })).toEqual([]);
  expect(await prospectsOf(id, { reason: 'compliance.suppressed' })).toEqual([]);
  await expect(prospectsOf(id, { cursor: 'x' })).rejects.toMatchObject(refusedWith('request.bad_cursor'));
});

test('a prospect is left out with a reason, waits again, is removed, and is gone', async () => {
  const id = await create('Changes', { mode: 'progressive', variants: [] });
  await add(id, { people: [{ first_name: 'Jo', phone: phone() }] });
  const [jo] = await prospectsOf(id);
  const skip = () => world.admin(changeProspect, { ...of(jo), body: { state: 'skipped', reason: 'knows already' } });
  const message = 'Ada Admin left this prospect out: knows already';
  expect(await skip()).toMatchObject({
    state: 'skipped',
    reason: { code: 'campaigns.left_out', message },
    next_at: null,
  });
  expect((await skip()).state).toBe('skipped');
  const later = '2026-11-05T15:00:00.000Z';
  const waiting = await world.admin(changeProspect, { ...of(jo), body: { state: 'waiting', not_before: later } });
  expect(waiting).toMatchObject({ state: 'waiting', reason: null, next_at: later });
  const detail = await world.admin(getProspect, of(jo));
  expect(detail).toMatchObject({ history: [], now: { allowed: true, reasons: [] } });
  await world.admin(removeProspect, of(jo));
  await expect(world.admin(removeProspect, of(jo))).rejects.toMatchObject(refusedWith('request.not_found'));
  expect(await countsOf(id)).toMatchObject({ total: 0, waiting: 0, skipped: 0 });
});

test('a duplicate cannot be made to wait beside the one with its number', async () => {
  const id = await create('Twins');
  const number = phone();
  const [one, two] = [await contact('Kim', number), await contact('Kit', number)];
  await add(id, { contact_ids: [one.id, two.id] });
  const twin = (await prospectsOf(id, { state: 'skipped' }))[0];
  const wait = world.admin(changeProspect, { ...of(twin), body: { state: 'waiting' } });
  await expect(wait).rejects.toMatchObject(refusedWith('campaigns.duplicate'));
});

test('a contact that is deleted is dialled no more, and nothing of it stays but the count', async () => {
  const id = await create('Forgotten');
  const gone = await contact('Lea', phone());
  await add(id, { contact_ids: [gone.id] });
  await world.admin(deleteContacts, { body: { chosen: { contact_ids: [gone.id] } } });
  const [row] = await prospectsOf(id);
  expect(row).toMatchObject({
    contact: null,
    phone_number: null,
    state: 'skipped',
    reason: { code: 'campaigns.contact_deleted' },
  });
  const wait = world.admin(changeProspect, { ...of(row), body: { state: 'waiting' } });
  await expect(wait).rejects.toMatchObject(refusedWith('campaigns.contact_deleted'));
  expect(await countsOf(id)).toEqual({ total: 1, waiting: 0, dialling: 0, done: 0, skipped: 1 });
});

test('a dry run says who would be called when and who not, and what it costs; nobody is called', async () => {
  const id = await create('Dry run', { daily_limit: 2, mode: 'progressive', purpose: 'telemarketing', variants: [] });
  const people = [...Array.from({ length: 5 }, () => phone()), phone('800'), phone('415')];
  await add(id, { people: people.map((number, index) => ({ first_name: `Max ${index}`, phone: number })) });
  const forecast = await world.admin(forecastCampaign, at(id));
  expect(forecast).toMatchObject({
    ...{ complete: true, examined: 7, prospects: 7, will_be_dialled: 6, calls_per_day: 2 },
    skipped: [expect.objectContaining({ code: 'compliance.number_type', prospects: 1 })],
    expected_calls: { low: 6, high: 24 },
    first_call_at: '2026-11-02T15:00:00.000Z',
  });
  expect(forecast.sentence).toMatch(
    /^7 contacts, 1 skipped \(1 invalid.*\), about 2 calls a day, finishes \w+ \d+ Nov\.$/,
  );
  const { low, likely, high } = forecast.expected_cost;
  expect([Number(low) > 0, Number(low) < Number(likely), Number(likely) < Number(high)]).toEqual([true, true, true]);
  const { items } = await world.admin(listForecastProspects, at(id));
  expect(items.map(({ local_time }) => local_time)).toEqual([
    ...['Mon 10:00 in New York', 'Mon 10:00 in New York', 'Tue 08:00 in New York', 'Tue 08:00 in New York'],
    ...['Wed 08:00 in New York', null, 'Thu 08:00 in Los Angeles'],
  ]);
  expect(items[5]).toMatchObject({
    would_call_at: null,
    reasons: expect.arrayContaining([expect.objectContaining({ code: 'compliance.number_type' })]),
  });
  const page = await world.admin(listForecastProspects, { ...at(id), query: { limit: 1 } });
  expect(page.items).toHaveLength(1);
  expect(await world.admin(getForecast, at(id))).toEqual({
    forecast,
    result: { dialled: 0, calls: 0, cost: '0.00', finished_at: null },
  });
  expect(await countsOf(id)).toMatchObject({ waiting: 7 });
});

test('the file has a row for each prospect, and nothing in it runs as a formula', async () => {
  const id = await create('File');
  const number = phone();
  await add(id, { people: [{ first_name: '=SUM(A1)', phone: number }] });
  const answer = await ask(world.url, 'GET', `/api/campaigns/${id}/export?state=waiting`, {
    token: world.signedIn.token,
  });
  const [header, row, ...none] = String(answer.body).trim().split('\r\n');
  expect(header).toMatch(/^prospect,contact,phone,state,/);
  expect(row).toContain(`,'=SUM(A1),${number},waiting,0,`);
  expect(none).toEqual([]);
});

test('failed ones are dialled again, no more often than asked for; a campaign that had run out goes on', async () => {
  const id = await create('Again');
  await add(id, {
    people: [
      { first_name: 'Ned', phone: phone() },
      { first_name: 'Oda', phone: phone() },
    ],
  });
  const campaignId = found(parseId('campaign', id));
  const { ctx } = world.app;
  const tenantId = found(parseId('workspace', world.signedIn.workspace.id));
  await ctx.db.asTenant(tenantId, async (tx) => {
    const done = { state: 'done' as const, outcome: 'busy' as const };
    await tx
      .updateTable('prospects')
      .set({ ...done, attempts: 4 })
      .where('campaign_id', '=', campaignId)
      .execute();
    await tx.updateTable('campaigns').set({ status: 'completed' }).where('id', '=', campaignId).execute();
  });
  const again = (body: object) => world.admin(retryFailed, { ...at(id), body });
  expect(await again({ retryStatuses: ['failed'] })).toEqual({ scheduled: 0 });
  expect(await again({})).toEqual({ scheduled: 0 });
  expect((await world.admin(getCampaign, at(id))).status).toBe('completed');
  expect(await again({ maxRetries: 4, retryDelay: 60 })).toEqual({ scheduled: 2 });
  expect(await world.admin(getCampaign, at(id))).toMatchObject({ status: 'running', counts: { waiting: 2, done: 0 } });
  expect((await prospectsOf(id))[0]?.next_at).toBe('2026-11-02T16:00:00.000Z');
  // Who waits for a retry was dialled, too.
  expect((await world.admin(getForecast, at(id))).result).toMatchObject({ dialled: 2 });
  expect(await again({ maxRetries: 4 })).toEqual({ scheduled: 0 });
});

test('what calls came to is summed by day and variant, and stays the same when the sums are made short', async () => {
  const both = [...variants, { key: 'b', name: 'Long', message: 'Hello, and hello again.' }];
  const id = await create('Sums', { variants: both, daily_limit: 500 });
  const campaignId = found(parseId('campaign', id));
  const tenantId = found(parseId('workspace', world.signedIn.workspace.id));
  const { ctx } = world.app;
  const attempt = (
    variant: string,
    outcome: 'human' | 'busy' | 'machine' | 'not-placed' | null,
    succeeded = false,
  ) => ({
    ...{
      tenant_id: tenantId,
      campaign_id: campaignId,
      call_id: ctx.ids.next('call'),
      prospect_id: ctx.ids.next('prospect'),
    },
    ...{ variant, outcome, succeeded, day: '2026-11-02', created_at: ctx.clock.now() },
    ...{ seconds: outcome === 'human' ? 30 : 0, micros: 14_000 },
  });
  await ctx.db.asTenant(tenantId, async (tx) => {
    const rows = [
      ...Array.from({ length: 200 }, (_, index) => attempt('a', 'human', index < 20)),
      ...Array.from({ length: 100 }, () => attempt('b', 'human', true)),
      ...[attempt('b', 'machine'), attempt('a', 'busy'), attempt('a', null), attempt('a', 'not-placed')],
    ];
    await tx.insertInto('campaign_attempts').values(rows).execute();
    // What is learned later changes a sum, and counts nothing twice.
    await tx.updateTable('campaign_attempts').set({ micros: 28_000 }).where('outcome', '=', 'busy').execute();
    await tx
      .insertInto('campaign_days')
      .values({ tenant_id: tenantId, campaign_id: campaignId, day: '2026-11-02', used: 303 })
      .execute();
  });
  const stats = await world.admin(campaignStats, at(id));
  expect(stats).toMatchObject({
    ...{ total: 303, completed: 301, humanAnswered: 300, machineAnswered: 1, busy: 1, inProgress: 1, abandonedRate: 0 },
    ...{ totalDuration: 9000, averageDuration: 29.9, totalCost: '4.256', remainingToday: 197 },
    days: [{ day: '2026-11-02', calls: 303, humans: 300, machines: 1, noAnswer: 0, busy: 1, failed: 0 }],
  });
  const [first, second] = stats.variants;
  expect(first).toMatchObject({
    key: 'a',
    calls: 201,
    successes: { calls: 20 },
    verdict: expect.stringContaining('compared'),
  });
  expect(second).toMatchObject({ key: 'b', calls: 101, humans: { calls: 100 }, successes: { calls: 100 } });
  expect(second?.verdict).toMatch(/^Better than Short: of a hundred calls \d+ to \d+ more succeed/);
  await ctx.db.asTenant(tenantId, (tx) => foldCounts(tx, campaignId, 1));
  expect(await world.admin(campaignStats, at(id))).toEqual(stats);
});

test('a filter that several processes carry on at once brings everybody in once', async () => {
  const id = await create('Crash');
  const made = await Promise.all(['Pia', 'Quin'].map((name) => contact(name, phone())));
  await world.admin(tagContacts, { body: { chosen: { contact_ids: made.map((each) => each.id) }, add: ['race'] } });
  const { ctx } = world.app;
  const tenantId = found(parseId('workspace', world.signedIn.workspace.id));
  const key = { tenantId, campaignId: found(parseId('campaign', id)), additionId: ctx.ids.next('import') };
  const addition = { ...key, id: key.additionId, filter: { tag: 'race' }, beforeContact: null, doneAt: null };
  await ctx.db.asTenant(tenantId, (tx) => insertAddition(tx, addition, ctx.clock.now()));
  await Promise.all([carryOnAdding(ctx, key), carryOnAdding(ctx, key), carryOnAdding(ctx, key)]);
  expect(await countsOf(id)).toMatchObject({ total: 2, waiting: 2 });
});

test('a prospect who was dialled shows the call and what it came to, and stays', async () => {
  const id = await create('History', { max_attempts: 1 });
  const phone_number = phone();
  const body = { phone_number, scope: 'artificial', strength: 'express', source: 'A form' } as const;
  await world.admin(recordConsent, { body });
  await add(id, { people: [{ first_name: 'Rae', phone: phone_number }] });
  await world.admin(activateCampaign, { ...at(id), body: {} });
  await world.passes(120);
  const [rae] = await prospectsOf(id);
  expect(rae).toMatchObject({ state: 'done', attempts: 1, variant: 'a' });
  const { history } = await world.admin(getProspect, of(rae));
  expect(history).toEqual([
    expect.objectContaining({ outcome: rae?.outcome, call: expect.objectContaining({ id: rae?.last_call_id }) }),
  ]);
  await expect(world.admin(removeProspect, of(rae))).rejects.toMatchObject(refusedWith('campaigns.prospect_dialled'));
  const { result } = await world.admin(getForecast, at(id));
  expect(result).toMatchObject({ dialled: 1, calls: 1, finished_at: expect.any(String) });
});

test('another workspace finds neither campaign nor prospects', async () => {
  const id = await create('Fenced');
  await add(id, { people: [{ phone: phone() }] });
  const [own] = await prospectsOf(id);
  const { api } = await makeSecondWorkspace(world);
  const gone = refusedWith('request.not_found');
  await expect(api(listProspects, at(id))).rejects.toMatchObject(gone);
  await expect(api(getProspect, of(own))).rejects.toMatchObject(gone);
  await expect(api(addProspects, { ...at(id), body: {} })).rejects.toMatchObject(gone);
  await expect(api(forecastCampaign, at(id))).rejects.toMatchObject(gone);
  await expect(api(activateCampaign, { ...at(id), body: {} })).rejects.toMatchObject(gone);
  await expect(api(exportProspects, { ...at(id), query: {} })).rejects.toMatchObject(gone);
  expect((await api(listCampaigns, {})).items).toEqual([]);
});
