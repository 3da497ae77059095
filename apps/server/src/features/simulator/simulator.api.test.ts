import {
  actAsFarEnd,
  callIn,
  getCall,
  getWorkspace,
  listCalls,
  listFarEnds,
  placeCall,
  replayWebhook,
} from '@offhook/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

const handset = '+14155550110';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

async function ringing(): Promise<{ id: string; sid: string }> {
  const call = await world.admin(placeCall, { body: { to: handset, from: ourNumber, message: 'Press one.' } });
  await world.passes(3);
  return { id: call.id, sid: call.call_sid ?? '' };
}

test('somebody at the page answers, speaks and hangs up', async () => {
  const { id, sid } = await ringing();
  expect((await world.admin(listFarEnds, {})).items).toMatchObject([
    { call_id: id, call_sid: sid, to_number: handset, from_number: ourNumber, state: 'ringing' },
  ]);
  const params = { call_sid: sid };
  expect(await world.admin(actAsFarEnd, { params, body: { do: 'answer' } })).toMatchObject({ state: 'in-call' });
  await world.admin(actAsFarEnd, { params, body: { do: 'say', text: 'Good morning.' } });
  await world.admin(actAsFarEnd, { params, body: { do: 'hang-up' } });
  await world.passes(5);
  expect(await world.admin(getCall, { params: { call_id: id } })).toMatchObject({ status: 'completed' });
  expect((await world.admin(getWorkspace, {})).first_steps).toContainEqual({ step: 'play-the-far-end', done: true });
});

test('a call that is declined was not talked through', async () => {
  const { id, sid } = await ringing();
  await world.admin(actAsFarEnd, { params: { call_sid: sid }, body: { do: 'decline' } });
  await world.passes(5);
  expect(await world.admin(getCall, { params: { call_id: id } })).toMatchObject({ status: 'busy', answered_at: null });
});

test('what cannot be done now is refused in a sentence, and twice is once too often', async () => {
  const { sid } = await ringing();
  const params = { call_sid: sid };
  const refused = { problem: { status: 409, code: 'simulator.refused', message: expect.stringMatching(/\w/) } };
  await expect(world.admin(actAsFarEnd, { params, body: { do: 'press', digits: '1' } })).rejects.toMatchObject(refused);
  await world.admin(actAsFarEnd, { params, body: { do: 'answer' } });
  await expect(world.admin(actAsFarEnd, { params, body: { do: 'answer' } })).rejects.toMatchObject(refused);
  await world.admin(actAsFarEnd, { params, body: { do: 'hang-up' } });
  await world.passes(5);
  await expect(world.admin(actAsFarEnd, { params, body: { do: 'hang-up' } })).rejects.toMatchObject(refused);
});

test('somebody outside calls in', async () => {
  const { call_sid } = await world.admin(callIn, { body: { from: '(415) 555-0142', to: ourNumber } });
  await world.passes(120);
  const { items } = await world.admin(listCalls, { query: { direction: 'inbound' } });
  expect(items).toMatchObject([{ call_sid, from_number: '+14155550142', to_number: ourNumber, simulated: true }]);
});

test('a caller without a number to reach, or with an impossible one, is refused', async () => {
  await expect(world.admin(callIn, { body: { from: '+14155550142' } })).rejects.toMatchObject({
    code: 'calls.from_missing',
  });
  await expect(world.admin(callIn, { body: { from: '12', to: ourNumber } })).rejects.toMatchObject({
    problem: { code: 'calls.number_impossible', details: { field: 'from' } },
  });
});

describe('a request that is replayed', () => {
  let id: string;
  const request = async (kind: string) => {
    const { webhooks } = await world.admin(getCall, { params: { call_id: id } });
    const found = webhooks.find((exchange) => exchange.kind === kind);
    if (!found) throw new Error(`no ${kind} among ${webhooks.map((exchange) => exchange.kind).join(', ')}`);
    return found;
  };
  const replay = async (requestId: string) =>
    world.admin(replayWebhook, { params: { call_id: id, request_id: requestId } });
  beforeAll(async () => {
    ({ id } = await world.admin(placeCall, { body: { to: '+14155550142', from: ourNumber, message: 'Good day.' } }));
    await world.passes(60);
  });

  test('is answered with the same document, as often as it is sent', async () => {
    const answer = await request('answer');
    for (const _time of ['once', 'twice'])
      expect(await replay(answer.id)).toEqual({
        response_status: 200,
        response_body: answer.response_body,
        milliseconds: expect.any(Number),
      });
  });

  test('changes nothing: it is a copy, and the call stays as it was', async () => {
    const before = await world.admin(getCall, { params: { call_id: id } });
    const status = await request('status');
    expect(await replay(status.id)).toMatchObject({ response_status: 204, response_body: '' });
    const after = await world.admin(getCall, { params: { call_id: id } });
    expect(after.webhooks.at(-1)).toMatchObject({ signature: 'valid', copy: true, params: status.params });
    expect({ ...after, webhooks: [] }).toEqual({ ...before, webhooks: [] });
  });

  test('must be one of this call', async () => {
    const missing = { problem: { status: 404, code: 'request.not_found' } };
    await expect(replay('request_00000000-0000-7000-8000-000000000000')).rejects.toMatchObject(missing);
    const other = await world.admin(placeCall, { body: { to: '+14155550102', from: ourNumber, message: 'Good day.' } });
    await world.passes(30);
    const { id: requestId } = await request('answer');
    const params = { call_id: other.id, request_id: requestId };
    await expect(world.admin(replayWebhook, { params })).rejects.toMatchObject(missing);
  });
});

test('a call of a real carrier is not replayed', async () => {
  const call = await world.admin(placeCall, { body: { to: '+14155550142', from: ourNumber, message: 'Good day.' } });
  await world.passes(60);
  const { webhooks } = await world.admin(getCall, { params: { call_id: call.id } });
  await world.app.ctx.db.systemPool.query('update calls set simulated = false where sid = $1', [call.call_sid]);
  const params = { call_id: call.id, request_id: webhooks[0]?.id ?? '' };
  await expect(world.admin(replayWebhook, { params })).rejects.toMatchObject({
    problem: { status: 409, code: 'simulator.not_simulated' },
  });
});

test('where there is no emulator nobody plays the far end', async () => {
  const none = await makeWorld({ environment: { CARRIER: 'none' } });
  try {
    const refused = { problem: { status: 409, code: 'simulator.not_simulated' } };
    await expect(none.admin(listFarEnds, {})).rejects.toMatchObject(refused);
    await expect(none.admin(callIn, { body: { from: '+14155550142' } })).rejects.toMatchObject(refused);
    const params = { call_sid: `CA${'0'.repeat(32)}` };
    await expect(none.admin(actAsFarEnd, { params, body: { do: 'answer' } })).rejects.toMatchObject(refused);
  } finally {
    await none.close();
  }
});
