import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Box, openBox, ours } from './box.ts';

const desk = '+15005550007';
const handset = '+12025550110';

let box: Box;
beforeEach(async () => {
  box = await openBox({ numbers: [{ phoneNumber: ours }, { phoneNumber: desk }] });
});
afterEach(() => box.close());

/** What a number of ours does when it is called. */
async function deskRuns(twiml: string, more: Record<string, unknown> = {}): Promise<void> {
  box.app.on('/desk', `<Response>${twiml}</Response>`);
  const [number] = await box.client.incomingPhoneNumbers.list({ phoneNumber: desk });
  await box.client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: `${box.app.url}/desk`, ...more });
}

async function callDesk(twiml: string, more: Record<string, unknown> = {}): Promise<string> {
  box.app.on('/voice', `<Response>${twiml}</Response>`);
  const { sid } = await box.client.calls.create({ to: desk, from: ours, url: `${box.app.url}/voice`, ...more });
  return sid;
}

const inbound = async () => (await box.client.calls.list()).filter((call) => call.direction === 'inbound');

describe('a call to a number of the account', () => {
  // twilio-voice 2.4 [OBS]: two calls, two SIDs, bridged.
  test('makes two legs, and the document of one talks to that of the other', async () => {
    await deskRuns('<Gather input="dtmf" numDigits="1" action="/menu"><Say>Press one.</Say></Gather>');
    box.app.on('/menu', '<Response><Say>Thank you.</Say></Response>');
    const sid = await callDesk('<Pause length="5"/><Play digits="1"/><Pause length="10"/>');
    await box.clock.passes(30_000);
    const [inner] = await inbound();
    expect(inner).toMatchObject({ from: ours, to: desk, status: 'completed' });
    expect(inner?.sid).not.toBe(sid);
    expect(box.app.at('/menu')).toMatchObject([{ Digits: '1', CallSid: inner?.sid, Direction: 'inbound' }]);
    const farEnd = box.emulator.farEnds.list().find((one) => one.callSid === sid);
    expect(farEnd?.heard.map(({ text }) => text)).toEqual(['1']);
    expect((await box.client.calls(sid).fetch()).status).toBe('completed');
  });

  test('records on either side what the other says', async () => {
    await deskRuns('<Record action="/kept" timeout="2" playBeep="false"/>');
    await callDesk('<Pause length="1"/><Say>This is a message for the desk.</Say><Pause length="5"/>');
    await box.clock.passes(30_000);
    const [kept] = box.app.at('/kept');
    expect(Number(kept?.RecordingDuration)).toBeGreaterThanOrEqual(1);
  });

  // What a leg sounded like is forgotten after a minute when nobody can need it any more: the other leg may.
  test('keeps what was said for a recording on the other side, however long ago', async () => {
    await deskRuns('<Say>This was said at the very beginning.</Say><Pause length="150"/><Say>Good bye.</Say>');
    await callDesk('<Pause length="200"/>', { record: true, recordingTrack: 'inbound' });
    await box.clock.passes(170_000);
    expect(Number((await box.client.recordings.list())[0]?.duration)).toBeGreaterThan(150);
  });

  test('is hung up on both sides when one of them ends', async () => {
    await deskRuns('<Pause length="2"/><Say>Good bye.</Say>');
    const sid = await callDesk('<Pause length="60"/>');
    await box.clock.passes(20_000);
    expect((await box.client.calls(sid).fetch()).status).toBe('completed');
    expect((await inbound())[0]?.status).toBe('completed');
  });

  // twilio-voice 2.4 [OBS]: an empty VoiceUrl fails at once, with 0 seconds and no diagnostics.
  test('fails at once when the number has no voice URL', async () => {
    const sid = await callDesk('<Pause/>');
    await box.clock.passes(1000);
    expect(await box.client.calls(sid).fetch()).toMatchObject({ status: 'failed', duration: '0' });
    expect(await inbound()).toEqual([]);
  });

  test.each([
    ['<Reject reason="busy"/>', 'busy'],
    ['<Reject/>', 'failed'],
    // "Any other response will result in an answered call": https://www.twilio.com/docs/voice/twiml/reject (stored copy, read 2026-11-21)
    ['<Hangup/>', 'completed'],
  ])('that answers %s ends as %s', async (twiml, status) => {
    await deskRuns(twiml);
    const sid = await callDesk('<Pause/>');
    await box.clock.passes(2000);
    expect((await box.client.calls(sid).fetch()).status).toBe(status);
  });

  test('that rings too long stops on both sides', async () => {
    await deskRuns('<Pause length="60"/>');
    const sid = await callDesk('<Pause/>', { timeout: 10 });
    await box.clock.passes(20_000);
    expect((await box.client.calls(sid).fetch()).status).toBe('no-answer');
    expect((await inbound())[0]?.status).toBe('no-answer');
  });

  // twilio-voice 1.9 [OAI]: VoiceApplicationSid wins over VoiceUrl.
  test('runs the application of the number rather than its own URL', async () => {
    const { sid: voiceApplicationSid } = await box.client.applications.create({ voiceUrl: `${box.app.url}/app` });
    box.app.on('/app', '<Response><Say>Application.</Say></Response>');
    await deskRuns('<Say>Number.</Say>', { voiceApplicationSid });
    await callDesk('<Pause length="10"/>');
    await box.clock.passes(20_000);
    expect(box.app.at('/app')).toMatchObject([{ ApplicationSid: voiceApplicationSid }]);
    expect(box.app.at('/desk')).toEqual([]);
  });

  test('tells the status callback of the number about its own leg', async () => {
    await deskRuns('<Say>Hello.</Say>', { statusCallback: `${box.app.url}/told` });
    await callDesk('<Pause length="10"/>');
    await box.clock.passes(20_000);
    expect(box.app.at('/told')).toMatchObject([{ CallSid: (await inbound())[0]?.sid, CallStatus: 'completed' }]);
  });

  test('from a Dial connects the caller with what the number runs', async () => {
    await deskRuns('<Say>You reached the desk.</Say>');
    box.app.on('/voice', `<Response><Dial action="/after">${desk}</Dial></Response>`);
    box.app.on('/after', '<Response/>');
    const { sid } = await box.client.calls.create({ to: handset, from: ours, url: `${box.app.url}/voice` });
    await box.clock.passes(1000);
    await box.emulator.farEnds.act(sid, { do: 'answer' });
    await box.clock.passes(20_000);
    const farEnd = box.emulator.farEnds.list().find((one) => one.callSid === sid);
    expect(farEnd?.heard.map(({ text }) => text)).toEqual(['ringing tone', 'You reached the desk.']);
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'true' }]);
  });

  test('that dials itself again and again comes to an end', async () => {
    await deskRuns(`<Dial action="/after">${desk}</Dial>`);
    const sid = await callDesk('<Pause length="120"/>');
    await box.clock.passes(120_000);
    expect((await box.client.calls(sid).fetch()).status).toBe('completed');
    expect((await inbound()).length).toBeLessThan(30);
  });

  test('lets a Gather on one side hear what the other says', async () => {
    await deskRuns('<Gather input="speech" speechTimeout="1" action="/menu"><Say>Who is calling?</Say></Gather>');
    await callDesk('<Pause length="5"/><Say>This is the other application.</Say><Pause length="10"/>');
    await box.clock.passes(30_000);
    expect(box.app.at('/menu')).toMatchObject([{ SpeechResult: 'This is the other application.' }]);
  });

  test('lets machine detection on one side judge what the other says', async () => {
    await deskRuns('<Say>Hello?</Say><Pause length="20"/>');
    const human = await callDesk('<Pause length="10"/>', { machineDetection: 'Enable' });
    await box.clock.passes(20_000);
    expect((await box.client.calls(human).fetch()).answeredBy).toBe('human');
    const greeting = 'You have reached the desk. Nobody is here at the moment. Please leave a message after the tone.';
    await deskRuns(`<Say>${greeting}</Say><Pause length="20"/>`);
    const machine = await callDesk('<Pause length="10"/>', { machineDetection: 'Enable' });
    await box.clock.passes(20_000);
    expect((await box.client.calls(machine).fetch()).answeredBy).toBe('machine_start');
  });

  // Both legs in one room hear each other's room: their sound must not go round for ever.
  test('may meet its other leg in a conference', async () => {
    const conference = '<Dial><Conference beep="false">room</Conference></Dial>';
    await deskRuns(conference);
    const sid = await callDesk(conference, { record: true });
    await box.clock.passes(2000);
    await box.emulator.farEnds.act(sid, { do: 'say', text: 'Is this my own voice?' });
    await box.clock.passes(5000);
    await box.client.calls(sid).update({ status: 'completed' });
    await box.clock.passes(1000);
    expect((await box.client.recordings.list())[0]).toMatchObject({ source: 'OutboundAPI', status: 'completed' });
  });
});

describe('somebody who calls in', () => {
  test('may hide the number, have a name and be sent on', async () => {
    box.app.on('/in', '<Response><Say>Hello.</Say></Response>');
    const call = { from: handset, to: ours, voiceUrl: `${box.app.url}/in` };
    box.emulator.callers.call({ ...call, isWithheld: true });
    box.emulator.callers.call({ ...call, callerName: 'J. DOE', forwardedFrom: '+12025550188' });
    await box.clock.passes(1000);
    expect(box.app.at('/in')).toMatchObject([
      { From: 'anonymous', Caller: 'anonymous' },
      { From: handset, CallerName: 'J. DOE', ForwardedFrom: '+12025550188' },
    ]);
  });

  test('gets the fallback of the number when its voice URL fails', async () => {
    await deskRuns('', { voiceFallbackUrl: `${box.app.url}/fallback` });
    box.app.on('/desk', () => ({ status: 500 }));
    box.app.on('/fallback', '<Response><Say>Plan B.</Say></Response>');
    box.emulator.callers.call({ from: handset, to: desk });
    await box.clock.passes(1000);
    expect(box.app.at('/fallback')).toMatchObject([{ ErrorCode: '11200' }]);
  });
});
