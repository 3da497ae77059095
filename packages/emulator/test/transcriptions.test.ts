import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Box, openBox, ours } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

/** A call whose far end picks up after a second and waits for the test to act. */
async function liveCall(voice: string): Promise<string> {
  box.app.on('/voice', voice);
  const { sid } = await box.client.calls.create({ to: '+12025550110', from: ours, url: `${box.app.url}/voice` });
  await box.clock.passes(1000);
  await box.emulator.farEnds.act(sid, { do: 'answer' });
  await box.clock.passes(1000);
  return sid;
}

async function say(sid: string, text: string): Promise<void> {
  await box.emulator.farEnds.act(sid, { do: 'say', text });
  await box.clock.passes(5000);
}

const warnings = (sid: string) =>
  box.emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? [event.code] : []));

const record = (attributes = '') =>
  `<Response><Record action="/done" timeout="3" transcribe="true" transcribeCallback="/words" ${attributes}/></Response>`;

describe('a transcription', () => {
  test('has the words that were said while it was recorded, and is told of', async () => {
    const { app, client, clock } = box;
    app.on('/done', '<Response><Pause length="600"/></Response>');
    const sid = await liveCall(record());
    await say(sid, 'Please call me back tomorrow.');
    await box.emulator.farEnds.act(sid, { do: 'say', text: 'This comes too late.' });
    expect(app.at('/words')).toEqual([]);
    const [pending] = await client.transcriptions.list();
    expect(pending).toMatchObject({ status: 'in-progress', transcriptionText: null, price: null });
    await clock.passes(5000);
    const [told] = app.at('/words');
    const [{ sid: recordingSid = '' } = {}] = await client.recordings.list();
    expect(told).toMatchObject({
      ...{ TranscriptionText: 'Please call me back tomorrow.', TranscriptionStatus: 'completed' },
      ...{ CallSid: sid, RecordingSid: recordingSid, CallStatus: 'in-progress', Direction: 'outbound-api', From: ours },
    });
    expect(told?.TranscriptionUrl).toContain(`/Recordings/${recordingSid}/Transcriptions/${told?.TranscriptionSid}`);
    const one = await client.transcriptions(told?.TranscriptionSid ?? '').fetch();
    expect(one).toMatchObject({ recordingSid, status: 'completed', type: 'fast', price: -0.05 });
    const scoped = client.recordings(recordingSid).transcriptions;
    expect(await scoped.list()).toHaveLength(1);
    expect((await scoped(one.sid).fetch()).transcriptionText).toBe('Please call me back tomorrow.');
    await scoped(one.sid).remove();
    expect(await client.transcriptions.list()).toEqual([]);
    await expect(client.transcriptions(one.sid).fetch()).rejects.toMatchObject({ code: 20404 });
  });

  // [DOC] twilio-voice.md section 5: without sound there is nothing to transcribe, and no callback.
  test('is not made of an absent recording', async () => {
    await liveCall(record());
    await box.clock.passes(30_000);
    expect(box.app.at('/words')).toEqual([]);
    expect(await box.client.transcriptions.list()).toEqual([]);
  });

  test('fails when no word was said', async () => {
    const sid = await liveCall(record());
    await box.emulator.farEnds.act(sid, { do: 'press', digits: 'AAAAAAAAAAAAAAAA' });
    await box.clock.passes(30_000);
    expect(box.app.at('/words')).toMatchObject([{ TranscriptionStatus: 'failed' }]);
    expect(await box.client.transcriptions.list()).toMatchObject([{ status: 'failed', transcriptionText: '(blank)' }]);
  });

  // [ERR] 13615, 13617: https://www.twilio.com/docs/api/errors/13617 (read 2026-11-21).
  test('is only warned of when the recording may be longer than two minutes, or is shorter than two seconds', async () => {
    const long = await liveCall(record('maxLength="121"'));
    await say(long, 'Please call me back tomorrow.');
    await box.clock.passes(30_000);
    expect(warnings(long)).toContain(13615);
    expect(await box.client.transcriptions.list()).toEqual([]);
    const short = await liveCall(record());
    await say(short, 'No.');
    await box.clock.passes(30_000);
    expect(warnings(short)).toContain(13617);
    expect(await box.client.transcriptions.list()).toMatchObject([{ status: 'failed' }]);
  });

  test('is still made when the caller hangs up, and comes as late as the settings have it', async () => {
    await box.close();
    box = await openBox({ transcriptionDelayMs: 60_000 });
    const sid = await liveCall(record('trim="do-not-trim"'));
    await box.emulator.farEnds.act(sid, { do: 'say', text: 'Please call me back tomorrow.' });
    await box.clock.passes(2500);
    await box.emulator.farEnds.act(sid, { do: 'hang-up' });
    await box.clock.passes(59_000);
    expect(box.app.at('/words')).toEqual([]);
    await box.clock.passes(1000);
    expect(box.app.at('/words')).toMatchObject([{ CallStatus: 'completed', TranscriptionStatus: 'completed' }]);
  });
});

describe('Record', () => {
  // [DOC] https://www.twilio.com/docs/voice/twiml/record#action: the current document is asked again.
  test('without an action loops', async () => {
    const sid = await liveCall('<Response><Record playBeep="false" timeout="2"/><Say>Never heard.</Say></Response>');
    for (const text of ['First message.', 'Second message.']) await say(sid, text);
    expect(box.app.at('/voice')).toHaveLength(3);
    expect(box.app.at('/voice')[1]).toMatchObject({ RecordingUrl: expect.stringContaining('/Recordings/RE') });
  });

  // [DOC] https://www.twilio.com/docs/voice/twiml/record#action
  test('of nothing asks no action and goes on with the next verb', async () => {
    const sid = await liveCall('<Response><Record action="/done" timeout="2"/><Say>Goodbye.</Say></Response>');
    await box.clock.passes(10_000);
    expect(box.app.at('/done')).toEqual([]);
    expect((await box.client.calls(sid).fetch()).status).toBe('completed');
  });

  // [DOC] twilio-voice.md section 11, trap 6
  test('asks its action after the caller hung up, with Digits=hangup', async () => {
    const sid = await liveCall(record());
    await box.emulator.farEnds.act(sid, { do: 'say', text: 'Please call me back tomorrow.' });
    await box.clock.passes(2500);
    await box.emulator.farEnds.act(sid, { do: 'hang-up' });
    await box.clock.passes(1000);
    expect(box.app.at('/done')).toMatchObject([{ Digits: 'hangup', CallStatus: 'completed' }]);
  });

  test('listens on through silence with a timeout of 0, until maxLength', async () => {
    const sid = await liveCall(
      '<Response><Record action="/done" timeout="0" maxLength="30" playBeep="false"/></Response>',
    );
    await say(sid, 'Please call me back tomorrow.');
    await box.clock.passes(23_000);
    expect(box.app.at('/done')).toEqual([]);
    await box.clock.passes(2000);
    expect(box.app.at('/done')).toHaveLength(1);
  });

  // [OBS] twilio-voice.md section 2.6: inline TwiML has no document to ask again.
  test('without an action in inline TwiML ends in error 11100', async () => {
    const sid = await liveCall('<Response><Pause length="600"/></Response>');
    await box.client.calls(sid).update({ twiml: '<Response><Record timeout="2"/></Response>' });
    await box.clock.passes(1000);
    await say(sid, 'Please call me back tomorrow.');
    expect(warnings(sid)).toContain(11100);
  });

  test('keeps what was recorded when the call is sent elsewhere', async () => {
    const sid = await liveCall(record('trim="do-not-trim"'));
    await box.emulator.farEnds.act(sid, { do: 'say', text: 'Please call me back tomorrow.' });
    await box.clock.passes(3500);
    await box.client.calls(sid).update({ twiml: '<Response><Pause length="600"/></Response>' });
    await box.clock.passes(10_000);
    expect(box.app.at('/done')).toEqual([]);
    expect(await box.client.recordings.list()).toMatchObject([{ status: 'completed' }]);
    expect(box.app.at('/words')).toHaveLength(1);
  });

  test.each([
    ['timeout="-1"', 13611],
    ['maxLength="1"', 13612],
    ['finishOnKey="x"', 13613],
    ['transcribe="perhaps"', 13614],
    ['playBeep="perhaps"', 13616],
    ['recordingStatusCallbackEvent="never"', 13621],
    ['trim="a-little"', 13699],
    ['method="PATCH"', 13610],
  ])('warns of %s', async (attribute, code) => {
    const sid = await liveCall(`<Response><Record action="/done" ${attribute}/></Response>`);
    expect(warnings(sid)).toContain(code);
  });
});
