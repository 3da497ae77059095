import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openJournal } from '../src/journal.ts';
import { startApplication } from './application.ts';
import { type Box, openBox } from './box.ts';
import { callIn, eventsAt, everyEvent, hangUp, heardBy, room, say, warningsOf } from './conference-callers.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
  box.app.on('/after', '<Response/>');
});
afterEach(() => box.close());

const told = `statusCallback="/told" statusCallbackEvent="${everyEvent}"`;
const toldAbsolutely = () => told.replace('/told', `${box.app.url}/told`);

const conferences = () => box.client.conferences.list();

// Sources of the rules: https://www.twilio.com/docs/voice/twiml/conference [DOC], stored copy, read 2026-11-21.
describe('a conference', () => {
  test('begins when two are there and one of them may start it', async () => {
    const first = await callIn(box, room(`${told} beep="false"`));
    expect(await conferences()).toMatchObject([{ friendlyName: 'Room', status: 'init' }]);
    expect(heardBy(box, first)).toEqual(['hold music']);
    const second = await callIn(box, room());
    expect(await conferences()).toMatchObject([{ status: 'in-progress', reasonConferenceEnded: null }]);
    expect(eventsAt(box, '/told')).toEqual(['participant-join', 'participant-join', 'conference-start']);
    await say(box, second, 'Good morning.');
    expect(heardBy(box, first)).toEqual(['hold music', 'enter', 'Good morning.']);
    expect(heardBy(box, second)).toEqual([]);
  });

  test('waits for a moderator, and whoever waits is muted', async () => {
    const first = await callIn(box, room('startConferenceOnEnter="false"'));
    const second = await callIn(box, room('startConferenceOnEnter="false"'));
    await say(box, second, 'Is anybody there?');
    await box.clock.passes(5000);
    expect(heardBy(box, first)).toEqual(['hold music']);
    expect(await conferences()).toMatchObject([{ status: 'init' }]);
    await callIn(box, room());
    await say(box, second, 'Now I hear you.');
    expect(heardBy(box, first)).toEqual(['hold music', 'enter', 'Now I hear you.']);
  });

  // Trap: conference callbacks lack the standard parameters of calls [DOC].
  test('tells its events without the standard parameters of calls', async () => {
    const sid = await callIn(box, room(`${told} participantLabel="boss"`));
    const [joined] = box.app.at('/told');
    const [conference] = await conferences();
    expect(joined).toEqual({
      AccountSid: conference?.accountSid,
      ConferenceSid: conference?.sid,
      FriendlyName: 'Room',
      SequenceNumber: '1',
      Timestamp: 'Mon, 05 Jan 2026 09:00:00 +0000',
      StatusCallbackEvent: 'participant-join',
      CallSid: sid,
      Muted: 'false',
      Hold: 'false',
      Coaching: 'false',
      EndConferenceOnExit: 'false',
      StartConferenceOnEnter: 'true',
      ParticipantLabel: 'boss',
    });
  });

  // Trap: the callback of the first joiner counts [DOC].
  test('warns with 16011, not 15003, of a callback that is answered badly', async () => {
    box.app.on('/told', () => ({ status: 500 }));
    const sid = await callIn(box, room(told));
    expect(warningsOf(box, sid)).toEqual([16011]);
  });

  test('tells only whom its first participant named', async () => {
    await callIn(box, room('statusCallback="/first" statusCallbackEvent="join"'));
    await callIn(box, room(told));
    expect(eventsAt(box, '/first')).toEqual(['participant-join', 'participant-join']);
    expect(box.app.at('/told')).toEqual([]);
  });

  // Trap: ReasonConferenceEnded has hyphens, ReasonParticipantLeft underscores [DOC].
  test('ends when whoever ends it on exit leaves, with hyphens in one reason and underscores in the other', async () => {
    const guest = await callIn(box, room(toldAbsolutely(), 'action="/after"'));
    const host = await callIn(box, room('endConferenceOnExit="true" participantLabel="host"'));
    await hangUp(box, host);
    const left = box.app.at('/told').filter(({ StatusCallbackEvent }) => StatusCallbackEvent === 'participant-leave');
    expect(left).toMatchObject([
      { CallSid: host, ReasonParticipantLeft: 'participant_hung_up', ParticipantCallStatus: 'completed' },
      { CallSid: guest, ReasonParticipantLeft: 'moderator_ended_conference', ParticipantCallStatus: 'in-progress' },
    ]);
    expect(box.app.at('/told').at(-1)).toMatchObject({
      StatusCallbackEvent: 'conference-end',
      ReasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
      CallSidEndingConference: host,
      ParticipantLabelEndingConference: 'host',
    });
    expect(await conferences()).toMatchObject([
      {
        status: 'completed',
        reasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
        callSidEndingConference: host,
      },
    ]);
    expect(box.app.at('/after')).toMatchObject([{ CallSid: guest, CallStatus: 'in-progress' }]);
  });

  // Trap: DialCallStatus is answered only for conferences, without DialCallSid and DialCallDuration [DOC].
  test('asks the action of Dial with the status answered and no child call, also after the caller hung up', async () => {
    const first = await callIn(box, room('', 'action="/after"'));
    await callIn(box, room());
    await hangUp(box, first);
    const [after] = box.app.at('/after');
    expect(after).toMatchObject({ DialCallStatus: 'answered', CallSid: first, CallStatus: 'completed' });
    expect(Object.keys(after ?? {})).not.toContain('DialCallSid');
    expect(Object.keys(after ?? {})).not.toContain('DialCallDuration');
  });

  test('goes on without an action to the next verb when it ends', async () => {
    const guest = await callIn(box, room('beep="false"', '', '<Say>It is over.</Say>'));
    const host = await callIn(box, room('endConferenceOnExit="true"'));
    await hangUp(box, host);
    expect(heardBy(box, guest)).toEqual(['hold music', 'enter', 'It is over.']);
  });

  test('lives on with one, and ends with the last', async () => {
    const first = await callIn(box, room(told));
    const second = await callIn(box, room());
    await hangUp(box, first);
    expect(await conferences()).toMatchObject([{ status: 'in-progress' }]);
    expect(heardBy(box, second)).toEqual(['exit']);
    await hangUp(box, second);
    expect(await conferences()).toMatchObject([
      { status: 'completed', reasonConferenceEnded: 'last-participant-left', callSidEndingConference: second },
    ]);
  });

  test('of the same name is another one after it has ended', async () => {
    await hangUp(box, await callIn(box, room()));
    await callIn(box, room());
    expect(await conferences()).toMatchObject([{ status: 'init' }, { status: 'completed' }]);
  });

  // Trap: updating a participant's call pulls it out; with endConferenceOnExit the room ends [DOC].
  test('is left by a participant who is redirected, and ends with it when it ends on exit', async () => {
    await callIn(box, room(told, 'action="/after"'));
    const host = await callIn(box, room('endConferenceOnExit="true"'));
    await box.client.calls(host).update({ twiml: '<Response><Say>Elsewhere.</Say><Pause length="9"/></Response>' });
    await box.clock.passes(1000);
    expect(box.app.at('/told').find(({ CallSid }) => CallSid === host && CallSid)).toBeDefined();
    expect(box.app.at('/told').filter(({ ReasonParticipantLeft }) => ReasonParticipantLeft)).toMatchObject([
      { CallSid: host, ReasonParticipantLeft: 'participant_updated_via_api' },
      { ReasonParticipantLeft: 'moderator_ended_conference' },
    ]);
    expect(heardBy(box, host)).toEqual(['Elsewhere.']);
    expect(box.app.at('/after')).toHaveLength(1);
  });

  test('tells who begins and stops speaking', async () => {
    const first = await callIn(box, room(told));
    const second = await callIn(box, room());
    await say(box, second, 'I have something to say.');
    await box.clock.passes(10_000);
    expect(eventsAt(box, '/told').slice(3)).toEqual(['participant-speech-start', 'participant-speech-stop']);
    expect(box.app.at('/told').slice(3)).toMatchObject([{ CallSid: second }, { CallSid: second }]);
    expect(heardBy(box, first)).toContain('I have something to say.');
  });

  test('is left by pressing star, and by its time limit', async () => {
    const stays = await callIn(box, room());
    const presses = await callIn(box, room('', 'hangupOnStar="true"', '<Say>You pressed star.</Say>'));
    const limited = await callIn(box, room('', 'timeLimit="5"', '<Say>Your time is over.</Say>'));
    await box.emulator.farEnds.act(presses, { do: 'press', digits: '*' });
    await box.clock.passes(6000);
    expect(heardBy(box, presses)).toContain('You pressed star.');
    expect(heardBy(box, limited)).toContain('Your time is over.');
    expect(await box.client.calls(stays).fetch()).toMatchObject({ status: 'in-progress' });
  });
});

describe('nobody is let into a conference', () => {
  // Trap: a duplicate label lets the caller fall to the next verb [DOC].
  test('with the label of another participant', async () => {
    await callIn(box, room('participantLabel="agent"'));
    const sid = await callIn(box, room('participantLabel="agent"', 'action="/after"', '<Say>Not added.</Say>'));
    expect(warningsOf(box, sid)).toEqual([16025]);
    expect(heardBy(box, sid)).toEqual(['Not added.']);
    expect(box.app.at('/after')).toEqual([]);
  });

  test('with a label that is none', async () => {
    const sid = await callIn(box, room('participantLabel="a/b"', '', '<Say>Not added.</Say>'));
    expect(warningsOf(box, sid)).toEqual([16023]);
    expect(await conferences()).toEqual([]);
  });

  test('when it is full', async () => {
    await callIn(box, room());
    await callIn(box, room());
    const sid = await callIn(box, room('maxParticipants="2"', 'action="/after"'));
    expect(warningsOf(box, sid)).toEqual([16020]);
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'failed' }]);
  });

  // "Specifying a call SID that does not exist … will result in the call failing to the action URL" [DOC].
  test('to coach somebody who is not there', async () => {
    await callIn(box, room());
    const sid = await callIn(box, room(`coach="CA${'0'.repeat(32)}"`, 'action="/after"'));
    expect(warningsOf(box, sid)).toEqual([13240]);
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'failed' }]);
  });
});

describe('whoever waits for a conference hears', () => {
  test('a document, once', async () => {
    box.app.on('/wait', '<Response><Say>Please wait.</Say><Pause length="2"/><Redirect>/more</Redirect></Response>');
    box.app.on('/more', '<Response><Say>Still waiting.</Say></Response>');
    const sid = await callIn(box, room('waitUrl="/wait"'));
    await box.clock.passes(60_000);
    expect(heardBy(box, sid)).toEqual(['Please wait.', 'Still waiting.']);
    expect(await box.client.calls(sid).fetch()).toMatchObject({ status: 'in-progress' });
  });

  test('nothing when the wait URL is empty', async () => {
    const sid = await callIn(box, room('waitUrl=""'));
    await box.clock.passes(60_000);
    expect(heardBy(box, sid)).toEqual([]);
  });

  test('no more of its document once the conference begins', async () => {
    box.app.on('/wait', '<Response><Say loop="0">Please wait.</Say></Response>');
    const sid = await callIn(box, room('waitUrl="/wait" beep="false"'));
    await callIn(box, room('beep="false"'));
    const begun = heardBy(box, sid).length;
    await box.clock.passes(60_000);
    expect(heardBy(box, sid)).toHaveLength(begun);
  });

  test('nothing of a verb that is not allowed there, with a warning', async () => {
    box.app.on('/wait', '<Response><Gather/><Say>Never.</Say></Response>');
    const sid = await callIn(box, room('waitUrl="/wait"'));
    await box.clock.passes(5000);
    expect(warningsOf(box, sid)).toEqual([13238]);
    expect(heardBy(box, sid)).toEqual([]);
  });

  // "If the request to your waitUrl fails, the Conference will not be fully established" [DOC].
  test('the next verb when its document cannot be had', async () => {
    box.app.on('/wait', () => ({ status: 500 }));
    const sid = await callIn(box, room('waitUrl="/wait"', '', '<Say>No conference.</Say>'));
    expect(warningsOf(box, sid)).toEqual([11200]);
    expect(heardBy(box, sid)).toEqual(['No conference.']);
  });
});

describe('after a restart', () => {
  test('conferences that were open are completed and told of, and nobody is in them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'conferences-'));
    const witness = await startApplication();
    onTestFinished(async () => {
      await witness.close();
      await rm(folder, { recursive: true });
    });
    await box.close();
    box = await openBox({ journal: await openJournal(folder) });
    await callIn(box, room(`statusCallback="${witness.url}/told" statusCallbackEvent="join end"`));
    await callIn(box, room());
    const [before] = await conferences();
    await box.close();
    expect(witness.at('/told')).toHaveLength(2);
    box = await openBox({ journal: await openJournal(folder) });
    await box.clock.passes(1000);
    expect(witness.at('/told').slice(2)).toMatchObject([
      { StatusCallbackEvent: 'conference-end', ConferenceSid: before?.sid, SequenceNumber: '3' },
    ]);
    expect(await conferences()).toMatchObject([
      { sid: before?.sid, status: 'completed', reasonConferenceEnded: 'last-participant-left' },
    ]);
    expect(await box.client.conferences(before?.sid ?? '').participants.list()).toEqual([]);
    await callIn(box, room());
    expect(await conferences()).toMatchObject([{ status: 'init' }, { status: 'completed' }]);
  });
});
