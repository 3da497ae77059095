import {
  changeGroup,
  changeNumber,
  compareNumbers,
  createFlow,
  createGroup,
  deleteFlow,
  getNumber,
  listNumbers,
  publishFlow,
  purchaseNumber,
  searchNumbers,
  setForwarding,
  syncNumbers,
} from '@offhook/contract';
import type { NumberRoute } from '@offhook/flow/shapes';
import { parseId } from '@offhook/kit';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';
import { found } from '../../runtime/refusal.ts';
import { connectionFor } from '../workspaces/index.ts';
import { takeIn } from './actions/take-in.ts';
import { takeConnectionsToCheck } from './store.ts';

let world: World;
let second: Member & { tenantId: Parameters<typeof connectionFor>[2] };
beforeAll(async () => {
  world = await makeWorld({ environment: { RECONCILE_AFTER_SECONDS: '20' } });
  second = await makeSecondWorkspace(world);
});
afterAll(() => world.close());

const refusedWith = (status: number, code: string, details = {}) => ({ problem: { status, code, details } });
const gone = refusedWith(404, 'request.not_found');
const tenantId = () => found(parseId('workspace', world.signedIn.workspace.id));

async function offered(area_code = '415'): Promise<string> {
  const { items } = await world.admin(searchNumbers, { query: { area_code, limit: 1 } });
  return items[0]?.phone_number ?? '';
}

async function buy(body: object = {}): Promise<string> {
  const phone_number = await offered();
  await world.admin(purchaseNumber, { body: { phone_number, ...body } });
  return phone_number;
}

/** Somebody at the carrier's own console. */
async function byHand(method: 'POST' | 'DELETE', path: string, form: Record<string, string> = {}): Promise<void> {
  const { url, accountSid, authorization } = world.carrier;
  const address = `${url}/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers${path}.json`;
  const init = method === 'POST' ? { body: new URLSearchParams(form) } : {};
  const { ok } = await fetch(address, { method, headers: { authorization }, ...init });
  expect(ok).toBe(true);
}

const loseOrders = (fault: { fault: 'cut' } | { fault: 'refuse'; status: number }) =>
  world.emulator.mischief.add({ on: { operation: 'CreateIncomingPhoneNumber' }, times: 1, do: fault });

/** An order that the carrier never answered, long after it was given up. */
async function givenUp(label: string, areaCode: string): Promise<string> {
  const phone_number = await offered(areaCode);
  loseOrders({ fault: 'refuse', status: 500 });
  await world.admin(purchaseNumber, { body: { phone_number, label } });
  await world.passes(61);
  expect((await world.admin(listNumbers, {})).pending).toEqual([]);
  return phone_number;
}

test('a number that was bought anew by hand stays with whom it was, and is offered to nobody else', async () => {
  const phone_number = await buy({ label: 'Kept' });
  const params = { phone_number };
  const { twilio_sid } = await world.admin(getNumber, { params });
  await byHand('DELETE', `/${twilio_sid}`);
  await byHand('POST', '', { PhoneNumber: phone_number });
  expect((await second.api(compareNumbers, {})).items.map((each) => each.phone_number)).not.toContain(phone_number);
  const changes = [{ phone_number, change: 'adopt' as const }];
  expect((await second.api(syncNumbers, { body: { changes } })).applied).toEqual([]);
  const { ctx } = world.app;
  const connection = found(await ctx.db.asTenant(second.tenantId, (tx) => connectionFor(ctx, tx, second.tenantId)));
  const atCarrier = found((await connection.carrier.listNumbers(phone_number))[0]);
  const wish = { tenantId: second.tenantId, connection, atCarrier, label: 'Theirs', prices: undefined };
  const route = { kind: 'none' } as const;
  expect(await ctx.db.asSystem((tx) => takeIn(ctx, tx, { ...wish, route, isOrdered: false }))).toBeUndefined();
  expect(await world.admin(getNumber, { params })).toMatchObject({ label: 'Kept', twilio_sid });
  expect((await world.admin(syncNumbers, { body: { changes } })).applied).toMatchObject(changes);
  expect(await world.admin(getNumber, { params })).toMatchObject({ twilio_sid: atCarrier.sid });
});

test('of connections to ask about, whoever was asked longest ago comes first, answered or not', async () => {
  await second.api(purchaseNumber, { body: { phone_number: await offered() } });
  const { ctx } = world.app;
  const take = async (seconds: number) => {
    const now = new Date(ctx.clock.nowMs() + seconds * 1000);
    const taken = await ctx.db.asSystem((tx) => takeConnectionsToCheck(tx, { now, before: now, limit: 1 }));
    return taken.map((each) => each.tenantId);
  };
  const [first] = await take(600);
  const [next] = await take(601);
  expect([first, next].toSorted()).toEqual([tenantId(), second.tenantId].toSorted());
  expect([await take(602), await take(603)]).toEqual([[first], [next]]);
  expect(await take(500)).toEqual([]);
});

test('an order that was given up is adopted when its number turns up, and what leads elsewhere is let be', async () => {
  await world.passes(700);
  const [late, others] = [await givenUp('Late', '212'), await givenUp('Not ours', '305')];
  const voice = `${world.url}/api/voice/webhooks`;
  await byHand('POST', '', {
    ...{ PhoneNumber: late, VoiceUrl: `${voice}/twiml/inbound`, VoiceFallbackUrl: `${voice}/twiml/fallback` },
    StatusCallback: `${voice}/status`,
  });
  await byHand('POST', '', { PhoneNumber: others });
  await world.passes(185);
  const adopted = await world.admin(getNumber, { params: { phone_number: late } });
  expect(adopted).toMatchObject({ label: 'Late', health: 'ok', monthly_price: '1.15' });
  await expect(world.admin(getNumber, { params: { phone_number: others } })).rejects.toMatchObject(gone);
  await world.passes(185);
  expect(await world.admin(getNumber, { params: { phone_number: late } })).toMatchObject({ id: adopted.id });
});

/** A live flow that rings somebody. */
async function live(name: string, target: object): Promise<string> {
  const nodes = [
    { id: 'start', type: 'start', data: {} },
    { id: 'ring', type: 'dial', data: { targets: [target] } },
    { id: 'box', type: 'voicemail', data: {} },
  ];
  const edges = [
    { id: 'e1', source: 'start', target: 'ring' },
    { id: 'e2', source: 'ring', target: 'box' },
  ];
  const { id } = await world.admin(createFlow, { body: { name, flow_definition: { nodes, edges } } });
  await world.admin(publishFlow, { params: { flow_id: id }, body: { revision: 1, note: '' } });
  return id;
}

test('a circle through a live flow is refused wherever it would be closed: at a number, a person, a group', async () => {
  const number = await buy({ label: 'Round' });
  const { person } = (await join(world, 'agent')).signedIn;
  const team = await world.admin(createGroup, { body: { name: 'Team', members: [{ person_id: person.id }] } });
  const flow_id = await live('Rings the team', { group_id: team.id });
  const leads = (route: NumberRoute) =>
    world.admin(changeNumber, { params: { phone_number: number }, body: { route } });
  const direct: NumberRoute = { kind: 'flow', flow_id: await live('Rings the number', { number }) };
  const circle = 'Round → Rings the number → Round';
  await expect(leads(direct)).rejects.toMatchObject(refusedWith(422, 'forwarding.loop', { field: 'route', circle }));
  const forward = (to: string) => {
    const rules = [{ when: 'always' as const, to: { kind: 'number' as const, number: to } }];
    return world.admin(setForwarding, { params: { person_id: person.id }, body: { rules } });
  };
  await leads({ kind: 'flow', flow_id });
  const names = ['Member agent', 'Round', 'Rings the team', 'Team', 'Member agent'];
  await expect(forward(number)).rejects.toMatchObject(
    refusedWith(422, 'forwarding.loop', { field: 'rules', circle: names.join(' → ') }),
  );
  await forward('+14155550199');
  const ringing = (members: { number: string }[]) =>
    world.admin(changeGroup, { params: { group_id: team.id }, body: { members } });
  await expect(ringing([{ number }])).rejects.toMatchObject(
    refusedWith(422, 'forwarding.loop', { field: 'members', circle: 'Team → Round → Rings the team → Team' }),
  );
  expect(await ringing([{ number: '+14155550199' }])).toMatchObject({ name: 'Team' });
});

test('a number does not come to lead to a flow that is deleted at that very moment', async () => {
  const number = await buy();
  const flow_id = await live('Deleted', { number: '+14155550142' });
  const row = found(parseId('flow', flow_id));
  let isAnswered = false;
  const changing = await world.app.ctx.db.asTenant(tenantId(), async (tx) => {
    await sql`select from flows where tenant_id = current_tenant() and id = ${row} for update`.execute(tx);
    await sql`update flows set deleted_at = now() where tenant_id = current_tenant() and id = ${row}`.execute(tx);
    const change = world.admin(changeNumber, {
      params: { phone_number: number },
      body: { route: { kind: 'flow', flow_id } },
    });
    const answer = change.then(
      () => 'changed',
      (error: unknown) => error,
    );
    void answer.then(() => {
      isAnswered = true;
    });
    const waiting = sql<{ waits: boolean }>`select exists (select from pg_locks where not granted) as waits`;
    while (!isAnswered && !(await waiting.execute(tx)).rows[0]?.waits);
    return { answer };
  });
  expect(await changing.answer).toMatchObject(
    refusedWith(422, 'numbers.reference_missing', { field: 'route.flow_id' }),
  );
});

test('a number whose flow was deleted before the order was answered is ours, and leads nowhere', async () => {
  const phone_number = await offered();
  const flow_id = await live('Gone before', { number: '+14155550142' });
  loseOrders({ fault: 'cut' });
  await world.admin(purchaseNumber, { body: { phone_number, route: { kind: 'flow', flow_id } } });
  await world.admin(deleteFlow, { params: { flow_id } });
  await world.passes(30);
  expect(await world.admin(getNumber, { params: { phone_number } })).toMatchObject({ route: { kind: 'none' } });
});
