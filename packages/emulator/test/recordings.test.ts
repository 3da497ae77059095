import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeAudio, recordedChannels } from '../src/audio/index.ts';
import type { EmulatorOptions } from '../src/index.ts';
import { accountSid, authToken, type Box, openBox, ours, rest } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

async function reopen(options: Partial<EmulatorOptions>): Promise<void> {
  await box.close();
  box = await openBox(options);
}

/** A call to somebody who picks up at once and does what the test says. */
async function liveCall(twiml: string, params: Record<string, unknown> = {}): Promise<string> {
  const { sid } = await box.client.calls.create({ to: '+12025550110', from: ours, twiml, ...params });
  await box.clock.passes(1000);
  await box.emulator.farEnds.act(sid, { do: 'answer' });
  await box.clock.settles();
  return sid;
}

const talks = '<Response><Say loop="0">One two three four five six seven.</Say></Response>';
const waits = '<Response><Pause length="600"/></Response>';

async function soundOf(path: string): Promise<Uint8Array> {
  const response = await rest(box, path);
  expect(response.status).toBe(200);
  return response.bytes();
}

const loud = (samples: Int16Array) => samples.some((sample) => Math.abs(sample) > 500);

describe('a live recording', () => {
  test('leaves a skipped pause out, and puts silence in the place of another', async () => {
    const { client, clock } = box;
    const call = client.calls(await liveCall(talks));
    const begun = [await call.recordings.create({ trim: 'do-not-trim' }), await call.recordings.create()];
    await clock.passes(4000);
    for (const [at, pauseBehavior] of ['skip', 'silence'].entries()) {
      const paused = await call.recordings(begun[at]?.sid ?? '').update({ status: 'paused', pauseBehavior });
      expect(paused).toMatchObject({ status: 'paused', duration: null, price: null });
    }
    expect((await call.recordings(begun[0]?.sid ?? '').fetch()).status).toBe('paused');
    await clock.passes(3000);
    for (const { sid } of begun) expect((await call.recordings(sid).update({ status: 'in-progress' })).sid).toBe(sid);
    await clock.passes(2000);
    await call.recordings('Twilio.CURRENT').update({ status: 'stopped' });
    await call.recordings('Twilio.CURRENT').update({ status: 'stopped' });
    await clock.settles();
    const [skipped, silenced] = await Promise.all(begun.map(({ sid }) => client.recordings(sid).fetch()));
    expect(skipped).toMatchObject({ duration: '6', status: 'completed', price: '-0.00250' });
    expect(silenced).toMatchObject({ duration: '9' });
    const [samples = new Int16Array(0)] = recordedChannels(await soundOf(`/Recordings/${silenced?.sid}.wav`));
    expect(loud(samples.subarray(0, 32_000))).toBe(true);
    expect(loud(samples.subarray(32_000, 56_000))).toBe(false);
    expect(loud(samples.subarray(56_000))).toBe(true);
  });

  // [DOC] https://www.twilio.com/docs/voice/api/recording: the live API does not trim, a call's own recording does.
  test('is not trimmed, unlike the recording that a call was placed with', async () => {
    const { client, clock } = box;
    const twiml = '<Response><Pause length="3"/><Say>Hello there.</Say><Pause length="600"/></Response>';
    const sid = await liveCall(twiml, { record: true });
    await client.calls(sid).recordings.create();
    await clock.passes(20_000);
    await client.calls(sid).update({ status: 'completed' });
    await clock.passes(1000);
    const found = await client.calls(sid).recordings.list();
    expect(found.map(({ source, channels }) => ({ source, channels }))).toEqual([
      { source: 'StartCallRecordingAPI', channels: 1 },
      { source: 'OutboundAPI', channels: 1 },
    ]);
    expect(Number(found[0]?.duration)).toBe(20);
    expect(Number(found[1]?.duration)).toBeLessThan(3);
  });

  test('cannot be begun or changed where nobody speaks', async () => {
    const { client, clock } = box;
    const { sid } = await client.calls.create({ to: '+12025550110', from: ours, twiml: waits });
    const refusal = { status: 400, code: 21220, message: 'Requested resource is not eligible for recording' };
    await expect(client.calls(sid).recordings.create()).rejects.toMatchObject(refusal);
    await clock.passes(1000);
    await box.emulator.farEnds.act(sid, { do: 'answer' });
    const { recordings } = client.calls(sid);
    await expect(recordings('Twilio.CURRENT').update({ status: 'stopped' })).rejects.toMatchObject({ code: 20404 });
    const begun = await recordings.create();
    await expect(recordings(begun.sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 20001 });
    await expect(client.recordings(begun.sid).remove()).rejects.toMatchObject({ code: 20009 });
    await clock.passes(1000);
    await recordings(begun.sid).update({ status: 'stopped' });
    await clock.settles();
    await expect(recordings(begun.sid).update({ status: 'paused' })).rejects.toMatchObject({ code: 21220 });
    await client.calls(sid).update({ status: 'completed' });
    await expect(recordings.create()).rejects.toMatchObject(refusal);
  });
});

test('a recording callback says what began and what came of it, and an absent one why', async () => {
  const { app, clock, client } = box;
  const events = { recordingStatusCallback: `${app.url}/told`, recordingStatusCallbackMethod: 'GET' };
  const sid = await liveCall(talks, {
    ...events,
    record: true,
    recordingChannels: 'dual',
    recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
  });
  await client.calls(sid).recordings.create({
    ...events,
    recordingTrack: 'inbound',
    trim: 'trim-silence',
    recordingStatusCallbackEvent: ['absent'],
  });
  await clock.passes(5000);
  await client.calls(sid).update({ status: 'completed' });
  await clock.passes(1000);
  const [begun, completed, absent] = app.at('/told');
  expect(begun).toMatchObject({ RecordingStatus: 'in-progress', RecordingChannels: '2', RecordingTrack: 'both' });
  expect(begun).not.toHaveProperty('RecordingDuration');
  expect(begun).not.toHaveProperty('From');
  expect(completed).toMatchObject({ RecordingStatus: 'completed', RecordingSource: 'OutboundAPI', CallSid: sid });
  expect(Number(completed?.RecordingDuration)).toBeGreaterThan(3);
  // Too short 16101, silent 16102: https://help.twilio.com/articles/360014251313 (stored copy, read 2026-11-21).
  expect(absent).toMatchObject({ RecordingStatus: 'absent', RecordingTrack: 'inbound', ErrorCode: '16102' });
  expect((await client.recordings(absent?.RecordingSid ?? '').fetch()).errorCode).toBe(16102);
  expect(app.at('/told')).toHaveLength(3);
});

describe('the sound of a recording', () => {
  let sid: string;
  beforeEach(async () => {
    const callSid = await liveCall(talks, { record: true, recordingChannels: 'dual' });
    await box.clock.passes(15_000);
    const { client } = box;
    const [recording] = await client.calls(callSid).recordings.list();
    sid = recording?.sid ?? '';
    // [MEM] Not there before it is ready.
    expect((await rest(box, `/Recordings/${sid}`)).status).toBe(404);
    await client.calls(callSid).update({ status: 'completed' });
    await box.clock.settles();
  });

  test('has two channels: the one who was called, and what he heard', async () => {
    const [far = new Int16Array(0), near = new Int16Array(0), ...more] = recordedChannels(
      await soundOf(`/Recordings/${sid}.wav`),
    );
    expect([loud(far), loud(near), more]).toEqual([false, true, []]);
  });

  test('is WAV, MP3, or one channel', async () => {
    const bare = await rest(box, `/Recordings/${sid}`);
    expect(bare.headers.get('content-type')).toBe('audio/x-wav');
    const wav = await bare.bytes();
    const mono = await soundOf(`/Recordings/${sid}.wav?RequestedChannels=1`);
    expect(mono.length - 44).toBe((wav.length - 44) / 2);
    expect(recordedChannels(mono)[0]).toEqual(recordedChannels(wav)[1]);
    const mp3 = await rest(box, `/Recordings/${sid}.mp3`);
    expect(mp3.headers.get('content-type')).toBe('audio/mpeg');
    const decoded = await decodeAudio(await mp3.bytes(), 'audio/mpeg');
    expect(Math.abs(decoded.length - (mono.length - 44) / 2)).toBeLessThan(4000);
    const file = await rest(box, `/Recordings/${sid}.mp3?Download=true`);
    expect(file.headers.get('content-disposition')).toContain(`${sid}.mp3`);
    expect((await file.bytes()).length).toBeGreaterThan(1000);
    expect((await rest(box, `/Recordings/${sid}.ogg`)).status).toBe(404);
  });

  test('is given in parts, and its length without it', async () => {
    const whole = await soundOf(`/Recordings/${sid}`);
    const asked = async (range: string, method = 'GET') => {
      const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
      const response = await rest(box, `/Recordings/${sid}`, { method, headers: { authorization, range } });
      const { status, headers } = response;
      return { status, range: headers.get('content-range'), bytes: Buffer.from(await response.bytes()) };
    };
    const size = whole.length;
    expect(await asked('bytes=10-19')).toEqual({
      ...{ status: 206, range: `bytes 10-19/${size}`, bytes: Buffer.from(whole.subarray(10, 20)) },
    });
    expect(await asked('bytes=-4')).toMatchObject({ range: `bytes ${size - 4}-${size - 1}/${size}` });
    expect((await asked(`bytes=${size - 3}-`)).bytes).toHaveLength(3);
    expect(await asked(`bytes=${size}-`)).toMatchObject({ status: 416, range: `bytes */${size}` });
    expect((await asked('lines=1-2')).bytes).toHaveLength(size);
    const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
    const head = await rest(box, `/Recordings/${sid}`, { method: 'HEAD', headers: { authorization } });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(size));
  });

  test('is behind credentials', async () => {
    expect((await fetch(`${box.url}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`)).status).toBe(401);
  });

  // [OAI] IncludeSoftDeleted: metadata are kept for 40 days after deletion.
  test('is gone once deleted, while its description stays for 40 days', async () => {
    const { client, clock } = box;
    await client.recordings(sid).remove();
    expect((await rest(box, `/Recordings/${sid}`)).status).toBe(404);
    expect(await client.recordings.list()).toEqual([]);
    await expect(client.recordings(sid).fetch()).rejects.toMatchObject({ code: 20404 });
    expect(await client.recordings(sid).fetch({ includeSoftDeleted: true })).toMatchObject({ status: 'deleted' });
    expect(await client.recordings.list({ includeSoftDeleted: true })).toHaveLength(1);
    await clock.passes(41 * 86_400_000);
    expect(await client.recordings.list({ includeSoftDeleted: true })).toEqual([]);
  });

  test('is found by its call and its day', async () => {
    const { client } = box;
    const { callSid } = await client.recordings(sid).fetch();
    expect(await client.recordings.list({ callSid })).toHaveLength(1);
    expect(await client.recordings.list({ callSid: callSid.replace(/.$/, 'x') })).toEqual([]);
    expect(await client.recordings.list({ conferenceSid: `CF${'0'.repeat(32)}` })).toEqual([]);
    expect(await client.recordings.list({ dateCreated: new Date('2026-01-05T12:00:00Z') })).toHaveLength(1);
    expect(await client.recordings.list({ dateCreatedBefore: new Date('2026-01-05T09:00:00Z') })).toEqual([]);
  });
});

test('the sound needs no credentials when the account asks for none', async () => {
  await reopen({ mediaAuth: false });
  const callSid = await liveCall(talks, { record: true });
  await box.clock.passes(3000);
  await box.client.calls(callSid).update({ status: 'completed' });
  await box.clock.settles();
  const [recording] = await box.client.recordings.list();
  const base = `${box.url}/2010-04-01/Accounts/${accountSid}/Recordings/${recording?.sid}`;
  expect((await fetch(base)).status).toBe(200);
  expect((await fetch(`${base}.json`)).status).toBe(401);
});

// [OBS] twilio-voice.md section 5: Record=true together with <Start><Recording> gives two recordings.
test('a call that is placed to be recorded and starts a recording has two', async () => {
  const { app, client, clock } = box;
  const twiml = `<Response><Start><Recording recordingStatusCallback="${app.url}/told"/></Start><Say>Hello there.</Say></Response>`;
  const sid = await liveCall(twiml, { record: true });
  await clock.passes(20_000);
  expect((await client.calls(sid).recordings.list()).map(({ channels }) => channels)).toEqual([2, 1]);
  // [DOC] https://www.twilio.com/docs/voice/twiml/recording: its own source, dual and trimmed by default.
  expect(app.at('/told')).toMatchObject([{ RecordingSource: 'StartCallRecordingTwiML', RecordingChannels: '2' }]);
});

// [DOC] https://www.twilio.com/docs/voice/twiml/dial#record: the first channel is the parent, the second the child.
test('a dual recording of a bridge has the caller first and the one who was called second', async () => {
  const { app, client, clock } = box;
  app.on('/voice', '<Response><Dial record="record-from-answer-dual"><Number>+12025550199</Number></Dial></Response>');
  const { sid } = await client.calls.create({ to: '+12025550110', from: ours, url: `${app.url}/voice` });
  await clock.passes(1000);
  await box.emulator.farEnds.act(sid, { do: 'answer' });
  await clock.passes(25_000);
  await box.emulator.farEnds.act(sid, { do: 'hang-up' });
  await clock.settles();
  const [recording] = await client.calls(sid).recordings.list();
  expect(recording).toMatchObject({ source: 'DialVerb', channels: 2 });
  const [parent = new Int16Array(0), child = new Int16Array(0)] = recordedChannels(
    await soundOf(`/Recordings/${recording?.sid}.wav`),
  );
  expect([loud(parent), loud(child)]).toEqual([false, true]);
});

// [DOC] twilio-voice.md section 11, trap 16: REST calls, <Record> and <Recording> trim, <Dial> and the live API do not.
test('whether silence is cut off by default depends on what began the recording', async () => {
  const { app, client, clock, emulator } = box;
  const after =
    '<Response><Dial record="record-from-answer" timeLimit="20"><Number>+12025550110</Number></Dial></Response>';
  app.on('/after', after);
  const sid = await liveCall(
    `<Response><Start><Recording/></Start><Record action="${app.url}/after" timeout="4" playBeep="false"/></Response>`,
    { record: true },
  );
  await client.calls(sid).recordings.create();
  await clock.passes(3000);
  await emulator.farEnds.act(sid, { do: 'say', text: 'Hello there.' });
  await clock.passes(8000);
  const child = (await client.calls.list({ parentCallSid: sid }))[0]?.sid ?? '';
  await emulator.farEnds.act(child, { do: 'answer' });
  await clock.passes(60_000);
  const found = await client.calls(sid).recordings.list();
  const secondsOf = Object.fromEntries(
    found.map(({ source, channels, duration }) => [`${source} ${channels}`, Number(duration)]),
  );
  expect(secondsOf['DialVerb 1']).toBe(20);
  expect(secondsOf['StartCallRecordingAPI 1']).toBeGreaterThan(25);
  expect(secondsOf['RecordVerb 1']).toBeLessThan(3);
  // Both hear the ringing tone until the answer, after the words.
  const ringing = secondsOf['OutboundAPI 1'] ?? 0;
  expect(ringing).toBe(secondsOf['StartCallRecordingAPI 2']);
  expect(ringing).toBeLessThan((secondsOf['StartCallRecordingAPI 1'] ?? 0) - 20);
});
