import {
  aliases,
  type CallDetail,
  clickToCall,
  documentedNames,
  getCall,
  listCalls,
  listVoicemail,
  placeCall,
  s1GetCall,
  s1GetRecording,
  s1ListCalls,
  s1PlaceCall,
  s1SetDisposition,
  s4ListCalls,
  webhookAliases,
} from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { makeWorld, type World } from './world.ts';

const from = '+14155550199';
let world: World;
let call: CallDetail;

beforeAll(async () => {
  world = await makeWorld();
  const placed = await world.admin(placeCall, { body: { to: '+14155550170', from, message: 'Hello there.' } });
  await world.passes(120);
  call = await world.admin(getCall, { params: { call_id: placed.id } });
});
afterAll(() => world.close());

test('every documented path is served and none is served twice', () => {
  const doors = aliases.map(({ route }) => `${route.method} ${route.path}`);
  expect(new Set(doors).size).toBe(doors.length);
  for (const { route } of aliases) {
    expect(world.app.server.hasRoute({ method: route.method, url: route.path })).toBe(true);
  }
});

const written = new Set(['S1.80', 'S1.83']);

test.each(
  aliases.filter(({ item }) => !written.has(item)).map((alias) => [`${alias.item} ${alias.route.path}`, alias]),
)('%s answers what its own path answers', async (_name, alias) => {
  const token = world.signedIn.token;
  const at = (path: string) => ask(world.url, 'GET', path.replace(':call_id', call.id), { token });
  const [documented, own] = [await at(alias.route.path), await at(alias.of.path)];
  expect(documented.status).toBe(200);
  // The answer of the documented path has both sets of names: without the documents' it is the other answer.
  expect(documented.body).toMatchObject(own.body as object);
  expect(JSON.stringify(documented.body).length).toBeGreaterThan(100);
});

test('the paths of all documents show the same call, with both sets of names', async () => {
  const params = { call_id: call.id };
  expect(await world.admin(s1GetCall, { params })).toEqual(call);
  const { items } = await world.admin(listCalls, {});
  const [own] = items.filter(({ id }) => id === call.id);
  const both = { ...own, ...documentedNames(call) };
  expect((await world.admin(s1ListCalls, {})).items).toContainEqual(both);
  expect((await world.admin(s4ListCalls, {})).items).toContainEqual(both);
  expect(call).toMatchObject(documentedNames(call));
});

test('S1 places a call by its own names, recorded by the setting and listening for machines unless told not to', async () => {
  const placed = await world.admin(s1PlaceCall, { body: { to_number: '+14155550171', from_number: from } });
  expect(placed).toMatchObject({ to_number: '+14155550171', status: 'queued', twilio_call_sid: placed.call_sid });
  await world.passes(120);
  const done = await world.admin(s1GetCall, { params: { call_id: placed.id } });
  expect(done).toMatchObject({ answered_by: 'human', answeredBy: 'human', recording: { status: 'ready' } });
  const heard = await ask(world.url, 'GET', s1GetRecording.path.replace(':call_id', placed.id), {
    token: world.signedIn.token,
  });
  expect(heard.headers.get('content-type')).toBe('audio/wav');
});

test('S1 sets the disposition of a call that S3 placed', async () => {
  const placed = await world.admin(clickToCall, { body: { to: '+14155550172', from } });
  await world.passes(120);
  const params = { call_id: placed.call_id };
  await world.admin(s1SetDisposition, { params, body: { disposition: 'Interested', notes: 'Call on Monday.' } });
  const shown = await world.admin(s1GetCall, { params });
  expect(shown).toMatchObject({ disposition: 'Interested', notes: 'Call on Monday.', call_sid: placed.call_sid });
});

test('S4 asks for the calls of a campaign: there are no campaigns, so there are none', async () => {
  expect(await world.admin(s4ListCalls, { query: { campaignId: 'campaign_id' } })).toMatchObject({
    items: [],
    total: 0,
  });
});

test('the same key and body make one call at a documented path', async () => {
  const body = { to_number: '+14155550173', from_number: from };
  const headers = { 'idempotency-key': 'alias' };
  const first = await world.admin(s1PlaceCall, { body, headers });
  expect((await world.admin(s1PlaceCall, { body, headers })).id).toBe(first.id);
  await world.passes(120);
});

describe('the carrier reports at the paths of the documents', () => {
  const own = '/api/voice/webhooks';
  const ownPaths = {
    status: `${own}/status`,
    inbound: `${own}/twiml/inbound`,
    recording: `${own}/recording`,
    transcription: `${own}/transcription`,
  };
  let made = 0;
  beforeAll(() => world.emulator.faults.callbacks({ lose: 1 }));
  afterAll(() => world.emulator.faults.callbacks({}));

  function sidOf(kind: string): string {
    made += 1;
    return kind + String(made).padStart(32, '0');
  }

  /** A call that waits for news; of an inbound one nobody knows yet. */
  async function callFor(kind: keyof typeof ownPaths | 'voicemail'): Promise<string> {
    if (kind === 'inbound') return sidOf('CA');
    return (await world.admin(placeCall, { body: { to: '+14155550174', from } })).call_sid ?? '';
  }

  function paramsFor(kind: keyof typeof ownPaths | 'voicemail', sid: string): Record<string, string> {
    const about = { AccountSid: world.carrier.accountSid, CallSid: sid, From: '+14155550142', To: from };
    const recorded = { ...about, RecordingSid: sidOf('RE') };
    if (kind === 'inbound') return { ...about, CallStatus: 'ringing', Direction: 'inbound' };
    if (kind === 'recording') return { ...recorded, RecordingStatus: 'in-progress' };
    if (kind === 'voicemail') return { ...recorded, RecordingUrl: 'https://carrier.example/r', RecordingDuration: '9' };
    if (kind === 'status') return { ...about, CallStatus: 'completed', CallDuration: '7' };
    const said = { TranscriptionText: 'Timestamp, she said: call me. Call', TranscriptionStatus: 'completed' };
    return { ...recorded, ...said, TranscriptionSid: sidOf('TR'), TranscriptionUrl: 'https://carrier.example/t' };
  }

  async function send(path: string, params: Record<string, string>, authToken = world.carrier.authToken) {
    const signature = sign(authToken, world.app.ctx.publicUrl() + path, params);
    return fetch(world.url + path, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature },
      body: new URLSearchParams(params),
    });
  }

  async function detailOf(sid: string): Promise<CallDetail | undefined> {
    const { items } = await world.admin(listCalls, { query: { limit: 200 } });
    const found = items.find(({ call_sid }) => call_sid === sid);
    return found && world.admin(getCall, { params: { call_id: found.id } });
  }

  /** Each document has addresses of its own. */
  const withoutTokens = (text: string) => text.replaceAll(/(\/webhooks\/(?:[a-z]+\/)*)[\w-]{60,}/g, '$1…');

  /** What came of it, but for times, ids and the address. */
  async function effectOf(sid: string) {
    const { status, direction, duration_seconds, events, webhooks } = (await detailOf(sid)) ?? {};
    return {
      ...{ status, direction, duration_seconds, events: events?.map(({ kind, sentence }) => ({ kind, sentence })) },
      answers: webhooks?.map(({ kind, response_status, response_body }) => ({
        ...{ kind, response_status },
        response_body: withoutTokens(response_body),
      })),
    };
  }

  test.each(Object.entries(webhookAliases))('%s does what its own path does (%s)', async (path, kind) => {
    const [documented, own] = [await callFor(kind), await callFor(kind)];
    const before = await effectOf(documented);
    const forged = await send(path, paramsFor(kind, documented), '3'.repeat(32));
    expect([forged.status, await effectOf(documented)]).toEqual([403, before]);
    const answers = [
      await send(path, paramsFor(kind, documented)),
      await send(ownPaths[kind], paramsFor(kind, own)),
    ] as const;
    expect(answers[0].status).toBe(kind === 'inbound' ? 200 : 204);
    const [documentedText, ownText] = [withoutTokens(await answers[0].text()), withoutTokens(await answers[1].text())];
    expect([answers[0].status, documentedText]).toEqual([answers[1].status, ownText]);
    const effect = await effectOf(documented);
    expect(effect).not.toEqual(before);
    expect(effect).toEqual(await effectOf(own));
  });

  test('a path of the documents with something behind it is no path', async () => {
    const response = await send('/api/webhooks/twilio/x', paramsFor('status', await callFor('status')));
    expect(response.status).toBe(404);
  });

  test('the text of a transcription is kept with its report, once, and changes nothing else', async () => {
    const sid = await callFor('transcription');
    const params = paramsFor('transcription', sid);
    for (const _turn of [1, 2]) expect((await send(ownPaths.transcription, params)).status).toBe(204);
    const call = await detailOf(sid);
    expect(call).toMatchObject({ status: 'queued', recordings: [] });
    const { rows } = await world.app.ctx.db.systemPool.query(
      "select details -> 'report' -> 'transcription' as transcription from call_events where kind = 'transcription' and details ->> 'sid' = $1",
      [sid],
    );
    expect(rows).toMatchObject([
      { transcription: { text: params.TranscriptionText, recordingSid: params.RecordingSid, status: 'completed' } },
    ]);
  });

  test.each([
    ['is complete and has no text', { TranscriptionText: undefined }],
    ['is of no recording', { RecordingSid: undefined }],
    ['has a state that does not exist', { TranscriptionStatus: 'whispered' }],
    ['has the sid of something else', { TranscriptionSid: `RE${'0'.repeat(32)}` }],
  ])('a transcription that %s is refused', async (_what, change) => {
    const given = { ...paramsFor('transcription', await callFor('transcription')), ...change };
    const params = Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
    expect((await send(ownPaths.transcription, params)).status).toBe(400);
  });

  test('what the carrier tells of a voicemail, without saying which box, is a message in the default one', async () => {
    const sid = await callFor('voicemail');
    const path = `${own}/voicemail`;
    const told = paramsFor('voicemail', sid);
    expect((await send(path, told, '3'.repeat(32))).status).toBe(403);
    for (const _turn of [1, 2]) expect((await send(path, told)).status).toBe(204);
    const { items } = await world.admin(listVoicemail, { query: {} });
    expect(items).toMatchObject([{ recording_sid: told.RecordingSid, duration_seconds: 9, from_number: from }]);
    expect((await send(path, paramsFor('voicemail', sidOf('CA')))).status).toBe(204);
    expect((await world.admin(listVoicemail, { query: {} })).items).toHaveLength(1);
  });
});
