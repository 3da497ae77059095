import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Box, openBox, ours } from './box.ts';

const handset = '+12025550110';
const person = '+12025550199';

let box: Box;
beforeEach(async () => {
  box = await openBox({
    numbers: [{ phoneNumber: ours }, { phoneNumber: '+15005550007' }],
    personas: [
      { numbers: ['sip:desk@example.com', 'client:robot'], persona: 'hangs-up' },
      { endsIn: '@busy.example.com', persona: 'busy' },
      { numbers: [person], persona: { kind: 'person', rings: 1, steps: [{ do: 'wait', seconds: 600 }] } },
    ],
  });
});
afterEach(() => box.close());

const act = (sid: string, action: Parameters<Box['emulator']['farEnds']['act']>[1]) =>
  box.emulator.farEnds.act(sid, action);

/** An answered call to a handset that runs the document. */
async function callWith(twiml: string, more: Record<string, unknown> = {}): Promise<string> {
  box.app.on('/voice', `<Response>${twiml}</Response>`);
  box.app.on('/after', '<Response><Pause length="60"/></Response>');
  const { sid } = await box.client.calls.create({ to: handset, from: ours, url: `${box.app.url}/voice`, ...more });
  await box.clock.passes(1000);
  await act(sid, { do: 'answer' });
  return sid;
}

const children = (sid: string) => box.client.calls.list({ parentCallSid: sid });
const warnings = (sid: string) =>
  box.emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? [event.code] : []));

async function child(sid: string) {
  const [only] = await children(sid);
  if (!only) throw new Error('Nobody was dialled');
  return only;
}

describe('the nouns of Dial', () => {
  test('a SIP address is answered by the persona that a rule has there', async () => {
    const address = 'sip:desk@example.com;transport=tls';
    const sid = await callWith(`<Dial action="/after"><Sip>${address}</Sip></Dial>`);
    await box.clock.passes(20_000);
    expect(await child(sid)).toMatchObject({ to: address, status: 'completed' });
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'completed', DialSipResponseCode: '200' }]);
  });

  // 480 reported as failed: reference of GoAlert, seen in traffic [OBS].
  test('a SIP address where nobody is registered fails with 480', async () => {
    const sid = await callWith('<Dial action="/after"><Sip>nobody@example.com</Sip></Dial>');
    await box.clock.passes(2000);
    expect(await child(sid)).toMatchObject({ to: 'sip:nobody@example.com', status: 'failed' });
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'failed', DialSipResponseCode: '480' }]);
    expect(warnings((await child(sid)).sid)).toEqual([32009]);
  });

  test('of several SIP URIs the first is taken at which somebody is, by priority', async () => {
    const uris = '<Uri priority="2">sip:desk@example.com</Uri><Uri priority="1">sip:nobody@example.com</Uri>';
    const sid = await callWith(`<Dial><Sip>${uris}</Sip></Dial>`);
    await box.clock.passes(20_000);
    expect(await child(sid)).toMatchObject({ to: 'sip:desk@example.com' });
  });

  test('a client without a device does not answer', async () => {
    const sid = await callWith('<Dial action="/after"><Client>bob</Client></Dial>');
    await box.clock.passes(2000);
    expect(await child(sid)).toMatchObject({ to: 'client:bob', status: 'no-answer' });
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'no-answer', DialBridged: 'false' }]);
  });

  test('a client may be played by a persona', async () => {
    await callWith('<Dial action="/after"><Client><Identity>robot</Identity></Client></Dial>');
    await box.clock.passes(20_000);
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'true' }]);
  });

  test('kinds may be mixed: the first to answer wins', async () => {
    const sid = await callWith(
      `<Dial><Number>+12025550103</Number><Sip>sip:x@busy.example.com</Sip><Client>robot</Client></Dial>`,
    );
    await box.clock.passes(30_000);
    const legs = await children(sid);
    expect(Object.fromEntries(legs.map((leg) => [leg.to, leg.status]))).toEqual({
      '+12025550103': 'canceled',
      'sip:x@busy.example.com': 'busy',
      'client:robot': 'completed',
    });
  });

  test('an application runs its voice URL on a leg of its own, which the two sides share', async () => {
    const { app, client, clock } = box;
    const { sid: applicationSid } = await client.applications.create({ voiceUrl: `${app.url}/app` });
    app.on('/app', '<Response><Say>This is the application.</Say></Response>');
    const parameters = '<Parameter name="topic" value="bills"/>';
    const sid = await callWith(
      `<Dial action="/after"><Application copyParentTo="true"><ApplicationSid>${applicationSid}</ApplicationSid>${parameters}</Application></Dial>`,
    );
    await clock.passes(20_000);
    expect(app.at('/app')).toMatchObject([
      { From: ours, To: handset, ApplicationSid: applicationSid, topic: 'bills', Direction: 'inbound' },
    ]);
    expect(app.at('/after')).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'true' }]);
    const farEnd = box.emulator.farEnds.list().find((one) => one.callSid === sid);
    expect(farEnd?.heard.map(({ text }) => text)).toContain('This is the application.');
  });

  test.each([
    ['<Conference>room</Conference><Number>+12025550199</Number>', 13000],
    ['<Number>12</Number>', 13223],
    ['<Client>two words</Client>', 31105],
    ['<Sip>sip:</Sip>', 13243],
    ['<Sim>DE0123456789abcdef0123456789abcdef</Sim>', 13258],
    ['<Application>AP0123456789abcdef0123456789abcdef</Application>', 31001],
  ])('%s is refused with %i, and the dial has failed', async (nouns, code) => {
    const sid = await callWith(`<Dial action="/after">${nouns}</Dial>`);
    await box.clock.passes(2000);
    expect(warnings(sid)).toEqual([code]);
    expect(await children(sid)).toEqual([]);
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'failed', DialBridged: 'false' }]);
  });

  test('ten ring at once, more do not', async () => {
    const sid = await callWith(`<Dial>${'<Number>+12025550103</Number>'.repeat(11)}</Dial>`);
    await box.clock.passes(2000);
    expect(await children(sid)).toHaveLength(10);
    expect(warnings(sid)).toEqual([13215]);
  });

  test('one after another they ring for the timeout each, until one answers', async () => {
    const sid = await callWith(
      '<Dial sequential="true" timeout="10" action="/after"><Number>+12025550103</Number><Number>+12025550102</Number><Number>+12025550106</Number><Number>+12025550199</Number></Dial>',
    );
    await box.clock.passes(14_000);
    expect(await children(sid)).toHaveLength(1);
    await box.clock.passes(30_000);
    expect((await children(sid)).map((leg) => leg.status).toSorted()).toEqual(['busy', 'completed', 'no-answer']);
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'completed' }]);
  });
});

describe('callerId', () => {
  test.each(['+15005550007', '(500) 555-0007'])('%s is shown, since the account owns it', async (callerId) => {
    const sid = await callWith(`<Dial callerId="${callerId}">${person}</Dial>`);
    await box.clock.passes(1000);
    expect(await child(sid)).toMatchObject({ from: '+15005550007' });
  });

  // https://www.twilio.com/docs/voice/twiml/dial#callerid [DOC]: the caller's or the called number, or one of the account.
  test('may be the number that was called', async () => {
    const sid = await callWith(`<Dial callerId="${handset}">${person}</Dial>`);
    await box.clock.passes(1000);
    expect(await child(sid)).toMatchObject({ from: handset });
  });

  test('of somebody else is refused with 13214', async () => {
    const sid = await callWith(`<Dial callerId="+12025550123" action="/after">${person}</Dial>`);
    await box.clock.passes(1000);
    expect(warnings(sid)).toEqual([13214]);
    expect(await children(sid)).toEqual([]);
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'failed' }]);
  });

  test('towards a client may be any name', async () => {
    const sid = await callWith('<Dial callerId="client:desk"><Client>robot</Client></Dial>');
    await box.clock.passes(1000);
    expect(await child(sid)).toMatchObject({ from: 'client:desk' });
  });
});

describe('a whisper', () => {
  // https://www.twilio.com/docs/api/errors/13201 [ERR]
  test('cannot dial: 13201, and the callee is not connected', async () => {
    box.app.on('/whisper', `<Response><Dial>${person}</Dial></Response>`);
    const sid = await callWith(`<Dial action="/after"><Number url="/whisper">${person}</Number></Dial>`);
    await box.clock.passes(60_000);
    const { sid: childSid } = await child(sid);
    expect(warnings(childSid)).toEqual([13201]);
    expect(await children(childSid)).toEqual([]);
    expect(box.app.at('/after')).toMatchObject([{ DialBridged: 'false' }]);
  });

  test('that is left by a redirect frees the caller, and the callee may then dial', async () => {
    box.app.on('/whisper', '<Response><Pause length="30"/></Response>');
    const sid = await callWith(`<Dial action="/after"><Number url="/whisper">${person}</Number></Dial>`);
    await box.clock.passes(10_000);
    const { sid: childSid } = await child(sid);
    await box.client.calls(childSid).update({ twiml: '<Response><Dial>+12025550103</Dial></Response>' });
    await box.clock.passes(1000);
    const [after] = box.app.at('/after');
    expect(after).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false', DialCallSid: childSid });
    expect(after).not.toHaveProperty('DialCallDuration');
    expect(await children(childSid)).toHaveLength(1);
  });
});

test('a caller who hangs up during the whisper ends it for the callee too', async () => {
  box.app.on('/whisper', '<Response><Pause length="30"/></Response>');
  const sid = await callWith(`<Dial action="/after"><Number url="/whisper">${person}</Number></Dial>`);
  await box.clock.passes(10_000);
  await act(sid, { do: 'hang-up' });
  await box.clock.passes(100);
  expect(await child(sid)).toMatchObject({ status: 'completed' });
  expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'canceled', DialBridged: 'false' }]);
});

describe('the end of a dial', () => {
  // twilio-voice 2.6 [DOC]: a redirected child frees its parent, whose action lacks the duration.
  test('by a redirect of the child frees the parent, whose action lacks the duration', async () => {
    const sid = await callWith(`<Dial action="/after">${person}</Dial>`);
    await box.clock.passes(10_000);
    const { sid: childSid } = await child(sid);
    await box.client.calls(childSid).update({ twiml: '<Response><Pause length="20"/></Response>' });
    await box.clock.passes(100);
    const [after] = box.app.at('/after');
    expect(after).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'true' });
    expect(after).not.toHaveProperty('DialCallDuration');
    expect((await box.client.calls(childSid).fetch()).status).toBe('in-progress');
  });

  test('by a redirect of the parent hangs up the child and asks no action', async () => {
    const sid = await callWith(`<Dial action="/after">${person}</Dial>`);
    await box.clock.passes(10_000);
    await box.client.calls(sid).update({ twiml: '<Response><Pause length="20"/></Response>' });
    await box.clock.passes(100);
    expect(await child(sid)).toMatchObject({ status: 'completed' });
    expect(box.app.at('/after')).toEqual([]);
  });

  test('by canceling the ringing child through the API is reported as canceled', async () => {
    const sid = await callWith('<Dial action="/after">+12025550103</Dial>');
    await box.clock.passes(3000);
    await box.client.calls((await child(sid)).sid).update({ status: 'canceled' });
    await box.clock.passes(100);
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'canceled' }]);
  });

  test('by completing the child through the API brings its duration to the action', async () => {
    const sid = await callWith(`<Dial action="/after">${person}</Dial>`);
    await box.clock.passes(10_000);
    await box.client.calls((await child(sid)).sid).update({ status: 'completed' });
    await box.clock.passes(100);
    const [after] = box.app.at('/after');
    expect(after).toMatchObject({ DialCallStatus: 'completed', DialCallDuration: (await child(sid)).duration });
  });

  test('by star, if asked for, gives the caller back', async () => {
    const sid = await callWith(`<Dial hangupOnStar="true" action="/after">${person}</Dial>`);
    await box.clock.passes(10_000);
    await act(sid, { do: 'press', digits: '*' });
    await box.clock.passes(100);
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'completed', CallStatus: 'in-progress' }]);
  });

  test('by its time limit gives the caller back', async () => {
    const sid = await callWith('<Dial timeLimit="5" action="/after"><Client>robot</Client></Dial>');
    const { clock, app } = box;
    app.on('/after', '<Response/>');
    await clock.passes(3500);
    await act((await child(sid)).sid, { do: 'say', text: 'I am still here.' });
    await clock.passes(8000);
    expect(app.at('/after')).toMatchObject([{ DialCallDuration: '5' }]);
  });

  // twilio-voice 11.6 [DOC]: the action is asked also when the caller has hung up; without one nothing more runs.
  test('while it rings, because the caller hangs up, cancels the child and asks the action', async () => {
    const sid = await callWith('<Dial action="/after">+12025550103</Dial>');
    await box.clock.passes(3000);
    await act(sid, { do: 'hang-up' });
    await box.clock.passes(100);
    expect(await child(sid)).toMatchObject({ status: 'canceled' });
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'canceled', CallStatus: 'completed' }]);
  });

  test('without an action goes on with the next verb', async () => {
    const sid = await callWith('<Dial>+12025550102</Dial><Say>Nobody there.</Say>');
    await box.clock.passes(20_000);
    const farEnd = box.emulator.farEnds.list().find((one) => one.callSid === sid);
    expect(farEnd?.heard.map(({ text }) => text)).toEqual(['ringing tone', 'Nobody there.']);
  });
});

// twilio-voice 11.15 [DOC]: 30 seconds in Dial, 60 through the API, both five more.
test('a dial rings for 30 seconds and five more, and then has no answer', async () => {
  const sid = await callWith('<Dial action="/after">+12025550103</Dial>');
  await box.clock.passes(35_000);
  expect((await child(sid)).status).toBe('ringing');
  await box.clock.passes(500);
  expect(await child(sid)).toMatchObject({ status: 'no-answer' });
  expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'no-answer' }]);
});

// https://www.twilio.com/docs/api/errors/13212 and 13216 [ERR]
test('a timeout or time limit that cannot be is warned of, and the default counts', async () => {
  const sid = await callWith(`<Dial timeout="0" timeLimit="-1">${person}</Dial>`);
  await box.clock.passes(10_000);
  expect(warnings(sid)).toEqual([13212, 13216]);
  expect(await child(sid)).toMatchObject({ status: 'in-progress' });
});

describe('a dial as the first verb of a call that comes in', () => {
  const receive = (twiml: string) => {
    box.app.on('/in', `<Response>${twiml}</Response>`);
    return box.emulator.callers.call({ from: '+12025550123', to: ours, voiceUrl: `${box.app.url}/in` }).sid;
  };

  test('answers the caller at once, whose number the callee sees', async () => {
    const sid = receive('<Dial>+12025550103</Dial>');
    await box.clock.passes(2000);
    expect((await box.client.calls(sid).fetch()).status).toBe('in-progress');
    expect(await child(sid)).toMatchObject({ from: '+12025550123' });
  });

  test('with answerOnBridge lets the caller ring until the callee answers', async () => {
    const sid = receive(`<Dial answerOnBridge="true">${person}</Dial>`);
    await box.clock.passes(1000);
    expect((await box.client.calls(sid).fetch()).status).toBe('ringing');
    await box.clock.passes(10_000);
    expect((await box.client.calls(sid).fetch()).status).toBe('in-progress');
  });
});

describe('the recording of a dial', () => {
  test('of one track has one channel, and begins with the ringing when asked to', async () => {
    const attributes = 'record="record-from-ringing-dual" recordingTrack="inbound" recordingStatusCallback="/told"';
    await callWith(`<Dial ${attributes} action="/after"><Client>robot</Client></Dial>`);
    await box.clock.passes(20_000);
    expect(box.app.at('/told')).toMatchObject([{ RecordingChannels: '1', RecordingTrack: 'inbound' }]);
    expect(Number(box.app.at('/told')[0]?.RecordingDuration)).toBeGreaterThanOrEqual(4);
    expect(box.app.at('/after')[0]).toHaveProperty('RecordingUrl');
  });

  test('is not made of a conference, which has its own', async () => {
    await callWith('<Dial record="record-from-ringing"><Conference>room</Conference></Dial>');
    await box.clock.passes(5000);
    expect(await box.client.recordings.list()).toEqual([]);
  });

  // twilio-voice 11.16 [DOC]: Dial does not trim by default, unlike Record and calls through the API.
  test('keeps silence unless it is told to trim', async () => {
    await callWith('<Dial record="record-from-answer" action="/after"><Client>robot</Client></Dial>');
    await box.clock.passes(20_000);
    expect(box.app.at('/after')).toMatchObject([{ RecordingDuration: '2', DialCallDuration: '2' }]);
  });

  test('is not made when nobody answers', async () => {
    await callWith('<Dial record="record-from-answer" action="/after">+12025550102</Dial>');
    await box.clock.passes(20_000);
    expect(await box.client.recordings.list()).toEqual([]);
    expect(box.app.at('/after')[0]).not.toHaveProperty('RecordingUrl');
  });
});

test('a child tells its own status, with the SID of its parent', async () => {
  const sid = await callWith(
    '<Dial><Client statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed">robot</Client></Dial>',
  );
  await box.clock.passes(20_000);
  const told = box.app.at('/leg').toSorted((one, other) => Number(one.SequenceNumber) - Number(other.SequenceNumber));
  expect(told.map(({ CallStatus, ParentCallSid, To }) => [CallStatus, ParentCallSid, To])).toEqual(
    ['initiated', 'ringing', 'in-progress', 'completed'].map((status) => [status, sid, 'client:robot']),
  );
});
