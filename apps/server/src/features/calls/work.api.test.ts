import {
  changeCall,
  changeCalls,
  changeSetting,
  createApiKey,
  getCall,
  listAuditEntries,
  listCalls,
  makeClient,
  setDisposition,
} from '@offhook/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCall } from '../../../test/make-call.ts';
import { join, type Member, makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
let agent: Member;
beforeAll(async () => {
  world = await makeWorld();
  agent = await join(world, 'agent');
});
afterAll(() => world.close());

const refusal = (status: number, code: string) => ({ problem: { status, code } });
const callOf = (call_id: string) => world.admin(getCall, { params: { call_id } });
const changesOf = async (call_id: string) =>
  (await callOf(call_id)).events.filter(({ kind }) => kind === 'changed').map(({ details }) => details);
const dispose = (call_id: string, disposition: string | null, by = agent.api) =>
  by(setDisposition, { params: { call_id }, body: { disposition } });

describe('a disposition', () => {
  test('is one of the list in any case, and the timeline says who changed it from what to what', async () => {
    const id = await makeCall(world);
    expect(await dispose(id, ' call BACK ')).toMatchObject({ disposition: 'Call back', status: 'completed' });
    const body = { disposition: 'Sale', notes: 'Signed.' };
    expect(await agent.api(setDisposition, { params: { call_id: id }, body })).toMatchObject(body);
    expect(await changesOf(id)).toEqual([
      { by: 'Member agent', by_kind: 'person', changes: { disposition: { from: null, to: 'Call back' } } },
      {
        by: 'Member agent',
        by_kind: 'person',
        changes: { disposition: { from: 'Call back', to: 'Sale' }, notes: { from: null, to: 'Signed.' } },
      },
    ]);
    const sentences = (await callOf(id)).events.map(({ sentence }) => sentence);
    expect(sentences.slice(-2)).toEqual([
      'Member agent changed disposition.',
      'Member agent changed notes and disposition.',
    ]);
    expect(await dispose(id, null)).toMatchObject({ disposition: null, notes: 'Signed.' });
  });

  test('that is set again changes nothing', async () => {
    const id = await makeCall(world);
    await dispose(id, 'Sale');
    expect(await dispose(id, 'Sale')).toMatchObject({ disposition: 'Sale' });
    expect(await changesOf(id)).toHaveLength(1);
  });

  test('that is not on the list is refused with the list', async () => {
    const id = await makeCall(world);
    await expect(dispose(id, 'Sold')).rejects.toMatchObject({
      problem: { status: 422, code: 'calls.disposition_unknown', message: expect.stringMatching(/Sold.*Interested, /) },
    });
    const params = { call_id: id };
    const half = agent.api(changeCall, { params, body: { notes: 'Half', disposition: 'Sold' } });
    await expect(half).rejects.toMatchObject(refusal(422, 'calls.disposition_unknown'));
    expect(await callOf(id)).toMatchObject({ disposition: null, notes: null });
  });

  test('that has left the list stays where it stands', async () => {
    const id = await makeCall(world);
    await dispose(id, 'Interested');
    const setting = { key: 'dispositions' } as const;
    await world.admin(changeSetting, { params: setting, body: { value: ['Won', 'Lost', 'Do not call'] } });
    const body = { disposition: 'Interested', notes: 'Still' };
    expect(await agent.api(changeCall, { params: { call_id: id }, body })).toMatchObject(body);
    await expect(dispose(await makeCall(world), 'Interested')).rejects.toMatchObject(
      refusal(422, 'calls.disposition_unknown'),
    );
    expect(await dispose(id, 'Won')).toMatchObject({ disposition: 'Won' });
    await world.admin(changeSetting, { params: setting, body: { value: null } });
  });

  test('that asks not to call is lifted by a manager only, which is audited (AVA-AI#540)', async () => {
    const id = await makeCall(world);
    await dispose(id, 'Do not call');
    const { secret } = await world.admin(createApiKey, { body: { name: 'Sync', scopes: ['calls.write'] } });
    const key = makeClient({ baseUrl: world.url, headers: () => ({ authorization: `Bearer ${secret}` }) });
    for (const by of [agent.api, key]) {
      for (const later of ['Sale', null]) {
        await expect(dispose(id, later, by)).rejects.toMatchObject(refusal(409, 'calls.disposition_kept'));
      }
    }
    const body = { notes: 'Angry', disposition: 'Do not call' };
    expect(await agent.api(changeCall, { params: { call_id: id }, body })).toMatchObject(body);
    const manager = await join(world, 'manager');
    expect(await dispose(id, 'Call back', manager.api)).toMatchObject({ disposition: 'Call back' });
    const [entry] = (await world.admin(listAuditEntries, {})).items;
    expect(entry).toMatchObject({ action: 'calls.do_not_call_lifted', subject: id, actor: { name: 'Member manager' } });
  });
});

describe('tags, notes and metadata', () => {
  test('are changed each by itself', async () => {
    const params = { call_id: await makeCall(world) };
    const change = (body: object) => agent.api(changeCall, { params, body });
    expect(await change({ tags: ['vip', 'billing', 'vip'] })).toMatchObject({ tags: ['billing', 'vip'] });
    expect(await change({ metadata: { b: 1, a: [2] } })).toMatchObject({
      tags: ['billing', 'vip'],
      metadata: { b: 1 },
    });
    await change({ metadata: { a: [2], b: 1 } });
    expect(await change({ notes: '' })).toMatchObject({ notes: null, metadata: { a: [2], b: 1 } });
    expect(await change({ tags: [] })).toMatchObject({ tags: [] });
    expect((await changesOf(params.call_id)).map(({ changes }) => Object.keys(changes as object))).toEqual([
      ['tags'],
      ['metadata'],
      ['tags'],
    ]);
  });

  test('of a live call do not touch where it is', async () => {
    const id = await makeCall(world, { status: 'ringing' });
    await agent.api(changeCall, { params: { call_id: id }, body: { tags: ['now'], notes: 'Ringing' } });
    expect(await callOf(id)).toMatchObject({ status: 'ringing', tags: ['now'], notes: 'Ringing' });
  });
});

describe('many calls at once', () => {
  test('get tags and a disposition; a repeat changes none', async () => {
    const ids = [await makeCall(world), await makeCall(world, { disposition: 'Sale' })];
    const body = { call_ids: [...ids, ...ids], add_tags: ['spring'], disposition: 'sale' };
    expect(await agent.api(changeCalls, { body })).toEqual({ changed: 2 });
    expect(await agent.api(changeCalls, { body })).toEqual({ changed: 0 });
    for (const id of ids) expect(await callOf(id)).toMatchObject({ tags: ['spring'], disposition: 'Sale' });
    await agent.api(changeCalls, { body: { call_ids: ids.slice(0, 1), remove_tags: ['spring'] } });
    const tagged = await world.admin(listCalls, { query: { tag: 'spring' } });
    expect(tagged).toMatchObject({ items: [{ id: ids[1] }], total: 1, total_is_exact: true });
  });

  test('are changed all or none', async () => {
    const second = await makeSecondWorkspace(world);
    const theirs = await makeCall(world, {}, second.tenantId);
    const mine = await makeCall(world);
    const kept = await makeCall(world, { disposition: 'Do not call' });
    const full = await makeCall(world);
    const tags = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
    await agent.api(changeCall, { params: { call_id: full }, body: { tags } });
    const change = (others: string[], body: object) =>
      agent.api(changeCalls, { body: { call_ids: [mine, ...others], ...body } });
    const tried = { add_tags: ['x'], disposition: 'Sale' };
    await expect(change([theirs], tried)).rejects.toMatchObject(refusal(404, 'request.not_found'));
    await expect(change(['nonsense'], tried)).rejects.toMatchObject(refusal(404, 'request.not_found'));
    await expect(change([kept], tried)).rejects.toMatchObject(refusal(409, 'calls.disposition_kept'));
    await expect(change([full], tried)).rejects.toMatchObject(refusal(422, 'calls.too_many_tags'));
    await expect(change([], { disposition: 'Sold' })).rejects.toMatchObject(refusal(422, 'calls.disposition_unknown'));
    expect(await callOf(mine)).toMatchObject({ tags: [], disposition: null });
    expect(await changesOf(mine)).toEqual([]);
    expect(await second.api(getCall, { params: { call_id: theirs } })).toMatchObject({ tags: [], disposition: null });
  });
});
