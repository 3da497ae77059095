import {
  ApiError,
  callStats,
  changeCall,
  deleteCall,
  getCall,
  getPeaks,
  hangUpCall,
  listCalls,
  placeCall,
} from '@offhook/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

async function placed(to: string, more: object = {}): Promise<string> {
  return (await world.admin(placeCall, { body: { to, from: ourNumber, message: 'Hello from the test.', ...more } })).id;
}

const detail = (id: string) => world.admin(getCall, { params: { call_id: id } });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'allowed',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  );

describe('a call that is answered', () => {
  let id: string;
  beforeAll(async () => {
    id = await placed('+14155550142', { record: true, metadata: { ticket: 7 } });
    await world.passes(120);
  });

  test('rings, speaks, is recorded and costs what the price table says', async () => {
    const call = await detail(id);
    expect(call).toMatchObject({ status: 'completed', cost: '0.0165', simulated: true, metadata: { ticket: 7 } });
    expect(call.cost_lines.map((line) => [line.what, line.amount])).toEqual([
      ['minutes', '0.014'],
      ['recording', '0.0025'],
    ]);
    expect(call.events.map((event) => event.kind)).toEqual(
      expect.arrayContaining(['intended', 'queued', 'ringing', 'answered', 'in-progress', 'completed', 'recording']),
    );
    expect(call.webhooks.map((webhook) => webhook.signature)).not.toContain('invalid');
    expect(call.webhooks.find((webhook) => webhook.kind === 'answer')?.response_body).toContain('Hello from the test.');
    const [ringing, answered, ended] = [call.ringing_at, call.answered_at, call.ended_at].map((text) =>
      Date.parse(text ?? ''),
    );
    expect(ringing).toBeLessThan(answered ?? 0);
    // The carrier tells times in whole seconds.
    const talked = ((ended ?? 0) - (answered ?? 0)) / 1000;
    expect(Math.abs(talked - (call.duration_seconds ?? 0))).toBeLessThanOrEqual(1);
  });

  test('can be heard: whole, in part, and drawn', async () => {
    const url = `${world.url}/api/calls/${id}/recording`;
    const headers = { authorization: `Bearer ${world.signedIn.token}` };
    const whole = new Uint8Array(await (await fetch(url, { headers })).arrayBuffer());
    expect(Buffer.from(whole.subarray(0, 4)).toString()).toBe('RIFF');
    const part = await fetch(url, { headers: { ...headers, range: 'bytes=100-199' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${whole.length}`);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(100, 200));
    expect((await fetch(url, { headers: { ...headers, range: `bytes=${whole.length}-` } })).status).toBe(416);
    expect((await fetch(url)).status).toBe(401);
    const peaks = await world.admin(getPeaks, { params: { call_id: id } });
    expect(peaks.channels).toHaveLength(2);
    for (const channel of peaks.channels) expect(Math.max(...channel)).toBeGreaterThan(0.1);
  });

  test('takes notes and a disposition, and nothing else', async () => {
    const params = { call_id: id };
    expect(
      await world.admin(changeCall, { params, body: { notes: 'Wants a viewing.', disposition: 'interested' } }),
    ).toMatchObject({
      notes: 'Wants a viewing.',
      disposition: 'Interested',
      status: 'completed',
    });
    const body = { status: 'failed' } as object; // what the contract does not allow
    expect(await codeOf(world.admin(changeCall, { params, body }))).toBe('request.invalid');
    expect(await codeOf(world.admin(hangUpCall, { params }))).toBe('calls.over');
  });

  test('is deleted with its recording, here and at the carrier', async () => {
    const { recording } = await detail(id);
    await world.admin(deleteCall, { params: { call_id: id } });
    await world.settles();
    expect(await codeOf(detail(id))).toBe('request.not_found');
    const { url, accountSid, authorization } = world.carrier;
    const gone = await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Recordings/${recording?.recording_sid}.wav`, {
      headers: { authorization },
    });
    expect(gone.status).toBe(404);
    expect(await codeOf(world.admin(deleteCall, { params: { call_id: id } }))).toBe('request.not_found');
  });
});

describe('a call that nobody talks on', () => {
  test.each([
    ['+14155550102', 'busy'],
    ['+14155550103', 'no-answer'],
    ['+14155550105', 'failed'],
  ])('to %s ends as %s and costs nothing', async (to, status) => {
    const id = await placed(to);
    await world.passes(180);
    expect(await detail(id)).toMatchObject({
      status,
      duration_seconds: 0,
      cost: null,
      answered_at: null,
      recording: null,
    });
  });
});

describe('machine detection', () => {
  test('that waits tells what answered before anything is said', async () => {
    const id = await placed('+14155550101', { machine_detection: 'wait' });
    await world.passes(180);
    const call = await detail(id);
    expect(call.answered_by).toBe('machine_start');
    expect(call.cost_lines.map((line) => line.what)).toContain('machine-detection');
  });

  test('that goes on while talking reports by itself', async () => {
    const message = 'A sentence that takes longer than the verdict does. '.repeat(3);
    const id = await placed('+14155550142', { machine_detection: 'while-talking', message });
    await world.passes(180);
    const call = await detail(id);
    expect(call.answered_by).toBe('human');
    expect(call.webhooks.map((webhook) => webhook.kind)).toContain('machine');
  });
});

describe('hanging up', () => {
  test('while it rings cancels the call', async () => {
    const id = await placed('+14155550110');
    await world.passes(3);
    expect((await detail(id)).status).toBe('ringing');
    await world.admin(hangUpCall, { params: { call_id: id } });
    await world.passes(3);
    expect(await detail(id)).toMatchObject({ status: 'canceled', cost: null });
  });

  test('while somebody talks completes it', async () => {
    const id = await placed('+14155550142', {
      message: 'A sentence that is long enough to be interrupted. '.repeat(20),
    });
    await world.passes(10);
    expect((await detail(id)).status).toBe('in-progress');
    expect(await codeOf(world.admin(deleteCall, { params: { call_id: id } }))).toBe('calls.still_live');
    await world.admin(hangUpCall, { params: { call_id: id } });
    await world.passes(5);
    expect((await detail(id)).status).toBe('completed');
  });

  test('before we know the id of the carrier ends the call once it is known', async () => {
    world.emulator.faults.next('calls.create', 'error-after');
    const id = await placed('+14155550150');
    await world.admin(hangUpCall, { params: { call_id: id } });
    await world.passes(60);
    const call = await detail(id);
    expect(['canceled', 'completed']).toContain(call.status);
    const answer = call.webhooks.find((webhook) => webhook.kind === 'answer');
    expect(answer?.response_body ?? '<Hangup/>').toContain('<Hangup/>');
  });
});

test('lost callbacks are made up for by asking the carrier', async () => {
  world.emulator.faults.callbacks({ lose: 1 });
  const id = await placed('+14155550142', { record: true });
  await world.passes(180);
  world.emulator.faults.callbacks({});
  const call = await detail(id);
  expect(call).toMatchObject({ status: 'completed', recording: { status: 'ready' } });
  expect(call.webhooks.filter((webhook) => webhook.kind !== 'answer')).toEqual([]);
});

describe('the log', () => {
  test('is filtered, searched in any format, and paged without loss or repetition', async () => {
    const list = (query: object) => world.admin(listCalls, { query });
    const all = await list({ limit: 200 });
    expect(all.total).toBe(all.items.length);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 2, cursor });
      ids.push(...page.items.map((call) => call.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(ids).toEqual(all.items.map((call) => call.id));
    const busy = all.items
      .filter((call) => call.status === 'busy' || call.status === 'no-answer')
      .map((call) => call.id);
    expect((await list({ status: 'busy,no-answer' })).items.map((call) => call.id)).toEqual(busy);
    expect((await list({ search: '(415) 555-0102' })).items.every((call) => call.to_number === '+14155550102')).toBe(
      true,
    );
    expect((await list({ search: '0102' })).total).toBe(1);
    expect((await list({ live: 'true' })).total).toBe(0);
    expect((await list({ since: '2030-01-01T00:00:00Z' })).total).toBe(0);
    expect((await list({ limit: 1, offset: 1 })).items[0]?.id).toBe(ids[1]);
    expect(await codeOf(list({ status: 'exploded' }))).toBe('request.invalid');
    expect(await codeOf(list({ cursor: 'nonsense' }))).toBe('request.bad_cursor');
  });

  test('adds up', async () => {
    const { items, total } = await world.admin(listCalls, { query: { limit: 200 } });
    const stats = await world.admin(callStats, {});
    // The call that was deleted took place and cost money: it stays counted.
    expect(stats).toMatchObject({ total_calls: total + 1, live_calls: 0, outbound_calls: total + 1 });
    const cost = items.reduce((sum, call) => sum + Math.round(Number(call.cost ?? 0) * 1e6), 16_500);
    expect(Math.round(Number(stats.total_cost) * 1e6)).toBe(cost);
  });
});
