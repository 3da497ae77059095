import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeWav, detectDtmf, type Samples } from '../src/audio/index.ts';
import { type Box, openBox, ours, rest } from './box.ts';
import { callIn, hangUp, heardBy, room, say, warningsOf } from './conference-callers.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

const recorded = 'record="record-from-start" trim="do-not-trim" beep="false"';

async function soundOf(recordingSid: string): Promise<Samples> {
  return decodeWav(await (await rest(box, `/Recordings/${recordingSid}.wav`)).bytes());
}

function loudness(samples: Samples, fromMs: number, toMs: number): number {
  const part = samples.subarray(fromMs * 8, toMs * 8);
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length));
}

const press = (callSid: string, digits: string) => box.emulator.farEnds.act(callSid, { do: 'press', digits });

describe('the recording of a conference', () => {
  // "The hold music is never recorded" [DOC] https://www.twilio.com/docs/voice/twiml/conference#record, read 2026-11-21.
  test('begins when two are bridged, has no hold music, and is told of without a call', async () => {
    const first = await callIn(box, room(`${recorded} recordingStatusCallback="/recorded"`));
    await box.clock.passes(20_000);
    const second = await callIn(box, room('beep="false"'));
    await box.clock.passes(1000);
    await press(first, '159');
    await box.clock.passes(3000);
    await hangUp(box, first);
    await hangUp(box, second);
    const [conference] = await box.client.conferences.list();
    const [told] = box.app.at('/recorded');
    expect(told).toMatchObject({
      ...{ ConferenceSid: conference?.sid, RecordingStatus: 'completed', RecordingSource: 'Conference' },
      RecordingChannels: '1',
    });
    expect(Object.keys(told ?? {})).not.toContain('CallSid');
    const sound = await soundOf(told?.RecordingSid ?? '');
    expect(Number(told?.RecordingDuration)).toBe(Math.round(sound.length / 8000));
    expect(sound.length / 8000).toBeLessThan(10);
    expect(loudness(sound, 0, 1500)).toBe(0);
    expect(detectDtmf(sound)).toBe('159');
  });

  test('can be paused, with silence or left out, resumed and stopped', async () => {
    const first = await callIn(box, room(recorded));
    const second = await callIn(box, room('beep="false"'));
    const [conference] = await box.client.conferences.list();
    const recordings = box.client.conferences(conference?.sid ?? '').recordings;
    await press(first, '1');
    await box.clock.passes(1000);
    expect(await recordings('Twilio.CURRENT').update({ status: 'paused' })).toMatchObject({ status: 'paused' });
    await press(first, '2');
    await box.clock.passes(1000);
    await recordings('Twilio.CURRENT').update({ status: 'in-progress' });
    await press(second, '3');
    await box.clock.passes(1000);
    await recordings('Twilio.CURRENT').update({ status: 'paused', pauseBehavior: 'skip' });
    await press(second, '4');
    await box.clock.passes(60_000);
    await recordings('Twilio.CURRENT').update({ status: 'in-progress' });
    await press(first, '5');
    await box.clock.passes(1000);
    const [open] = await recordings.list();
    expect(await recordings(open?.sid ?? '').update({ status: 'stopped' })).toMatchObject({ status: 'stopped' });
    await press(first, '6');
    await box.clock.passes(1000);
    expect(await recordings(open?.sid ?? '').fetch()).toMatchObject({
      ...{ status: 'completed', source: 'Conference', conferenceSid: conference?.sid, channels: 1 },
    });
    const sound = await soundOf(open?.sid ?? '');
    expect(detectDtmf(sound)).toBe('135');
    expect(sound.length / 8000).toBeCloseTo(5, 0);
    await expect(recordings('Twilio.CURRENT').fetch()).rejects.toMatchObject({ status: 404 });
    await recordings(open?.sid ?? '').remove();
    expect(await recordings.list()).toEqual([]);
    expect(await box.client.calls(first).recordings.list()).toEqual([]);
  });

  // Trap: ConferenceRecord of the Participants API is also spelled true, record of TwiML is not [OAI], [DOC].
  test('is asked for with true in the API, but not in TwiML', async () => {
    const first = await callIn(box, room('record="true"'));
    await callIn(box, room());
    expect(warningsOf(box, first)).toContain(12200);
    expect(await box.client.recordings.list()).toEqual([]);
    const [conference] = await box.client.conferences.list();
    const { participants } = box.client.conferences(conference?.sid ?? '');
    const third = await participants.create({ from: ours, to: '+12025550110', conferenceRecord: 'true' });
    await box.clock.passes(1000);
    expect(await box.client.recordings.list()).toEqual([]);
    await box.emulator.farEnds.act(third.callSid, { do: 'answer' });
    await box.clock.passes(1000);
    expect(await box.client.recordings.list()).toMatchObject([{ source: 'Conference', status: 'in-progress' }]);
  });

  test('is told of in the old way only without a recordingStatusCallback', async () => {
    const url = `eventCallbackUrl="/old"`;
    for (const more of ['', 'recordingStatusCallback="/recorded"']) {
      const first = await callIn(box, room(`${recorded} ${url} ${more}`));
      await hangUp(box, await callIn(box, room()));
      await hangUp(box, first);
    }
    expect(box.app.at('/old')).toMatchObject([{ EventName: 'conference-record-end', FriendlyName: 'Room' }]);
    expect(box.app.at('/recorded')).toHaveLength(1);
  });

  test('has an announcement in it, and not what the muted and the held say', async () => {
    const first = await callIn(box, room(recorded));
    const second = await callIn(box, room('muted="true" beep="false"'));
    const [conference] = await box.client.conferences.list();
    const context = box.client.conferences(conference?.sid ?? '');
    box.app.on('/news', '<Response><Play digits="9"/></Response>');
    await press(second, '1');
    await box.clock.passes(1000);
    await context.participants(first).update({ hold: true });
    await press(first, '2');
    await box.clock.passes(1000);
    await context.participants(first).update({ hold: false });
    await context.update({ announceUrl: `${box.app.url}/news` });
    await box.clock.passes(1000);
    await context.update({ status: 'completed' });
    await box.clock.passes(1000);
    const [recording] = await context.recordings.list();
    expect(detectDtmf(await soundOf(recording?.sid ?? ''))).toBe('9');
  });
});

describe('who is in a conference hears', () => {
  test('everybody who speaks at once, and nobody falls silent because another one breaks off', async () => {
    await box.close();
    const text = 'This sentence goes on and on, so that there is time enough to speak while it is being spoken.';
    box = await openBox({ namedPersonas: { talker: { kind: 'person', steps: [{ do: 'say', text }] } } });
    box.app.on('/talks', room('beep="false"'));
    const listener = await box.client.calls.create({
      ...{ from: ours, to: '+12025550110', record: true, trim: 'do-not-trim' },
      twiml: room('beep="false" waitUrl=""'),
    });
    await box.clock.passes(500);
    await box.emulator.farEnds.act(listener.sid, { do: 'answer' });
    const steady = await callIn(box, room('beep="false"'));
    const url = `${box.app.url}/talks`;
    const { sid: talker } = box.emulator.callers.call({
      from: '+12025550142',
      to: ours,
      persona: 'talker',
      voiceUrl: url,
    });
    await box.clock.passes(500);
    await say(box, steady, text);
    await box.clock.passes(1000);
    // Takes over from the script, which breaks off its sentence.
    await press(talker, 'w');
    await box.clock.passes(2000);
    await hangUp(box, talker);
    await hangUp(box, listener.sid);
    expect(heardBy(box, listener.sid)).toEqual([text, text, '']);
    const [recording] = await box.client.calls(listener.sid).recordings.list();
    const sound = await soundOf(recording?.sid ?? '');
    // The talker breaks off 2.5 seconds after the first came in.
    expect(loudness(sound, 1600, 2500)).toBeGreaterThan(500);
    expect(loudness(sound, 2600, 4400)).toBeGreaterThan(500);
  });

  test('the rest of what is being said when he comes in, and of nobody else what he left', async () => {
    await callIn(box, room('beep="false"'));
    const speaker = await callIn(box, room('beep="false"'));
    await press(speaker, '7wwwwww8');
    await box.clock.passes(300);
    const { sid } = await box.client.calls.create({
      ...{ from: ours, to: '+12025550110', record: true, trim: 'do-not-trim', recordingChannels: 'dual' },
      twiml: room('beep="false"'),
    });
    await box.clock.passes(500);
    await box.emulator.farEnds.act(sid, { do: 'answer' });
    await box.clock.passes(6000);
    await hangUp(box, sid);
    const [recording] = await box.client.calls(sid).recordings.list();
    expect(heardBy(box, sid)).toEqual([]);
    const media = await (await rest(box, `/Recordings/${recording?.sid}.wav`)).bytes();
    expect(detectDtmf(decodeWav(media))).toBe('8');
  });

  test('a coach only when he is the one who is coached', async () => {
    const agent = await callIn(box, room('beep="false" waitUrl=""'));
    const customer = await callIn(box, room('beep="false"'));
    const coach = await callIn(box, room(`beep="false" coach="${agent}"`));
    await say(box, coach, 'Ask for the name.');
    await say(box, customer, 'Hello.');
    expect(heardBy(box, agent)).toEqual(['Ask for the name.', 'Hello.']);
    expect(heardBy(box, customer)).toEqual([]);
    expect(heardBy(box, coach)).toEqual(['Hello.']);
  });

  test('a beep when somebody else comes and goes, and not his own', async () => {
    const first = await callIn(box, room('waitUrl=""'));
    const second = await callIn(box, room());
    await hangUp(box, second);
    const third = await callIn(box, room('beep="onExit"'));
    await hangUp(box, third);
    await hangUp(box, await callIn(box, room('beep="onEnter"')));
    expect(heardBy(box, first)).toEqual(['enter', 'exit', 'exit', 'enter']);
    expect(heardBy(box, second)).toEqual([]);
  });
});
