import {
  type Call,
  changeCall,
  createApiKey,
  createContact,
  deleteContact,
  getCall,
  hangUpCall,
  listCalls,
  makeClient,
  placeCall,
  removePerson,
  revokeApiKey,
} from '@offhook/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callsAtCarrier } from '../../../test/at-carrier.ts';
import { join } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { placeRetries } from './actions/retry-calls.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({
    emulator: {
      personas: [
        { matches: '^\\+1415555020', persona: { kind: 'busy' } },
        { matches: '^\\+1415555021', persona: { kind: 'no-answer' } },
      ],
    },
  });
});
afterAll(() => world.close());
afterEach(() => world.emulator.mischief.clear());

const policy = { times: 2, after_seconds: 60, on: ['busy', 'no-answer'] as ('busy' | 'no-answer' | 'failed')[] };

async function place(to: string, more: object = {}): Promise<Call> {
  return world.admin(placeCall, { body: { to, from: ourNumber, message: 'Hello.', retry: policy, ...more } });
}

const detail = (id: string) => world.admin(getCall, { params: { call_id: id } });

/** Why a call was not placed anew. */
async function refusalIn(id: string): Promise<unknown> {
  return (await detail(id)).events.find(({ kind }) => kind === 'retry-refused')?.details.message;
}

/** Calls to a number, oldest first. */
async function callsTo(number: string): Promise<Call[]> {
  return (await world.admin(listCalls, { query: { search: number, limit: 100 } })).items.toReversed();
}

describe('a call that may be placed anew', () => {
  test('is, after the time that was asked for, as often as was asked for, each linked to the one before', async () => {
    const number = '+14155550201';
    const first = await place(number);
    await world.passes(30);
    expect(await callsTo(number)).toHaveLength(1);
    await world.passes(250);
    const calls = await callsTo(number);
    expect(calls.map(({ status }) => status)).toEqual(['busy', 'busy', 'busy']);
    expect(calls.map(({ retry_of }) => retry_of)).toEqual([null, first.id, calls[1]?.id]);
    const [one, two] = calls.map((call) => Date.parse(call.created_at));
    expect((two ?? 0) - (one ?? 0)).toBeGreaterThanOrEqual(60_000);
    expect((await detail(first.id)).events.map(({ kind }) => kind)).toContain('retried');
    expect(calls.map(({ person }) => person?.name)).toEqual(['Ada Admin', 'Ada Admin', 'Ada Admin']);
    expect(await callsAtCarrier(world, number)).toHaveLength(3);
  });

  test('is not after another end than those named', async () => {
    const number = '+14155550202';
    await place(number, { retry: { ...policy, on: ['no-answer'] } });
    await world.passes(200);
    expect(await callsTo(number)).toHaveLength(1);
  });

  test('is not after it was answered, or hung up', async () => {
    await place('+14155550142');
    const { id } = await place('+14155550211');
    await world.passes(10);
    await world.admin(hangUpCall, { params: { call_id: id } });
    await world.passes(200);
    expect(await callsTo('+14155550142')).toHaveLength(1);
    expect(await callsTo('+14155550211')).toHaveLength(1);
  });

  test.each([
    ['never reached the carrier', 'error-before'],
    ['reached the carrier, which did not say so, until that is known', 'error-after'],
  ] as const)('is not while its fate is unknown: it %s', async (_what, fault) => {
    const number = fault === 'error-before' ? '+14155550203' : '+14155550204';
    world.emulator.faults.callbacks({ lose: 1 });
    world.emulator.faults.next('calls.create', fault);
    const first = await place(number, { retry: { ...policy, times: 1, on: ['busy', 'failed'] } });
    expect(first.placement).toBe('unknown');
    await world.passes(45);
    expect(await callsTo(number)).toHaveLength(1);
    await world.passes(350);
    world.emulator.faults.callbacks({});
    const calls = await callsTo(number);
    // One that surely was never placed is not placed anew either; one that was found busy at last is.
    expect(calls.map(({ placement }) => placement)).toEqual(
      fault === 'error-before' ? ['not-placed'] : ['placed', 'placed'],
    );
    expect(await callsAtCarrier(world, number)).toHaveLength(fault === 'error-before' ? 0 : 2);
  });

  test('is placed once when several nodes look at the same time', async () => {
    const number = '+14155550205';
    await place(number, { retry: { ...policy, times: 1 } });
    await world.passes(30);
    await world.stopServer();
    await world.passes(100);
    await world.startServer();
    await Promise.all(Array.from({ length: 5 }, () => placeRetries(world.app.ctx)));
    await world.passes(150);
    expect(await callsTo(number)).toHaveLength(2);
    expect(await callsAtCarrier(world, number)).toHaveLength(2);
  });

  test('is not once somebody called it off', async () => {
    const number = '+14155550207';
    const { id } = await place(number);
    await world.passes(30);
    await world.admin(hangUpCall, { params: { call_id: id } });
    await world.passes(150);
    expect(await callsTo(number)).toHaveLength(1);
    expect(await refusalIn(id)).toBe('Ada Admin called it off.');
    await expect(world.admin(hangUpCall, { params: { call_id: id } })).rejects.toMatchObject({ code: 'calls.over' });
  });

  test('is not once whoever was called asked not to be called, on whichever call', async () => {
    const number = '+14155550208';
    const { id } = await place(number);
    await world.passes(75);
    const second = (await callsTo(number))[1];
    expect(second).toBeDefined();
    await world.admin(changeCall, { params: { call_id: id }, body: { disposition: 'Do not call' } });
    await world.passes(150);
    expect(await callsTo(number)).toHaveLength(2);
    expect(await refusalIn(second?.id ?? '')).toContain('not to be called');
  });

  test('is not once its person has left', async () => {
    const number = '+14155550209';
    const member = await join(world, 'agent');
    const { id } = await member.api(placeCall, {
      body: { to: number, from: ourNumber, message: 'Hi.', retry: policy },
    });
    await world.passes(30);
    await world.admin(removePerson, { params: { person_id: member.signedIn.person.id } });
    await world.passes(150);
    expect(await callsTo(number)).toHaveLength(1);
    expect(await refusalIn(id)).toContain('role agent');
  });

  test('is not once its key was revoked; with a key that holds it is', async () => {
    const keys = await Promise.all(
      ['One', 'Two'].map((name) => world.admin(createApiKey, { body: { name, scopes: ['calls.write'] } })),
    );
    for (const [index, { secret }] of keys.entries()) {
      const api = makeClient({ baseUrl: world.url, headers: () => ({ authorization: `Bearer ${secret}` }) });
      const retry = { ...policy, times: 1 };
      await api(placeCall, { body: { to: `+1415555020${index}`, from: ourNumber, message: 'Hi.', retry } });
    }
    const before = [await callsTo('+14155550200'), (await callsTo('+14155550201')).length] as const;
    await world.admin(revokeApiKey, { params: { key_id: keys[0]?.id ?? '' } });
    await world.passes(150);
    expect(await callsTo('+14155550200')).toHaveLength(1);
    expect(await refusalIn(before[0][0]?.id ?? '')).toContain('calls.write');
    expect(await callsTo('+14155550201')).toHaveLength(before[1] + 1);
  });

  test('says why when it is refused by then', async () => {
    const number = '+14155550206';
    const contact = await world.admin(createContact, { body: { name: 'Gone Soon', phone_number: number } });
    const { id } = await world.admin(placeCall, {
      body: { contact_id: contact.id, from: ourNumber, message: 'Hello.', retry: policy },
    });
    await world.passes(30);
    await world.admin(deleteContact, { params: { contact_id: contact.id } });
    await world.passes(150);
    expect(await callsTo(number)).toHaveLength(1);
    const entry = (await detail(id)).events.find(({ kind }) => kind === 'retry-refused');
    expect(entry).toMatchObject({ details: { code: 'request.not_found' } });
  });
});

test.each([
  ['no time at all', { after_seconds: 1 }],
  ['no end', { on: [] }],
  ['more often than five times', { times: 6 }],
])('a policy with %s is refused', async (_what, more) => {
  await expect(place('+14155550230', { retry: { ...policy, ...more } })).rejects.toMatchObject({
    code: 'request.invalid',
  });
  expect(await callsTo('+14155550230')).toEqual([]);
});
