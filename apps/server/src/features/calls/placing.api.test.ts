import { createServer } from 'node:http';
import {
  ApiError,
  changeSetting,
  clickToCall,
  createContact,
  getCall,
  getContact,
  listCalls,
  placeCall,
} from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { adminEmail, adminPassword, makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { settlePlacement } from './actions/settle-placement.ts';
import { attemptRow } from './store/attempts.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const human = '+14155550142';

async function countCalls(): Promise<number> {
  return (await world.admin(listCalls, {})).total;
}

async function refusalOf(work: Promise<unknown>): Promise<ApiError['problem']> {
  const error: unknown = await work.then(
    () => undefined,
    (refused: unknown) => refused,
  );
  if (error instanceof ApiError) return error.problem;
  throw new Error('it was not refused');
}

describe('a call that cannot be placed', () => {
  test.each([
    ['a number that cannot exist', { to: '12' }, 'calls.number_impossible', 'to'],
    ['no number at all', {}, 'calls.number_impossible', 'to'],
    ['a foreign prefix that nobody has', { to: '+999123456789' }, 'calls.number_impossible', 'to'],
    ['words', { to: 'call me' }, 'calls.number_impossible', 'to'],
    ['the number it comes from', { to: ourNumber }, 'calls.to_itself', 'to'],
    [
      'both a message and audio',
      { to: human, message: 'x', audio_url: 'http://localhost:1/x.wav' },
      'calls.two_openings',
      'audio_url',
    ],
    [
      'audio that cannot be reached',
      { to: human, audio_url: 'http://127.0.0.1:1/x.wav' },
      'calls.audio_unreachable',
      'audio_url',
    ],
    ['a timeout beyond the limits', { to: human, timeout: 9999 }, 'request.invalid', 'timeout'],
  ])('%s is refused by name and leaves nothing behind', async (_what, body, code, field) => {
    const before = await countCalls();
    const problem = await refusalOf(world.admin(placeCall, { body: { from: ourNumber, ...body } }));
    expect(problem).toMatchObject({ code, status: 422, details: { field } });
    expect(await countCalls()).toBe(before);
  });

  test('an unknown field is named', async () => {
    const body = { to: human, from: ourNumber, colour: 'red' };
    const problem = await refusalOf(world.admin(placeCall, { body }));
    expect(problem).toMatchObject({ code: 'request.invalid', details: { field: 'colour' } });
  });

  test('without any number to call from it says what to do', async () => {
    const problem = await refusalOf(world.admin(placeCall, { body: { to: human } }));
    expect(problem).toMatchObject({ code: 'calls.from_missing', status: 422 });
  });

  test('audio that is a web page is refused', async () => {
    const page = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<p>'));
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const { port } = page.address() as { port: number }; // it listens on TCP
    const body = { to: human, from: ourNumber, audio_url: `http://127.0.0.1:${port}/page` };
    const problem = await refusalOf(world.admin(placeCall, { body }));
    page.close();
    expect(problem.details.problem).toBe('The address gives text/html and not audio.');
  });
});

test('a number without a country is one of the workspace, never just given a plus', async () => {
  const call = await world.admin(placeCall, { body: { to: '(213) 373-4253', from: ourNumber } });
  expect(call.to_number).toBe('+12133734253');
  await world.passes(120);
});

describe('when the carrier does not answer cleanly', () => {
  test('"slow down" is asked again, not before the time that the carrier names, and the call is placed once', async () => {
    const slowDown = { fault: 'refuse' as const, status: 429, retryAfterSeconds: 4 };
    world.emulator.mischief.add({ on: { operation: 'CreateCall' }, times: 1, do: slowDown });
    const before = world.emulator.mischief.applied().length;
    const placing = world.admin(placeCall, { body: { to: '+14155550143', from: ourNumber } });
    await refusedAtCarrier(before);
    await world.clock.passes(3900);
    expect(await atCarrier('+14155550143')).toEqual([]);
    await world.clock.passes(2200);
    expect((await placing).placement).toBe('placed');
    await world.passes(120);
    expect(await atCarrier('+14155550143')).toHaveLength(1);
  });

  test('a carrier that wants more time than anybody waits is refused at once, and the call is not placed', async () => {
    const slowDown = { fault: 'refuse' as const, status: 429, retryAfterSeconds: 60 };
    world.emulator.mischief.add({ on: { operation: 'CreateCall' }, times: 1, do: slowDown });
    const problem = await refusalOf(world.admin(placeCall, { body: { to: '+14155550153', from: ourNumber } }));
    expect(problem).toMatchObject({ code: 'calls.carrier_busy', details: { seconds: 60 } });
    const { items } = await world.admin(listCalls, { query: { search: '+14155550153' } });
    expect(items).toMatchObject([{ status: 'failed', placement: 'not-placed' }]);
    await world.passes(120);
    expect(await atCarrier('+14155550153')).toEqual([]);
  });

  test('an answer page that fails once is asked for again at another address, and the call says its sentence', async () => {
    const broken = { fault: 'alter' as const, url: 'http://127.0.0.1:1/twiml/outbound/x' };
    world.emulator.mischief.add({ on: { callback: 'document' }, times: 1, do: broken });
    const body = { to: '+14155550154', from: ourNumber, message: 'Said all the same.' };
    const placed = await world.admin(placeCall, { body });
    await world.passes(120);
    world.emulator.mischief.clear();
    const call = await world.admin(getCall, { params: { call_id: placed.id } });
    expect(call.status).toBe('completed');
    expect(call.webhooks.find(({ kind }) => kind === 'fallback')?.response_body).toContain('Said all the same.');
  });

  test.each(['error-after', 'drop-after'] as const)(
    'after %s the call is unknown, is never asked again, and its callbacks bind it',
    async (fault) => {
      const to = fault === 'error-after' ? '+14155550144' : '+14155550145';
      world.emulator.faults.next('calls.create', fault);
      const placed = await world.admin(placeCall, { body: { to, from: ourNumber, message: 'Hello.' } });
      expect(placed).toMatchObject({ status: 'queued', placement: 'unknown', call_sid: null });
      await world.passes(120);
      const call = await world.admin(getCall, { params: { call_id: placed.id } });
      expect(call).toMatchObject({ status: 'completed', placement: 'placed' });
      const [only, ...more] = await atCarrier(to);
      expect(more).toEqual([]);
      expect(only).toBe(call.call_sid);
    },
  );

  test('two calls of unknown fate between the same numbers each find their own, and none is hung up', async () => {
    const to = '+14155550151';
    const place = async () => {
      world.emulator.faults.next('calls.create', 'error-after');
      return world.admin(placeCall, { body: { to, from: ourNumber, message: 'Hello. '.repeat(60) } });
    };
    world.emulator.faults.callbacks({ lose: 1 });
    const ids = [(await place()).id, (await place()).id];
    await world.passes(300);
    world.emulator.faults.callbacks({});
    const calls = await Promise.all(ids.map((id) => world.admin(getCall, { params: { call_id: id } })));
    expect(calls.map((call) => call.status)).toEqual(['completed', 'completed']);
    expect(new Set(calls.map((call) => call.call_sid))).toEqual(new Set(await atCarrier(to)));
    for (const call of calls) expect(call.duration_seconds).toBeGreaterThan(20);
  });

  test('a call that the carrier no longer knows is over', async () => {
    const placed = await world.admin(placeCall, { body: { to: '+14155550110', from: ourNumber, timeout: 600 } });
    const { url, accountSid, authorization } = world.carrier;
    const lost = { sid: `CA${'0'.repeat(32)}` };
    await world.app.ctx.db.asSystem((tx) =>
      tx.updateTable('calls').set(lost).where('sid', '=', placed.call_sid).execute(),
    );
    await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Calls/${placed.call_sid}.json`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({ Status: 'completed' }),
    });
    await world.passes(200);
    const call = await world.admin(getCall, { params: { call_id: placed.id } });
    expect(call).toMatchObject({ status: 'failed', error: { code: '20404' } });
  });

  test('a request that never arrived ends as not placed, only after the horizon', async () => {
    world.emulator.faults.next('calls.create', 'error-before');
    const placed = await world.admin(placeCall, { body: { to: '+14155550146', from: ourNumber } });
    expect(placed.placement).toBe('unknown');
    await world.passes(100);
    expect(await world.admin(getCall, { params: { call_id: placed.id } })).toMatchObject({
      placement: 'unknown',
      status: 'queued',
    });
    await world.passes(100);
    const call = await world.admin(getCall, { params: { call_id: placed.id } });
    expect(call).toMatchObject({
      placement: 'not-placed',
      status: 'failed',
      cost: null,
      error: { code: 'not-placed' },
    });
    expect(await atCarrier('+14155550146')).toEqual([]);
  });
});

test('a call that was given up stays so when the carrier accepts it late', async () => {
  world.emulator.faults.next('calls.create', 'error-before');
  const placed = await world.admin(placeCall, { body: { to: '+14155550152', from: ourNumber } });
  await world.passes(240);
  const late = { outcome: 'placed', sid: `CA${'a'.repeat(32)}` } as const;
  const settled = await world.app.ctx.db.asSystem(async (tx) => {
    const id = placed.id.replace('call_', '');
    const rows = await tx.selectFrom('attempts').selectAll().execute();
    const row = rows.find((each) => each.call_id === id);
    if (!row) throw new Error('every call has an attempt');
    return settlePlacement(world.app.ctx, tx, attemptRow(row), late);
  });
  expect(settled).toMatchObject({ status: 'failed', placement: 'not-placed', sid: null });
});

describe('Idempotency-Key', () => {
  const body = { to: '+14155550147', from: ourNumber, message: 'Once.' };

  test('the same request is answered from what was kept and dials once', async () => {
    const headers = { 'idempotency-key': 'one' };
    const first = await world.admin(placeCall, { body, headers });
    const second = await world.admin(placeCall, { body, headers });
    expect(second).toEqual(first);
    await world.passes(120);
    expect(await atCarrier(body.to)).toHaveLength(1);
  });

  test('another body under the same key is a conflict', async () => {
    const headers = { 'idempotency-key': 'one' };
    const problem = await refusalOf(world.admin(placeCall, { body: { ...body, message: 'Twice.' }, headers }));
    expect(problem).toMatchObject({ code: 'idempotency.conflict', status: 409 });
  });

  test('two at the same time: one is told that the other still runs', async () => {
    const headers = { 'idempotency-key': 'two' };
    const place = () =>
      world.admin(placeCall, { body, headers }).then(
        (call) => call.id,
        (error: unknown) => (error instanceof ApiError ? error.code : 'bug'),
      );
    const answers = await Promise.all([place(), place(), place()]);
    expect(new Set(answers.filter((answer) => answer.startsWith('call_'))).size).toBe(1);
    expect(answers.every((answer) => answer.startsWith('call_') || answer === 'idempotency.in_progress')).toBe(true);
    await world.passes(120);
  });

  test('a request that died after its intent is answered with the call that it made', async () => {
    const headers = { 'idempotency-key': 'died' };
    const first = await world.admin(placeCall, { body, headers });
    const asCutOff = { state: 'running' as const, status: null, response: null };
    const cutOff = () =>
      world.app.ctx.db.asSystem((tx) =>
        tx.updateTable('idempotency_keys').set(asCutOff).where('key', '=', 'died').execute(),
      );
    await cutOff();
    const problem = await refusalOf(world.admin(placeCall, { body, headers }));
    expect(problem.code).toBe('idempotency.in_progress');
    await world.passes(30);
    expect((await refusalOf(world.admin(placeCall, { body, headers }))).code).toBe('idempotency.in_progress');
    await world.passes(40);
    expect((await world.admin(placeCall, { body, headers })).id).toBe(first.id);
    await world.passes(120);
  });

  test('a request that died before its intent leaves a state that somebody must look at', async () => {
    const headers = { 'idempotency-key': 'died early' };
    await world.admin(placeCall, { body, headers });
    const asCutOff = { state: 'running' as const, status: null, response: null, subject: null };
    await world.app.ctx.db.asSystem((tx) =>
      tx.updateTable('idempotency_keys').set(asCutOff).where('key', '=', 'died early').execute(),
    );
    await world.passes(70);
    const problem = await refusalOf(world.admin(placeCall, { body, headers }));
    expect(problem).toMatchObject({ code: 'idempotency.state_unknown', status: 409 });
    await world.passes(120);
  });

  test.each([
    ['refused by the carrier is answered with that refusal', 'refused', 'calls.carrier_refused'],
    ['not asked for yet is answered with 202', 'intended', 202],
  ] as const)('a request that died, whose call is %s', async (_what, placement, expected) => {
    const headers = { 'idempotency-key': `died ${placement}` };
    const { id } = await world.admin(placeCall, { body, headers });
    await world.passes(120);
    const asCutOff = { state: 'running' as const, status: null, response: null };
    const asRefused = { placement, error_code: '21219', error_message: 'Not verified.' };
    await world.app.ctx.db.asSystem(async (tx) => {
      await tx.updateTable('idempotency_keys').set(asCutOff).where('key', '=', headers['idempotency-key']).execute();
      await tx
        .updateTable('calls')
        .set(asRefused)
        .where('id', '=', parseId('call', id) ?? null)
        .execute();
    });
    const { signedIn } = await world.signIn(adminEmail, adminPassword);
    const again = () => ask(world.url, 'POST', placeCall.path, { token: signedIn.token, headers, json: body });
    await world.passes(70);
    const first = await again();
    expect(first.body).toMatchObject(
      expected === 202 ? { id, placement } : { code: expected, details: { call_id: id } },
    );
    expect(first.status).toBe(expected === 202 ? 202 : 422);
    expect(await again()).toMatchObject({ status: first.status, body: expected === 202 ? { id } : { code: expected } });
  });

  test('a refusal that changed nothing frees the key', async () => {
    const headers = { 'idempotency-key': 'three' };
    await refusalOf(world.admin(placeCall, { body: { ...body, to: '12' }, headers }));
    expect((await world.admin(placeCall, { body, headers })).placement).toBe('placed');
    await world.passes(120);
  });
});

describe('click-to-call of S3', () => {
  test('answers the documented body and writes the note on the lead', async () => {
    const lead = await world.admin(createContact, { body: { name: 'Lead', phone_number: '(415) 555-0148' } });
    const answer = await world.admin(clickToCall, { body: { lead_id: lead.id, from: ourNumber } });
    expect(answer).toMatchObject({
      status: 'success',
      message: `Call initiated successfully! Calling +14155550148 from ${ourNumber}`,
      call_status: 'queued',
      from_number: ourNumber,
      to_number: '+14155550148',
      simulated: true,
    });
    const { activity } = await world.admin(getContact, { params: { contact_id: lead.id } });
    expect(activity.map((note) => note.text)).toEqual([
      expect.stringMatching(
        /^\[Outbound Call\] Initiated from \+14155550199 to \+14155550148 - Call SID: CA[0-9a-f]{32} - 2026-11-02T\d\d:\d\d:\d\d$/,
      ),
    ]);
    await world.passes(120);
    const call = await world.admin(getCall, { params: { call_id: answer.call_id } });
    const twiml = call.webhooks.find((webhook) => webhook.kind === 'answer')?.response_body;
    expect(twiml).toContain('<Pause length="2"/>');
    expect(twiml).toContain('<Say>Please hold.</Say>');
  });

  test.each([
    [{ mode: 'bridge' }, 'Ada Admin has no phone to connect to'],
    [{ mode: 'webrtc' }, 'WebRTC (Full) is not available yet'],
    [{ to: '12' }, 'Too short'],
  ])('%o is refused with the documented error body', async (wish, message) => {
    const response = await fetch(`${world.url}/api/twilio/outbound-call`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.signedIn.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to: human, from: ourNumber, ...wish }),
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ status: 'error', message: expect.stringContaining(message) });
  });

  test('a lead without a number is told in the words of S3', async () => {
    const lead = await world.admin(createContact, { body: { name: 'Nobody' } });
    const problem = await refusalOf(world.admin(clickToCall, { body: { lead_id: lead.id, from: ourNumber } }));
    expect(problem.message).toContain('Lead has no phone number');
  });
});

test('calls that do not say whether to record follow the setting', async () => {
  await world.admin(changeSetting, { params: { key: 'auto_record_calls' }, body: { value: false } });
  const placed = await world.admin(placeCall, {
    body: { to: '+14155550149', from: ourNumber, message: 'Not recorded.' },
  });
  await world.passes(120);
  const call = await world.admin(getCall, { params: { call_id: placed.id } });
  expect(call).toMatchObject({ status: 'completed', recording: null, cost: '0.014' });
  await world.admin(changeSetting, { params: { key: 'auto_record_calls' }, body: { value: null } });
});

test('a carrier of none refuses calls by name and says what is missing', async () => {
  const bare = await makeWorld({ environment: { CARRIER: 'none' } });
  const problem = await refusalOf(bare.admin(placeCall, { body: { to: human, from: ourNumber } }));
  expect(problem).toMatchObject({
    code: 'calls.no_carrier',
    status: 503,
    message: 'Missing Twilio credentials: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM_NUMBER',
  });
  expect((await bare.admin(listCalls, {})).total).toBe(0);
  await bare.close();
});

async function atCarrier(to: string): Promise<string[]> {
  const { accountSid, authorization, url } = world.carrier;
  const response = await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Calls.json?To=${encodeURIComponent(to)}`, {
    headers: { authorization },
  });
  const { calls } = (await response.json()) as { calls: { sid: string }[] }; // the carrier's list
  return calls.map((call) => call.sid);
}

// Backing off takes time of the clock, which only we can give: first the carrier must have said no.
async function refusedAtCarrier(before: number): Promise<void> {
  while (world.emulator.mischief.applied().length === before) await new Promise((resolve) => setImmediate(resolve));
  await world.clock.settles();
}
