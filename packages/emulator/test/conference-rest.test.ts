import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Box, openBox, ours, rest } from './box.ts';
import { callIn, eventsAt, everyEvent, hangUp, heardBy, room, say, warningsOf } from './conference-callers.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
  box.app.on('/after', '<Response/>');
});
afterEach(() => box.close());

const told = () => `statusCallback="${box.app.url}/told" statusCallbackEvent="${everyEvent}"`;

/** Two who talk in a conference, and its resource. */
async function twoTalk() {
  const first = await callIn(box, room(`${told()} participantLabel="first" beep="false"`, 'action="/after"'));
  const second = await callIn(box, room('beep="false"'));
  const [conference] = await box.client.conferences.list({ status: 'in-progress', friendlyName: 'Room' });
  if (!conference) throw new Error('There is no conference');
  return { first, second, sid: conference.sid, participants: box.client.conferences(conference.sid).participants };
}

// Sources of the rules: https://www.twilio.com/docs/voice/api/conference-resource and …/conference-participant-resource
// [DOC], [OAI]; read 2026-11-21.
describe('a conference of the API', () => {
  test('is listed by its state, its name and its dates', async () => {
    await hangUp(box, await callIn(box, room()));
    await callIn(box, room());
    const { conferences } = box.client;
    expect(await conferences.list()).toHaveLength(2);
    expect(await conferences.list({ status: 'completed' })).toHaveLength(1);
    expect(await conferences.list({ friendlyName: 'Other' })).toEqual([]);
    expect(await conferences.list({ dateCreatedAfter: new Date('2026-01-06') })).toEqual([]);
    expect(await conferences.list({ dateUpdated: new Date('2026-01-05') })).toHaveLength(2);
  });

  test('is ended, and everybody goes on', async () => {
    const { first, sid } = await twoTalk();
    expect(await box.client.conferences(sid).update({ status: 'completed' })).toMatchObject({
      status: 'completed',
      reasonConferenceEnded: 'conference-ended-via-api',
      callSidEndingConference: null,
    });
    await box.clock.passes(1000);
    expect(box.app.at('/after')).toMatchObject([{ CallSid: first, DialCallStatus: 'answered' }]);
    expect(eventsAt(box, '/told').slice(3)).toEqual(['participant-leave', 'participant-leave', 'conference-end']);
    expect(box.app.at('/told')[3]).toMatchObject({ ReasonParticipantLeft: 'conference_ended_via_api' });
    expect(Object.keys(box.app.at('/told')[5] ?? {})).not.toContain('CallSidEndingConference');
    await expect(box.client.conferences(sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 16022 });
  });

  test('announces something to everybody', async () => {
    const { first, second, sid } = await twoTalk();
    box.app.on('/news', '<Response><Say>The bar is open.</Say></Response>');
    await box.client.conferences(sid).update({ announceUrl: `${box.app.url}/news` });
    await box.clock.passes(10_000);
    expect(heardBy(box, first)).toContain('The bar is open.');
    expect(heardBy(box, second)).toEqual(['The bar is open.']);
    expect(box.app.at('/told').at(-1)).toMatchObject({
      StatusCallbackEvent: 'announcement-end',
      AnnounceUrl: `${box.app.url}/news`,
    });
    expect(Object.keys(box.app.at('/told').at(-1) ?? {})).not.toContain('CallSid');
  });

  test('tells of an announcement that cannot be had', async () => {
    const { sid } = await twoTalk();
    box.app.on('/news', () => ({ status: 404 }));
    await box.client.conferences(sid).update({ announceUrl: `${box.app.url}/news` });
    await box.clock.passes(1000);
    expect(box.app.at('/told').at(-1)).toMatchObject({ StatusCallbackEvent: 'announcement-fail' });
    expect(box.app.at('/told').at(-1)?.ReasonAnnouncementFailed).toBeTruthy();
  });

  test('of nobody is not found', async () => {
    const nowhere = box.client.conferences(`CF${'0'.repeat(32)}`);
    await expect(nowhere.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(nowhere.participants.list()).rejects.toMatchObject({ code: 20404 });
  });
});

describe('a participant of the API', () => {
  test('is found by the SID of its call and by its label, as long as it is there', async () => {
    const { first, sid, participants } = await twoTalk();
    expect(await box.client.conferences(sid).participants('first').fetch()).toMatchObject({
      ...{ callSid: first, conferenceSid: sid, label: 'first', muted: false, hold: false, coaching: false },
      ...{ status: 'connected', startConferenceOnEnter: true, endConferenceOnExit: false, queueTime: null },
    });
    expect(await participants.list()).toHaveLength(2);
    await hangUp(box, first);
    expect(await participants.list()).toHaveLength(1);
    await expect(box.client.conferences(sid).participants(first).fetch()).rejects.toMatchObject({ status: 404 });
  });

  test('who is muted is not heard, and is heard again after it', async () => {
    const { first, second, participants, sid } = await twoTalk();
    const one = box.client.conferences(sid).participants(second);
    expect(await one.update({ muted: true })).toMatchObject({ muted: true });
    expect(await participants.list({ muted: true })).toMatchObject([{ callSid: second }]);
    await say(box, second, 'Nobody hears this.');
    await box.clock.passes(5000);
    await one.update({ muted: false });
    await say(box, second, 'Now you do.');
    expect(heardBy(box, first)).toEqual(['hold music', 'Now you do.']);
    expect(eventsAt(box, '/told').filter((event) => /mute/.test(event))).toEqual([
      'participant-mute',
      'participant-unmute',
    ]);
  });

  // Trap: HoldMethod is GET unless asked otherwise, every other method POST [DOC].
  test('who is held hears its hold URL, asked with GET, and nobody hears anybody', async () => {
    const { first, second, sid, participants } = await twoTalk();
    box.app.on('/hold', '<Response><Say>Please hold.</Say></Response>');
    const one = box.client.conferences(sid).participants(second);
    await one.update({ hold: true, holdUrl: `${box.app.url}/hold` });
    await box.clock.passes(1000);
    expect(box.app.received.find(({ path }) => path === '/hold')?.method).toBe('GET');
    expect(await participants.list({ hold: true })).toMatchObject([{ callSid: second }]);
    await say(box, first, 'Are you there?');
    await say(box, second, 'I am held.');
    await box.clock.passes(5000);
    await one.update({ hold: false });
    await say(box, first, 'Welcome back.');
    expect(heardBy(box, second)).toEqual(['Please hold.', 'Welcome back.']);
    expect(heardBy(box, first)).toEqual(['hold music']);
    expect(eventsAt(box, '/told').filter((event) => /hold/.test(event))).toEqual([
      'participant-hold',
      'participant-unhold',
    ]);
  });

  test('who coaches is heard by the coached alone', async () => {
    const { first, second, sid, participants } = await twoTalk();
    const coach = await callIn(box, room('beep="false"'));
    const one = box.client.conferences(sid).participants(coach);
    expect(await one.update({ coaching: true, callSidToCoach: second })).toMatchObject({
      coaching: true,
      callSidToCoach: second,
    });
    expect(await participants.list({ coaching: true })).toMatchObject([{ callSid: coach }]);
    await say(box, coach, 'Offer a discount.');
    expect(heardBy(box, second)).toEqual(['Offer a discount.']);
    expect(heardBy(box, first)).toEqual(['hold music']);
    await box.clock.passes(5000);
    expect(box.app.at('/told').find((one) => one.Coaching === 'true')).toMatchObject({
      StatusCallbackEvent: 'participant-modify',
      CallSidToCoach: second,
    });
    await one.update({ coaching: false });
    await say(box, coach, 'I am for everybody.');
    expect(heardBy(box, first)).toContain('I am for everybody.');
    await expect(one.update({ coaching: true })).rejects.toMatchObject({ code: 20001 });
    await expect(one.update({ coaching: true, callSidToCoach: `CA${'0'.repeat(32)}` })).rejects.toMatchObject({
      code: 16028,
    });
  });

  test('hears an announcement that nobody else hears', async () => {
    const { first, second, sid } = await twoTalk();
    box.app.on('/news', '<Response><Say>One minute left.</Say></Response>');
    await box.client
      .conferences(sid)
      .participants(second)
      .update({ announceUrl: `${box.app.url}/news` });
    await box.clock.passes(10_000);
    expect(heardBy(box, second)).toEqual(['One minute left.']);
    expect(heardBy(box, first)).toEqual(['hold music']);
    expect(box.app.at('/told').at(-1)).toMatchObject({ StatusCallbackEvent: 'announcement-end', CallSid: second });
  });

  test('who is kicked goes on with its document, and the reason says kicked', async () => {
    const { first, second, sid } = await twoTalk();
    await box.client.conferences(sid).participants(second).update({ endConferenceOnExit: true });
    await box.client.conferences(sid).participants(second).remove();
    await box.clock.passes(1000);
    expect(await box.client.conferences(sid).fetch()).toMatchObject({
      reasonConferenceEnded: 'participant-with-end-conference-on-exit-kicked',
      callSidEndingConference: second,
    });
    expect(box.app.at('/after')).toMatchObject([{ CallSid: first }]);
  });

  test('hears another document while it waits', async () => {
    box.app.on('/wait', '<Response><Say>Soon.</Say></Response>');
    const sid = await callIn(box, room('waitUrl=""'));
    const [conference] = await box.client.conferences.list();
    const one = box.client.conferences(conference?.sid ?? '').participants(sid);
    await one.update({ waitUrl: `${box.app.url}/wait` });
    await box.clock.passes(5000);
    expect(heardBy(box, sid)).toEqual(['Soon.']);
  });
});

describe('a participant that the API calls', () => {
  const call = (more: Record<string, unknown> = {}) =>
    box.client.conferences('MyRoom').participants.create({
      ...{ from: ours, to: '+12025550110', conferenceStatusCallback: `${box.app.url}/told` },
      ...{ conferenceStatusCallbackEvent: everyEvent.split(' '), ...more },
    });

  test('opens the room under its name and joins on answering', async () => {
    const { client, clock, emulator, app } = box;
    const made = await call({ label: 'agent', statusCallback: `${app.url}/status` });
    expect(made).toMatchObject({ status: 'queued', queueTime: '0', label: 'agent', muted: false });
    await clock.passes(1000);
    expect(await client.conferences(made.conferenceSid).fetch()).toMatchObject({
      status: 'init',
      friendlyName: 'MyRoom',
    });
    expect(await client.conferences(made.conferenceSid).participants('agent').fetch()).toMatchObject({
      status: 'ringing',
    });
    await emulator.farEnds.act(made.callSid, { do: 'answer' });
    await clock.passes(1000);
    expect(eventsAt(box, '/told')).toEqual(['participant-join']);
    await hangUp(box, made.callSid);
    expect(eventsAt(box, '/told')).toEqual(['participant-join', 'participant-leave', 'conference-end']);
    expect(app.at('/status')).toMatchObject([{ CallStatus: 'completed', Direction: 'outbound-api' }]);
  });

  // https://www.twilio.com/en-us/changelog/participantcallstatus-and-reasonparticipantleft-attributes-added (2023-10-25)
  test('and that does not answer leaves without having joined', async () => {
    const made = await call({ to: '+12025550102' });
    await box.clock.passes(10_000);
    expect(box.app.at('/told')).toMatchObject([
      {
        StatusCallbackEvent: 'participant-leave',
        CallSid: made.callSid,
        ParticipantCallStatus: 'busy',
        ReasonParticipantLeft: 'participant_add_failed',
      },
      { StatusCallbackEvent: 'conference-end', ReasonConferenceEnded: 'last-participant-left' },
    ]);
  });

  test('rings five seconds longer than asked', async () => {
    const made = await call({ timeout: 10 });
    await box.clock.passes(14_000);
    expect(await box.client.calls(made.callSid).fetch()).toMatchObject({ status: 'ringing' });
    await box.clock.passes(2000);
    expect(await box.client.calls(made.callSid).fetch()).toMatchObject({ status: 'no-answer' });
  });

  test('is heard ringing by those who are there', async () => {
    const { first, sid } = await twoTalk();
    await box.client.conferences(sid).participants.create({ from: ours, to: '+12025550110' });
    await box.clock.passes(1000);
    expect(heardBy(box, first)).toEqual(['hold music', 'ringing tone']);
    await box.client.conferences(sid).participants.create({ from: ours, to: '+12025550110', earlyMedia: false });
    await box.clock.passes(1000);
    expect(heardBy(box, first)).toEqual(['hold music', 'ringing tone']);
  });

  test('is canceled when the conference ends before it answers', async () => {
    const { sid } = await twoTalk();
    const made = await box.client.conferences(sid).participants.create({ from: ours, to: '+12025550110' });
    await box.clock.passes(1000);
    await box.client.conferences(sid).update({ status: 'completed' });
    expect(await box.client.calls(made.callSid).fetch()).toMatchObject({ status: 'canceled' });
  });

  test('that hangs up while it is listened to for a machine leaves the conference, which ends', async () => {
    const made = await call({ machineDetection: 'Enable', to: '+12025550110' });
    await box.clock.passes(1000);
    await box.emulator.farEnds.act(made.callSid, { do: 'answer' });
    await box.clock.passes(500);
    await box.emulator.farEnds.act(made.callSid, { do: 'hang-up' });
    await box.clock.passes(500);
    const conference = box.client.conferences(made.conferenceSid);
    expect(await conference.participants.list()).toEqual([]);
    expect(await conference.fetch()).toMatchObject({ status: 'completed' });
  });

  test('that was answered is completed, not canceled, when the conference ends before the verdict', async () => {
    const made = await call({ machineDetection: 'Enable', to: '+12025550110' });
    await box.clock.passes(1000);
    await box.emulator.farEnds.act(made.callSid, { do: 'answer' });
    await box.clock.passes(500);
    await box.client.conferences(made.conferenceSid).update({ status: 'completed' });
    expect(await box.client.calls(made.callSid).fetch()).toMatchObject({ status: 'completed' });
  });

  test('is hung up when it is kicked, and leaves when its call is redirected', async () => {
    const { sid } = await twoTalk();
    const { participants } = box.client.conferences(sid);
    const [kicked, redirected] = [
      await participants.create({ from: ours, to: '+12025550110' }),
      await participants.create({ from: ours, to: '+12025550110' }),
    ];
    await box.clock.passes(1000);
    for (const { callSid } of [kicked, redirected]) await box.emulator.farEnds.act(callSid, { do: 'answer' });
    await box.clock.passes(1000);
    await participants(kicked.callSid).remove();
    await box.client.calls(redirected.callSid).update({ twiml: '<Response><Say>Hello.</Say></Response>' });
    await box.clock.passes(500);
    expect(await box.client.calls(kicked.callSid).fetch()).toMatchObject({ status: 'completed' });
    expect(heardBy(box, redirected.callSid)).toContain('Hello.');
    expect(await participants.list()).toHaveLength(2);
  });

  test('is detected in the background, and told of by AmdStatusCallback', async () => {
    await call({
      ...{ to: '+12025550101', machineDetection: 'Enable', amdStatusCallback: `${box.app.url}/amd` },
      asyncAmd: undefined,
    });
    await box.clock.passes(40_000);
    expect(box.app.at('/amd')).toMatchObject([{ AnsweredBy: 'machine_start' }]);
    expect(eventsAt(box, '/told')[0]).toBe('participant-join');
  });

  // A parameter that the SDK does not know here.
  test('is warned of the AsyncAmd parameters of calls', async () => {
    const body = new URLSearchParams({ From: ours, To: '+12025550110', AsyncAmd: 'true' });
    const made: unknown = await (
      await rest(box, '/Conferences/MyRoom/Participants.json', { method: 'POST', body })
    ).json();
    const { call_sid: callSid } = z.object({ call_sid: z.string() }).parse(made);
    expect(warningsOf(box, callSid)).toEqual([21263]);
  });

  test('is refused what it asks for wrongly', async () => {
    await call({ label: 'agent' });
    await expect(call({ label: 'agent' })).rejects.toMatchObject({ code: 16026 });
    await expect(call({ label: 'a/b' })).rejects.toMatchObject({ code: 16024 });
    await expect(call({ timeout: 4 })).rejects.toMatchObject({ code: 21208 });
    await expect(call({ to: 'nobody' })).rejects.toMatchObject({ code: 21211 });
    await expect(call({ from: '+12025550199' })).rejects.toMatchObject({ code: 21210 });
    await expect(call({ maxParticipants: 1 })).rejects.toMatchObject({ code: 16002 });
    await expect(call({ coaching: true })).rejects.toMatchObject({ code: 20001 });
    await expect(call({ beep: 'loud' })).rejects.toMatchObject({ code: 20001 });
    await expect(call({ conferenceStatusCallbackEvent: ['party'] })).rejects.toMatchObject({ code: 16002 });
    await call();
    await expect(call({ maxParticipants: 2 })).rejects.toMatchObject({ code: 16020 });
  });
});

describe('a participant that is no telephone', () => {
  const add = (to: string) => box.client.conferences('Room').participants.create({ from: ours, to });

  test('can be a TwiML App, whose documents talk to the conference', async () => {
    const { first } = await twoTalk();
    box.app.on('/bot', '<Response><Pause length="1"/><Say>I am a bot.</Say><Pause length="5"/></Response>');
    const { sid } = await box.client.applications.create({ voiceUrl: `${box.app.url}/bot` });
    const bot = await add(`app:${sid}?room=7`);
    await box.clock.passes(10_000);
    expect(box.app.at('/bot')).toMatchObject([{ Direction: 'inbound', ApplicationSid: sid, room: '7' }]);
    expect(heardBy(box, first)).toContain('I am a bot.');
    expect(await box.client.calls(bot.callSid).fetch()).toMatchObject({ status: 'completed', to: `app:${sid}` });
    await expect(add(`app:AP${'0'.repeat(32)}`)).rejects.toMatchObject({ code: 21218 });
  });

  test('leaves at once when it is a SIP address at which nobody is registered', async () => {
    await twoTalk();
    await box.client.conferences('Room').participants.create({ from: 'sip:me@example.com', to: 'sip:you@example.com' });
    await box.clock.passes(1000);
    expect(box.app.at('/told').at(-1)).toMatchObject({
      ...{ ReasonParticipantLeft: 'participant_add_failed', ParticipantCallStatus: 'failed' },
    });
  });
});
