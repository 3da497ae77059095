import { once } from 'node:events';
import { connect } from 'node:net';
import { realClock } from '@offhook/kit';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { accountSid, type Box, openBox, ours } from './box.ts';
import { connectDevice, type TestDevice } from './device.ts';

const handset = '+12025550110';

let box: Box;
let devices: TestDevice[];
let key: { sid: string; secret: string };
let applicationSid: string;
beforeEach(async () => {
  box = await openBox();
  devices = [];
  key = await box.client.newKeys.create({ friendlyName: 'clients' });
  ({ sid: applicationSid } = await box.client.applications.create({ voiceUrl: `${box.app.url}/client` }));
});
afterEach(async () => {
  for (const device of devices) device.socket.terminate();
  await box.close();
});

async function openDevice(): Promise<TestDevice> {
  const device = await connectDevice(box.url);
  devices.push(device);
  return device;
}

interface TokenOptions {
  secret?: string;
  subject?: string;
  issuer?: string;
  ttl?: number;
  nbf?: number;
  isMute?: boolean;
}

function tokenOf(identity: string, options: TokenOptions = {}): string {
  const { secret = key.secret, subject = accountSid, issuer = key.sid, ttl = 3600, nbf } = options;
  const token = new twilio.jwt.AccessToken(subject, issuer, secret, { identity, ttl, nbf });
  if (!options.isMute) {
    token.addGrant(
      new twilio.jwt.AccessToken.VoiceGrant({
        incomingAllow: true,
        outgoingApplicationSid: applicationSid,
      }),
    );
  }
  return token.toJwt();
}

async function register(identity: string): Promise<TestDevice> {
  const device = await openDevice();
  device.say({ type: 'register', token: tokenOf(identity) });
  await device.next('registered');
  return device;
}

/** An answered call that dials the client. */
async function dialClient(twiml: string): Promise<string> {
  box.app.on('/voice', `<Response><Dial action="/after">${twiml}</Dial></Response>`);
  box.app.on('/after', '<Response/>');
  const { sid } = await box.client.calls.create({ to: handset, from: ours, url: `${box.app.url}/voice` });
  await box.clock.passes(1000);
  await box.emulator.farEnds.act(sid, { do: 'answer' });
  await box.clock.passes(1000);
  return sid;
}

describe('an access token', () => {
  test('registers a device as its identity', async () => {
    const device = await openDevice();
    device.say({ type: 'register', token: tokenOf('alice') });
    expect(await device.next('registered')).toMatchObject({ identity: 'alice', accountSid });
  });

  // Numbers of https://www.twilio.com/docs/api/errors [ERR]
  test.each([
    [20101, () => 'no token'],
    [20103, () => tokenOf('alice', { subject: `AC${'f'.repeat(32)}` })],
    [20103, () => tokenOf('alice', { issuer: `SK${'f'.repeat(32)}` })],
    [20104, () => tokenOf('alice', { ttl: -400 * 86_400 })],
    [20105, () => tokenOf('alice', { nbf: 4_000_000_000 })],
    [20106, () => tokenOf('alice', { isMute: true })],
    [20106, () => tokenOf('two words')],
    [20107, () => tokenOf('alice', { secret: 'not the secret of that key' })],
    [20157, () => tokenOf('alice', { ttl: 86_401 })],
  ])('is refused with %i', async (code, make) => {
    const device = await openDevice();
    device.say({ type: 'register', token: make() });
    expect(await device.next('error')).toMatchObject({ code });
  });

  test('that another algorithm signed is refused with 20102', async () => {
    const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const device = await openDevice();
    device.say({ type: 'register', token: `${encoded({ alg: 'none', cty: 'twilio-fpa;v=1' })}.${encoded({})}.` });
    expect(await device.next('error')).toMatchObject({ code: 20102 });
  });
});

test('a token with any claims is judged, not stumbled over', async () => {
  const device = await openDevice();
  const time = fc.oneof(fc.double(), fc.integer(), fc.constant(1e300), fc.jsonValue());
  const identity = fc.oneof(fc.string(), fc.constant('alice'), fc.jsonValue());
  const voice = fc.oneof(fc.jsonValue(), fc.record({ outgoing: fc.jsonValue(), incoming: fc.jsonValue() }));
  const claims = fc.record({ exp: time, iat: time, nbf: time, grants: fc.record({ identity, voice }) });
  const secret = new TextEncoder().encode(key.secret);
  await fc.assert(
    fc.asyncProperty(claims, async (given) => {
      // What the type forbids is what is tried here.
      const payload = JSON.parse(JSON.stringify({ ...given, iss: key.sid, sub: accountSid }));
      const jwt = new SignJWT(payload).setProtectedHeader({ alg: 'HS256', cty: 'twilio-fpa;v=1' });
      device.say({ type: 'register', token: await jwt.sign(secret) });
      device.say({ type: 'unknown' });
      await device.next('error');
    }),
    { numRuns: 200, seed: 1 },
  );
  expect(box.log.filter((line) => line.startsWith('bug'))).toEqual([]);
});

test('a device whose token ends is told so, and is no longer registered', async () => {
  const device = await openDevice();
  const closed = new Promise((resolve) => device.socket.once('close', resolve));
  // The SDK counts from the clock of the wall.
  const aMinuteOn = Math.floor((box.clock.nowMs() - realClock().nowMs()) / 1000) + 60;
  device.say({ type: 'register', token: tokenOf('alice', { ttl: aMinuteOn }) });
  await device.next('registered');
  await box.clock.passes(62_000);
  expect(await device.next('error')).toMatchObject({ code: 20104 });
  await closed;
  const sid = await dialClient('<Client>alice</Client>');
  expect((await box.client.calls.list({ parentCallSid: sid }))[0]?.status).toBe('no-answer');
});

describe('a client that is called', () => {
  test('rings on every device; the first to answer has the call', async () => {
    const [desk, mobile] = [await register('bob'), await register('bob')];
    const parameters = '<Parameter name="topic" value="bills"/>';
    const sid = await dialClient(`<Client><Identity>bob</Identity>${parameters}</Client>`);
    const incoming = await desk.next('incoming');
    expect(incoming).toMatchObject({ from: ours, to: 'client:bob', parameters: { topic: 'bills' } });
    expect((await mobile.next('incoming')).callSid).toBe(incoming.callSid);
    mobile.say({ type: 'answer', callSid: incoming.callSid });
    await mobile.next('connected');
    await desk.next('canceled');
    await box.clock.passes(5000);
    mobile.say({ type: 'hangup', callSid: incoming.callSid });
    expect(await mobile.next('ended')).toMatchObject({ status: 'completed' });
    await box.clock.passes(100);
    expect(box.app.at('/after')).toMatchObject([
      { CallSid: sid, DialCallSid: incoming.callSid, DialCallStatus: 'completed', DialCallDuration: '5' },
    ]);
  });

  test('is busy when all its devices decline, or are in calls', async () => {
    const desk = await register('bob');
    await dialClient('<Client>bob</Client>');
    const { callSid } = await desk.next('incoming');
    desk.say({ type: 'reject', callSid });
    expect(await desk.next('canceled')).toMatchObject({ callSid });
    await box.clock.passes(100);
    expect(box.app.at('/after')).toMatchObject([{ DialCallStatus: 'busy' }]);
  });

  // twilio-voice 7 [DOC]: the same identity already busy brings 486.
  test('is busy while it is in another call', async () => {
    const desk = await register('bob');
    await dialClient('<Client>bob</Client>');
    const { callSid } = await desk.next('incoming');
    desk.say({ type: 'answer', callSid });
    await desk.next('connected');
    const sid = await dialClient('<Client>bob</Client>');
    const [child] = await box.client.calls.list({ parentCallSid: sid });
    expect(child?.status).toBe('busy');
    expect(box.app.at('/after')).toMatchObject([{ CallSid: sid, DialCallStatus: 'busy' }]);
  });

  test('may be called through the API, with parameters in its address', async () => {
    box.app.on('/voice', '<Response><Say>Hello Bob.</Say></Response>');
    const desk = await register('bob');
    const url = `${box.app.url}/voice`;
    const { sid } = await box.client.calls.create({ to: 'client:bob?topic=bills', from: ours, url });
    await box.clock.passes(1000);
    expect(await desk.next('incoming')).toMatchObject({ callSid: sid, parameters: { topic: 'bills' } });
    desk.say({ type: 'answer', callSid: sid });
    await desk.next('connected');
    await box.clock.passes(10_000);
    expect(await desk.next('ended')).toMatchObject({ callSid: sid, status: 'completed' });
    expect(box.app.at('/voice')).toMatchObject([{ To: 'client:bob', CallStatus: 'in-progress' }]);
  });

  test('stops ringing when the caller gives up', async () => {
    const desk = await register('bob');
    const sid = await dialClient('<Client>bob</Client>');
    await desk.next('incoming');
    await box.emulator.farEnds.act(sid, { do: 'hang-up' });
    expect(await desk.next('canceled')).toMatchObject({ type: 'canceled' });
  });

  test('does not answer once its device has gone', async () => {
    const desk = await register('bob');
    const closed = new Promise((resolve) => desk.socket.once('close', resolve));
    const other = await register('bob');
    desk.socket.close();
    await closed;
    await dialClient('<Client>bob</Client>');
    const { callSid } = await other.next('incoming');
    other.say({ type: 'answer', callSid });
    await other.next('connected');
    expect((await box.client.calls(callSid).fetch()).status).toBe('in-progress');
  });
});

const isLoud = (frame: Uint8Array) => frame.some((byte) => (byte | 0x80) < 0xc0);
// Bytes of µ-law near ±8000.
const aSecondOfTone = Uint8Array.from({ length: 8000 }, (_, at) => (at % 20 < 10 ? 0x9f : 0x1f));

describe('the sound of a bridge with a client', () => {
  test('goes from whoever is at the telephone to the device', async () => {
    const desk = await register('bob');
    const sid = await dialClient('<Client>bob</Client>');
    const { callSid } = await desk.next('incoming');
    desk.say({ type: 'answer', callSid });
    await desk.next('connected');
    await box.clock.passes(1000);
    expect(desk.frames.some(isLoud)).toBe(false);
    await box.emulator.farEnds.act(sid, { do: 'say', text: 'Can you hear me?' });
    await box.clock.passes(2000);
    expect(desk.frames.some(isLoud)).toBe(true);
  });

  test('goes from one device to another, unless the microphone is muted', async () => {
    box.app.on('/client', '<Response><Dial><Client>bob</Client></Dial></Response>');
    const [carol, bob] = [await register('carol'), await register('bob')];
    carol.say({ type: 'connect' });
    const { callSid } = await carol.next('connecting');
    await box.clock.passes(1000);
    const incoming = await bob.next('incoming');
    expect(incoming).toMatchObject({ from: 'client:carol' });
    bob.say({ type: 'answer', callSid: incoming.callSid });
    await bob.next('connected');
    carol.say({ type: 'mute', callSid, isMuted: true });
    await answered(carol);
    carol.socket.send(aSecondOfTone);
    await answered(carol);
    await box.clock.passes(1000);
    expect(bob.frames.some(isLoud)).toBe(false);
    carol.say({ type: 'mute', callSid, isMuted: false });
    carol.say({ type: 'audio', payload: Buffer.from(aSecondOfTone).toString('base64') });
    await answered(carol);
    await box.clock.passes(1000);
    expect(bob.frames.some(isLoud)).toBe(true);
  });
});

describe('a client that calls out', () => {
  test('runs the application of its token, with its parameters as fields', async () => {
    box.app.on('/client', '<Response><Say>Hello client.</Say><Pause length="10"/></Response>');
    const device = await register('carol');
    device.say({ type: 'connect', parameters: { To: '+12025550199', room: '7', CallSid: 'forged' } });
    const { callSid } = await device.next('connecting');
    await box.clock.passes(1000);
    await device.next('connected');
    expect(box.app.at('/client')).toMatchObject([
      {
        ...{ From: 'client:carol', Caller: 'client:carol', To: '+12025550199', room: '7', CallSid: callSid },
        ...{ Direction: 'inbound', CallStatus: 'ringing', ApplicationSid: applicationSid },
      },
    ]);
    device.say({ type: 'hangup', callSid });
    await device.next('ended');
    expect(await box.client.calls(callSid).fetch()).toMatchObject({ status: 'completed', from: 'client:carol' });
  });

  // https://www.twilio.com/docs/voice/twiml/dial#callerid [DOC]
  test('must give a caller id towards the telephone network: else 13214', async () => {
    box.app.on('/client', '<Response><Dial>+12025550199</Dial><Pause length="5"/></Response>');
    const device = await register('carol');
    device.say({ type: 'connect' });
    const { callSid } = await device.next('connecting');
    await box.clock.passes(1000);
    const warned = box.emulator.events(callSid).flatMap(({ event }) => (event.type === 'warned' ? [event.code] : []));
    expect(warned).toEqual([13214]);
  });

  test('presses keys into a Gather', async () => {
    box.app.on('/client', '<Response><Gather numDigits="2" action="/menu"/></Response>');
    const device = await register('carol');
    device.say({ type: 'connect' });
    const { callSid } = await device.next('connecting');
    await box.clock.passes(1000);
    await device.next('connected');
    device.say({ type: 'digits', callSid, digits: '42' });
    await answered(device);
    await box.clock.passes(1000);
    expect(box.app.at('/menu')).toMatchObject([{ Digits: '42' }]);
  });

  test('hears what is said, and is recorded when it speaks', async () => {
    box.app.on(
      '/client',
      '<Response><Say>One two three.</Say><Record playBeep="false" timeout="2" action="/kept"/></Response>',
    );
    const device = await register('carol');
    device.say({ type: 'connect' });
    await device.next('connecting');
    await box.clock.passes(1000);
    await device.next('connected');
    await box.clock.passes(2000);
    expect(device.frames.every((frame) => frame.length === 160)).toBe(true);
    expect(device.frames.some(isLoud)).toBe(true);
    for (let second = 0; second < 2; second += 1) {
      device.socket.send(aSecondOfTone);
      await answered(device);
      await box.clock.passes(1000);
    }
    await box.clock.passes(5000);
    expect(box.app.at('/kept')).toMatchObject([{ RecordingDuration: '2' }]);
  });
});

/** Resolves when everything that the device sent has been obeyed: errors are answered in order. */
async function answered(device: TestDevice): Promise<void> {
  device.say({ type: 'hangup', callSid: 'nobody' });
  await device.next('error');
}

describe('what is not understood', () => {
  test('is refused with a sentence, and the connection goes on', async () => {
    const device = await openDevice();
    device.socket.send('{');
    expect(await device.next('error')).toMatchObject({ code: 31100 });
    device.say({ type: 'connect' });
    expect(await device.next('error')).toMatchObject({ code: 31102 });
    device.say({ type: 'register', token: tokenOf('dave') });
    await device.next('registered');
    device.say({ type: 'answer', callSid: 'CA0' });
    expect(await device.next('error')).toMatchObject({ code: 31106 });
    device.socket.send(new Uint8Array(8001));
    expect(await device.next('error')).toMatchObject({ code: 31106 });
  });

  test('is also an upgrade of something that is no URL, after which the emulator still serves', async () => {
    const { hostname, port } = new URL(box.url);
    const socket = connect(Number(port), hostname);
    socket.end('GET //[ HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toContain('404');
    expect((await openDevice()).socket.readyState).toBe(WebSocket.OPEN);
  });

  test('never breaks the emulator', async () => {
    const device = await register('dave');
    const frame = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({ type: fc.constantFrom('answer', 'digits', 'mute', 'audio', 'hangup'), callSid: fc.anything() })
        .map((one) => JSON.stringify(one)),
    );
    await fc.assert(
      fc.asyncProperty(frame, fc.uint8Array({ maxLength: 200 }), async (text, bytes) => {
        device.socket.send(text);
        device.socket.send(bytes);
        await device.next('error');
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(box.log.filter((line) => line.startsWith('bug'))).toEqual([]);
  });

  test('and too long ends the connection', async () => {
    const device = await register('dave');
    const closed = new Promise((resolve) => device.socket.once('close', resolve));
    device.socket.send('x'.repeat(70_000));
    expect(await closed).toBe(1009);
  });
});
