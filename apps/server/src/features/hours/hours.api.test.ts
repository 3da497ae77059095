import {
  changeGroup,
  changeHours,
  changeMyself,
  createGroup,
  createHours,
  deleteGroup,
  deleteHours,
  getForwarding,
  getGroup,
  getHours,
  getWorkspace,
  hoursAt,
  importHolidays,
  listAuditEntries,
  listGroups,
  listHolidayRegions,
  listHours,
  Problem,
  removePerson,
  setForwarding,
} from '@offhook/contract';
import { ringingOf } from '@offhook/flow';
import type { Calendar, ForwardingRule } from '@offhook/flow/shapes';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answered, ask } from '../../../test/ask.ts';
import { join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { directoryOf } from '../flows/index.ts';

let world: World;
let agent: Member;
let second: Awaited<ReturnType<typeof makeSecondWorkspace>>;
let admin: string;
let bruno: string;
beforeAll(async () => {
  world = await makeWorld();
  agent = await join(world, 'agent');
  second = await makeSecondWorkspace(world);
  admin = world.signedIn.person.id;
  bruno = agent.signedIn.person.id;
});
afterAll(() => world.close());

// The clock stands at Monday 2026-11-02, 16:00 in Rome.
const office: Calendar = {
  time_zone: 'Europe/Rome',
  weekly: [{ day: 'mon', from: '09:00', to: '17:00' }],
  special: [],
  holidays: [],
};
const refusedWith = (status: number, code: string, details = {}) => ({ problem: { status, code, details } });
const gone = refusedWith(404, 'request.not_found');
const make = (name: string, calendar = office) => world.admin(createHours, { body: { name, calendar } });
const set = (person_id: string, rules: ForwardingRule[]) =>
  world.admin(setForwarding, { params: { person_id }, body: { rules } });
const toPerson = (person_id: string): ForwardingRule => ({ when: 'always', to: { kind: 'person', person_id } });

test('opening hours are made, read, changed and deleted, and say what holds now', async () => {
  const hours = await make(' Office ');
  expect(hours).toMatchObject({ name: 'Office', calendar: office });
  const params = { hours_id: hours.id };
  expect(await world.admin(hoursAt, { params })).toEqual({
    state: 'open',
    day_name: null,
    next_change_at: '2026-11-02T16:00:00.000Z',
    next_state: 'closed',
  });
  const calendar = { ...office, holidays: [{ date: '2026-11-02', name: 'All Souls' }] };
  const changed = await world.admin(changeHours, { params, body: { calendar } });
  expect(changed).toMatchObject({ name: 'Office', calendar });
  expect(await world.admin(getHours, { params })).toEqual({ ...changed, used_by: [] });
  expect((await world.admin(listHours, {})).items).toEqual([changed]);
  expect(await world.admin(hoursAt, { params })).toMatchObject({ state: 'holiday', day_name: 'All Souls' });
  const at = { params, query: { at: '2026-11-09T09:00:00+01:00' } };
  expect(await world.admin(hoursAt, at)).toMatchObject({ state: 'open', day_name: null });
  await world.admin(deleteHours, { params });
  await expect(world.admin(deleteHours, { params })).rejects.toMatchObject(gone);
  await expect(world.admin(changeHours, { params, body: { name: 'Late' } })).rejects.toMatchObject(gone);
  await expect(world.admin(hoursAt, { params })).rejects.toMatchObject(gone);
  const { items } = await world.admin(listAuditEntries, {});
  expect(items.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['hours.created', 'hours.changed', 'hours.deleted']),
  );
});

test('public holidays of a country are added, once each, and unknown places are refused by name', async () => {
  const kept = { date: '2026-12-25', name: 'Closed for Christmas' };
  const hours = await make('With holidays', { ...office, holidays: [kept] });
  const params = { hours_id: hours.id };
  const body = { country: 'IT', year: 2026 };
  const changed = await world.admin(importHolidays, { params, body });
  expect(changed.added).toBeGreaterThan(9);
  expect(changed.calendar.holidays).toContainEqual(kept);
  expect(changed.calendar.holidays).toContainEqual({ date: '2026-04-06', name: 'Lunedì dell’Angelo' });
  expect(changed.calendar.holidays.filter(({ date }) => date === kept.date)).toHaveLength(1);
  const again = await world.admin(importHolidays, { params, body });
  expect(again).toEqual({ ...changed, added: 0 });
  const nowhere = world.admin(importHolidays, { params, body: { ...body, country: 'XX' } });
  await expect(nowhere).rejects.toMatchObject(refusedWith(422, 'request.invalid', { field: 'country' }));
  await world.admin(deleteHours, { params });
  await expect(world.admin(importHolidays, { params, body })).rejects.toMatchObject(gone);
});

test('the regions of a country are listed by name; a country that nobody knows is refused', async () => {
  const regionsOf = (country: string) => world.admin(listHolidayRegions, { query: { country } });
  const { items } = await regionsOf('DE');
  expect(items).toContainEqual({ code: 'BY', name: 'Bayern' });
  expect((await regionsOf('JP')).items).toEqual([]);
  await expect(regionsOf('XX')).rejects.toMatchObject(refusedWith(422, 'request.invalid', { field: 'country' }));
});

test('a name is one thing, however it is spelled, also by a change', async () => {
  await make('Unique');
  const other = await make('Other');
  await expect(make('UNIQUE')).rejects.toMatchObject(refusedWith(409, 'hours.name_taken', { field: 'name' }));
  const change = world.admin(changeHours, { params: { hours_id: other.id }, body: { name: 'unique' } });
  await expect(change).rejects.toMatchObject(refusedWith(409, 'hours.name_taken'));
  const body = { name: 'Unique', members: [] };
  await world.admin(createGroup, { body });
  await expect(world.admin(createGroup, { body })).rejects.toMatchObject(refusedWith(409, 'groups.name_taken'));
});

test.each([
  [{ time_zone: 'Mars/Olympus' }, 'calendar.time_zone'],
  [{ weekly: [{ day: 'mon', from: '17:00', to: '09:00' }] }, 'calendar.weekly.0.to'],
  [{ weekly: [...office.weekly, { day: 'mon', from: '9', to: '17:00' }] }, 'calendar.weekly.1.from'],
  [{ holidays: [{ date: '2026-02-30', name: 'Never' }] }, 'calendar.holidays.0.date'],
  [{ special: [{ date: '2026-12-24', name: 'Half', from: '09:00' }] }, 'calendar.special.0.to'],
  [{ opens: 'soon' }, 'opens'],
])('a calendar with %j is refused at its field, when made and when changed', async (part, field) => {
  const { id } = (await world.admin(listHours, {})).items[0] ?? (await make('Any'));
  const json = { name: 'Refused', calendar: { ...office, ...part } };
  const { token } = world.signedIn;
  const made = await ask(world.url, 'POST', '/api/hours', { token, json });
  expect([made.status, made.code, fieldOf(made)]).toEqual([422, 'request.invalid', field]);
  const changed = await ask(world.url, 'PATCH', `/api/hours/${id}`, { token, json });
  expect([changed.status, changed.code, fieldOf(changed)]).toEqual([422, 'request.invalid', field]);
});

test('what somebody else saved meanwhile is not overwritten unawares', async () => {
  const hours = await make('Meanwhile');
  const group = await world.admin(createGroup, { body: { name: 'Meanwhile', members: [] } });
  await world.clock.passes(1000);
  const rename = (name: string) => ({ name, base_updated_at: hours.updated_at });
  const changes = [
    (name: string) => world.admin(changeHours, { params: { hours_id: hours.id }, body: rename(name) }),
    (name: string) => world.admin(changeGroup, { params: { group_id: group.id }, body: rename(name) }),
  ];
  for (const change of changes) {
    expect(await change('Theirs')).toMatchObject({ name: 'Theirs' });
    await expect(change('Mine')).rejects.toMatchObject({ problem: { status: 409 } });
  }
  await world.admin(deleteGroup, { params: { group_id: group.id } });
});

test('a group keeps its members in order; whom it cannot ring is refused at the field', async () => {
  const members = [{ number: '+390612345678' }, { person_id: bruno }, { person_id: admin }];
  const group = await world.admin(createGroup, { body: { name: 'Sales', members } });
  expect(group.members).toEqual(members);
  const params = { group_id: group.id };
  const changed = await world.admin(changeGroup, { params, body: { members: members.toReversed() } });
  expect(await world.admin(getGroup, { params })).toEqual({ ...changed, used_by: [] });
  const wrong = [
    [{ person_id: second.signedIn.person.id }, 'members.1.person_id'],
    [{ number: '+12125550' }, 'members.1.number'],
    [{ person_id: bruno }, 'members.1'],
  ] as const;
  for (const [member, field] of wrong) {
    const change = world.admin(changeGroup, { params, body: { members: [{ person_id: bruno }, member] } });
    await expect(change).rejects.toMatchObject(refusedWith(422, 'request.invalid', { field }));
  }
  expect((await world.admin(getGroup, { params })).members).toEqual(changed.members);
  await world.admin(deleteGroup, { params });
  await expect(world.admin(deleteGroup, { params })).rejects.toMatchObject(gone);
  expect((await world.admin(listGroups, {})).items.map(({ name }) => name)).toEqual(['Unique']);
});

test('everybody sets their own forwarding, a manager that of others, and it is followed', async () => {
  const rules = [toPerson(admin)];
  const params = { person_id: bruno };
  const own = await agent.api(setForwarding, { params, body: { rules } });
  expect(own).toEqual({ person_id: bruno, rules, may_change: true });
  expect(await agent.api(setForwarding, { params, body: { rules } })).toEqual(own);
  const others = agent.api(setForwarding, { params: { person_id: admin }, body: { rules: [] } });
  await expect(others).rejects.toMatchObject(refusedWith(403, 'access.not_allowed'));
  expect(await agent.api(getForwarding, { params: { person_id: admin } })).toMatchObject({ may_change: false });
  await world.admin(changeMyself, { body: { phone_number: '+390612345678' } });
  const tenantId = parseId('workspace', (await world.admin(getWorkspace, {})).id);
  if (!tenantId) throw new Error('A workspace has an id.');
  const directory = await world.app.ctx.db.asTenant(tenantId, directoryOf);
  const given = { at: world.clock.now(), caller: 'anonymous', directory };
  expect(ringingOf({ person_id: bruno }, given).numbers).toEqual(['+390612345678']);
  expect(await set(bruno, [])).toMatchObject({ rules: [] });
});

test('rules that lead nowhere are refused at the field, and a circle by those in it', async () => {
  const strange = second.signedIn.person.id;
  const refused: [ForwardingRule, string][] = [
    [toPerson(strange), 'rules.0.to.person_id'],
    [{ when: 'busy', to: { kind: 'number', number: '+12125550' } }, 'rules.0.to.number'],
    [{ when: 'busy', to: { kind: 'box', box_id: 'box_nowhere' } }, 'rules.0.to.box_id'],
    [{ ...toPerson(admin), hours: { hours_id: 'hours_nowhere', during: ['open'] } }, 'rules.0.hours.hours_id'],
    [{ ...toPerson(admin), after_seconds: 20 }, 'rules.0.after_seconds'],
  ];
  for (const [rule, field] of refused)
    await expect(set(bruno, [rule])).rejects.toMatchObject(refusedWith(422, 'request.invalid', { field }));
  await set(bruno, [toPerson(admin)]);
  await expect(set(admin, [{ ...toPerson(bruno), when: 'no-answer' }])).rejects.toMatchObject(
    refusedWith(422, 'forwarding.loop', { field: 'rules', circle: 'Ada Admin → Member agent → Ada Admin' }),
  );
  expect(await world.admin(getForwarding, { params: { person_id: admin } })).toMatchObject({ rules: [] });
  await set(bruno, []);
});

test('hours that a rule follows are not deleted; of somebody who leaves the rules go along', async () => {
  const hours = await make('Followed');
  const params = { hours_id: hours.id };
  await set(bruno, [{ ...toPerson(admin), hours: { hours_id: hours.id, during: ['closed'] } }]);
  expect((await world.admin(getHours, { params })).used_by).toEqual(['the forwarding of Member agent']);
  await expect(world.admin(deleteHours, { params })).rejects.toMatchObject(
    refusedWith(409, 'hours.in_use', { used_by: 'the forwarding of Member agent' }),
  );
  await world.admin(removePerson, { params: { person_id: bruno } });
  await world.admin(deleteHours, { params });
});

function fieldOf({ body }: Answered): unknown {
  const { details } = Problem.parse(body);
  return details.field;
}
