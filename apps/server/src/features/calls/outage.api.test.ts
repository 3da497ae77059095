import { getCall, placeCall } from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Cuttable, makeCuttable } from '../../../test/cuttable.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { writeAttemptToken } from './attempt-token.ts';

let way: Cuttable;
let world: World;
beforeAll(async () => {
  way = await makeCuttable(inject('testPostgres')?.appUrl ?? '');
  world = await makeWorld({ via: way.via });
});
afterEach(async () => {
  await way.cut();
  await way.mend();
});
afterAll(async () => {
  await world.close();
  await way.cut();
});

interface Own {
  id: string;
  sid: string;
  token: string;
}

async function newCall(to: string): Promise<Own> {
  const placed = await world.admin(placeCall, { body: { to, from: ourNumber, message: 'Good morning.' } });
  const { ctx } = world.app;
  const { rows } = await ctx.db.systemPool.query('select tenant_id, id from attempts where call_id = $1', [
    placed.id.replace('call_', ''),
  ]);
  const attempt = { tenantId: rows[0].tenant_id, attemptId: rows[0].id };
  return {
    id: placed.id,
    sid: placed.call_sid ?? '',
    token: writeAttemptToken(attempt, ctx.clock.now(), ctx.keys.mac),
  };
}

function send(kind: string, own: Own, more: Record<string, string>): Promise<Response> {
  const path = `/api/voice/webhooks/${kind}/${own.token}`;
  const params = {
    AccountSid: world.carrier.accountSid,
    CallSid: own.sid,
    From: ourNumber,
    To: '+14155550110',
    ...more,
  };
  const signature = sign(world.carrier.authToken, world.app.ctx.publicUrl() + path, params);
  return fetch(world.url + path, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    body: new URLSearchParams(params),
  });
}

const detailOf = ({ id }: Own) => world.admin(getCall, { params: { call_id: id } });

// Rings until somebody acts.
const handset = '+14155550110';
const human = '+14155550142';

describe('while the database is away', () => {
  test.each([
    ['known from before', 0],
    ['not looked up lately', 60_000],
  ])('a report is answered 503 and a page with an apology, the account %s', async (_what, agoMs) => {
    const own = await newCall(handset);
    expect((await send('status', own, { CallStatus: 'initiated' })).status).toBe(204);
    await world.clock.passes(agoMs);
    await way.cut();
    const pickedUp = () => send('status', own, { CallStatus: 'in-progress' });
    const answered = () => send('twiml/outbound', own, {});
    const away = await pickedUp();
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await away.json()).toMatchObject({ code: 'system.database_away' });
    const page = await answered();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/xml']);
    expect(await page.text()).toMatch(/We are sorry.*<Hangup\/>/);
    await way.mend();
    expect((await detailOf(own)).answered_at).toBeNull();
    expect((await pickedUp()).status).toBe(204);
    expect(await (await answered()).text()).toContain('Good morning.');
    const { status, events } = await detailOf(own);
    const kinds = events.map(({ kind }) => kind).filter((kind) => kind === 'in-progress' || kind === 'answered');
    expect([status, kinds.toSorted()]).toEqual(['in-progress', ['answered', 'in-progress']]);
  });

  test('a hundred reports are told at once to come back, and none has to wait for those before it', async () => {
    const own = await newCall(handset);
    await way.cut();
    const statuses = await Promise.all(
      Array.from({ length: 100 }, async () => (await send('status', own, { CallStatus: 'ringing' })).status),
    );
    expect(new Set(statuses)).toEqual(new Set([503]));
  });
});

test('a call that began and ended while the database was away is known whole once it is back', async () => {
  const own = await newCall(human);
  await way.cut();
  await world.clock.passes(120_000);
  await way.mend();
  await world.passes(60);
  const call = await detailOf(own);
  expect(call).toMatchObject({ status: 'completed', duration_seconds: expect.any(Number), error: null });
  expect(call.events.filter(({ kind }) => kind === 'completed')).toHaveLength(1);
  expect(call.cost_lines.filter(({ what }) => what === 'minutes')).toHaveLength(1);
});
