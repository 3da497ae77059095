import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeWav, encodeWav } from '../src/audio/index.ts';
import { type Box, openBox, ours, rest } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
});
afterEach(() => box.close());

function call(to: string, more: Record<string, unknown> = {}) {
  return box.client.calls.create({ to, from: ours, url: `${box.app.url}/voice`, ...more });
}

const heard = () => box.emulator.farEnds.list().flatMap((farEnd) => farEnd.heard.map(({ text }) => text));

async function loudSeconds(sid: string): Promise<{ seconds: number; peak: number }> {
  const samples = decodeWav(await (await rest(box, `/Recordings/${sid}.wav`)).bytes());
  return { seconds: samples.length / 8000, peak: Math.max(...samples.map(Math.abs)) };
}

describe('Gather', () => {
  test('sends the keys that are pressed to its action and drops the rest of the document', async () => {
    const { app, clock } = box;
    app.on(
      '/voice',
      '<Response><Gather numDigits="1" action="/menu"><Say>Press 1.</Say></Gather><Say>late</Say></Response>',
    );
    app.on('/menu', '<Response><Say>You pressed a key.</Say></Response>');
    await call('+12025550107');
    await clock.passes(40_000);
    expect(app.at('/menu')).toMatchObject([{ Digits: '1', CallStatus: 'in-progress' }]);
    expect(heard()).toEqual(['Press 1.', 'You pressed a key.']);
  });

  test('falls through without keys, after its timeout', async () => {
    const { app, clock, emulator } = box;
    app.on('/voice', '<Response><Gather timeout="3" action="/menu"/><Say>Nothing pressed.</Say></Response>');
    const { sid } = await call('+12025550123');
    await clock.passes(40_000);
    expect(app.at('/menu')).toEqual([]);
    expect(heard()).toEqual(['Nothing pressed.']);
    const did = emulator.events(sid).filter(({ event }) => event.type === 'did');
    expect((did[1]?.atMs ?? 0) - (did[0]?.atMs ?? 0)).toBe(3000);
  });

  test('asks its action without keys when told to', async () => {
    const { app, clock } = box;
    app.on('/voice', '<Response><Gather timeout="1" actionOnEmptyResult="true" action="/menu"/></Response>');
    await call('+12025550123');
    await clock.passes(20_000);
    expect(app.at('/menu')).toMatchObject([{ Digits: '' }]);
  });

  test('stops its prompt at the first key and ends at the finishing key', async () => {
    const { app, clock, emulator } = box;
    app.on('/voice', '<Response><Gather action="/menu"><Say loop="0">Enter your number.</Say></Gather></Response>');
    const { sid } = await call('+12025550110');
    await clock.passes(1000);
    await emulator.farEnds.act(sid, { do: 'answer' });
    await clock.passes(3000);
    await emulator.farEnds.act(sid, { do: 'press', digits: '42' });
    await clock.passes(4000);
    expect(app.at('/menu')).toEqual([]);
    await emulator.farEnds.act(sid, { do: 'press', digits: '7#9' });
    await clock.passes(100);
    expect(app.at('/menu')).toMatchObject([{ Digits: '427', FinishedOnKey: '#' }]);
  });
});

describe('Play', () => {
  test('lets the far end hear a file of the application', async () => {
    const { app, clock, client } = box;
    const tone = Int16Array.from({ length: 16_000 }, (_, at) => Math.round(8000 * Math.sin(at / 3)));
    app.on('/tone.wav', () => ({ type: 'audio/wav', body: encodeWav([tone]) }));
    app.on('/voice', '<Response><Play>/tone.wav</Play></Response>');
    await call('+12025550110', { record: true, trim: 'do-not-trim' });
    await clock.passes(1000);
    const [farEnd] = box.emulator.farEnds.list();
    await box.emulator.farEnds.act(farEnd?.callSid ?? '', { do: 'answer' });
    await clock.passes(20_000);
    const [recording] = await client.recordings.list();
    expect(recording?.duration).toBe('2');
    expect((await loudSeconds(recording?.sid ?? '')).peak).toBeGreaterThan(6000);
  });

  test('is skipped with a warning when there is no such file', async () => {
    const { app, clock, log } = box;
    app.on('/missing.wav', () => ({ status: 404 }));
    app.on('/voice', '<Response><Play>/missing.wav</Play><Say>Still here.</Say></Response>');
    await call('+12025550123');
    await clock.passes(30_000);
    expect(heard()).toEqual(['Still here.']);
    expect(log.join()).toContain('warning 11200');
  });
});

describe('Record', () => {
  test('keeps what the caller says until it is quiet, and tells the action and the callback', async () => {
    const { app, clock, emulator } = box;
    app.on(
      '/voice',
      '<Response><Say>Leave a message.</Say><Record timeout="3" action="/kept" recordingStatusCallback="/told"/></Response>',
    );
    app.on('/kept', '<Response><Say>Thank you.</Say></Response>');
    const { sid } = await call('+12025550110');
    await clock.passes(1000);
    await emulator.farEnds.act(sid, { do: 'answer' });
    await clock.passes(4000);
    await emulator.farEnds.act(sid, { do: 'say', text: 'Please call me back tomorrow in the afternoon.' });
    await clock.passes(20_000);
    const [kept] = app.at('/kept');
    expect(kept).toMatchObject({ CallStatus: 'in-progress' });
    expect(app.at('/told')).toMatchObject([{ RecordingStatus: 'completed', RecordingSource: 'RecordVerb' }]);
    const { seconds, peak } = await loudSeconds(kept?.RecordingSid ?? '');
    expect(seconds).toBeCloseTo(Number(kept?.RecordingDuration), -0.3);
    expect(peak).toBeGreaterThan(1000);
  });

  test('asks the action also when the caller hangs up', async () => {
    const { app, clock, emulator } = box;
    app.on('/voice', '<Response><Record action="/kept" playBeep="false"/></Response>');
    const { sid } = await call('+12025550110');
    await clock.passes(1000);
    await emulator.farEnds.act(sid, { do: 'answer' });
    await clock.passes(100);
    await emulator.farEnds.act(sid, { do: 'say', text: 'Good bye.' });
    await clock.passes(1500);
    await emulator.farEnds.act(sid, { do: 'hang-up' });
    await clock.passes(1000);
    expect(app.at('/kept')).toMatchObject([{ Digits: 'hangup', CallStatus: 'completed' }]);
  });

  test('goes on with the next verb when nothing was said', async () => {
    const { app, clock } = box;
    app.on('/voice', '<Response><Record timeout="2" action="/kept"/><Say>You said nothing.</Say></Response>');
    const { sid } = await call('+12025550110');
    await clock.passes(1000);
    await box.emulator.farEnds.act(sid, { do: 'answer' });
    await clock.passes(20_000);
    expect(app.at('/kept')).toEqual([]);
    expect(heard()).toEqual(['beep', 'You said nothing.']);
  });
});

describe('Dial', () => {
  const bridge = (attributes = '') =>
    `<Response><Dial action="/after" ${attributes}><Number>+12025550199</Number></Dial><Say>never</Say></Response>`;

  test('connects two people, records both and tells the action how it went', async () => {
    const { app, clock, client } = box;
    app.on('/voice', bridge('record="record-from-answer-dual" recordingStatusCallback="/told"'));
    app.on('/after', '<Response/>');
    const { sid } = await call('+12025550110');
    await clock.passes(1000);
    await box.emulator.farEnds.act(sid, { do: 'answer' });
    await clock.passes(9000);
    await box.emulator.farEnds.act(sid, { do: 'say', text: 'It is me, your neighbour.' });
    await clock.passes(60_000);
    const [child] = await client.calls.list({ parentCallSid: sid });
    expect(child).toMatchObject({ direction: 'outbound-dial', status: 'completed', to: '+12025550199', from: ours });
    expect(app.at('/after')).toMatchObject([
      { DialCallStatus: 'completed', DialBridged: 'true', DialCallSid: child?.sid, DialCallDuration: child?.duration },
    ]);
    const [recording] = await client.recordings.list();
    expect(recording).toMatchObject({ source: 'DialVerb', channels: 2, callSid: sid });
    expect(app.at('/told')).toMatchObject([{ RecordingChannels: '2' }]);
    const bytes = await (await rest(box, `/Recordings/${recording?.sid}.wav`)).bytes();
    const frames = new Int16Array(bytes.buffer.slice(44));
    for (const channel of [0, 1]) {
      expect(Math.max(...frames.filter((_, at) => at % 2 === channel).map(Math.abs))).toBeGreaterThan(1000);
    }
  });

  test.each([
    ['+12025550102', 'busy'],
    ['+12025550103', 'no-answer'],
    ['+12025550105', 'failed'],
  ])('of %s reports %s and lets the caller go on', async (to, status) => {
    const { app, clock } = box;
    app.on('/voice', `<Response><Dial timeout="10" action="/after">${to}</Dial></Response>`);
    app.on('/after', '<Response><Say>Sorry.</Say></Response>');
    await call('+12025550110');
    await clock.passes(1000);
    await box.emulator.farEnds.act(box.emulator.farEnds.list()[0]?.callSid ?? '', { do: 'answer' });
    await clock.passes(30_000);
    expect(app.at('/after')).toMatchObject([{ DialCallStatus: status, DialBridged: 'false' }]);
    expect(heard()).toContain('Sorry.');
  });

  test('rings several together: the first to answer wins and the others are canceled', async () => {
    const { app, clock, client } = box;
    app.on(
      '/voice',
      '<Response><Dial><Number>+12025550103</Number><Number statusCallback="/leg" statusCallbackEvent="ringing completed">+12025550106</Number></Dial></Response>',
    );
    const { sid } = await call('+12025550123');
    await clock.passes(60_000);
    const legs = await client.calls.list({ parentCallSid: sid });
    expect(Object.fromEntries(legs.map((leg) => [leg.to, leg.status]))).toEqual({
      '+12025550103': 'canceled',
      '+12025550106': 'completed',
    });
    expect(app.at('/leg')).toMatchObject([
      { CallStatus: 'ringing', ParentCallSid: sid },
      { CallStatus: 'completed', CallDuration: '2' },
    ]);
  });

  test('lets the callee hear a whisper first, who may refuse there', async () => {
    const { app, clock } = box;
    const number = '<Number url="/whisper" sendDigits="w7" machineDetection="Enable" amdStatusCallback="/amd">';
    app.on('/voice', `<Response><Dial action="/after">${number}+12025550199</Number></Dial></Response>`);
    app.on('/whisper', '<Response><Say>A call for you.</Say></Response>');
    await call('+12025550123');
    await clock.passes(60_000);
    expect(app.at('/after')).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'true' }]);
    expect(heard().filter((text) => text === '7' || text === 'A call for you.')).toEqual(['7', 'A call for you.']);
    app.on('/whisper', '<Response><Hangup/></Response>');
    await call('+12025550123');
    await clock.passes(60_000);
    expect(app.at('/after').at(-1)).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' });
  });

  test('tells in the background who answered', async () => {
    const { app, clock } = box;
    const number = '<Number machineDetection="Enable" amdStatusCallback="/amd">';
    app.on('/voice', `<Response><Dial>${number}+12025550101</Number></Dial></Response>`);
    await call('+12025550123');
    await clock.passes(60_000);
    expect(app.at('/amd')).toMatchObject([{ AnsweredBy: 'machine_start' }]);
  });

  test('ends both legs when the caller hangs up, and still asks the action', async () => {
    const { app, clock, client, emulator } = box;
    app.on('/voice', bridge());
    const { sid } = await call('+12025550110');
    await clock.passes(1000);
    await emulator.farEnds.act(sid, { do: 'answer' });
    await clock.passes(12_000);
    await emulator.farEnds.act(sid, { do: 'hang-up' });
    await clock.passes(1000);
    expect(app.at('/after')).toMatchObject([{ DialCallStatus: 'completed', CallStatus: 'completed' }]);
    const legs = await client.calls.list();
    expect(legs.map((leg) => leg.status)).toEqual(['completed', 'completed']);
  });
});

describe('a document', () => {
  test('that cannot be had is replaced by the fallback, which learns why', async () => {
    const { app, clock } = box;
    app.on('/voice', () => ({ status: 500 }));
    app.on('/fallback', '<Response><Say>Plan B.</Say></Response>');
    await call('+12025550123', { fallbackUrl: `${app.url}/fallback` });
    await clock.passes(30_000);
    expect(app.at('/fallback')).toMatchObject([{ ErrorCode: '11200', ErrorUrl: `${app.url}/voice` }]);
    expect(heard()).toEqual(['Plan B.']);
  });

  test.each([
    ['text/html', '<Response><Say>As HTML.</Say></Response>', 'As HTML.'],
    ['text/plain', 'Just words.', 'Just words.'],
    ['application/json', '{}', 'We are sorry, an application error has occurred. Goodbye.'],
    ['text/xml', '<Response><Say>', 'We are sorry, an application error has occurred. Goodbye.'],
    [
      'text/xml',
      `<Response><!--${'x'.repeat(66_000)}--></Response>`,
      'We are sorry, an application error has occurred. Goodbye.',
    ],
  ])('of type %s is heard as the text says', async (type, body, words) => {
    box.app.on('/voice', () => ({ type, body }));
    await call('+12025550123');
    await box.clock.passes(30_000);
    expect(heard()).toEqual([words]);
  });

  test('that leads to itself for ever ends the call', async () => {
    box.app.on('/voice', '<Response><Redirect/></Response>');
    const { sid } = await call('+12025550123');
    await box.clock.passes(30_000);
    expect(await box.client.calls(sid).fetch()).toMatchObject({ status: 'completed', duration: '0' });
  });

  test('is found behind redirects', async () => {
    const { app, clock } = box;
    app.on('/voice', () => ({ status: 302, location: '/moved' }));
    app.on('/moved', '<Response><Say>Here.</Say></Response>');
    await call('+12025550123');
    await clock.passes(30_000);
    expect(heard()).toEqual(['Here.']);
  });
});

describe('somebody who calls in', () => {
  test('rings until the first word, and hears it', async () => {
    const { app, clock, emulator, client } = box;
    app.on('/in', '<Response><Pause length="2"/><Say>Welcome.</Say></Response>');
    const { sid } = emulator.callers.call({ from: '+12025550123', to: ours, voiceUrl: `${app.url}/in` });
    await clock.passes(1000);
    expect(app.at('/in')).toMatchObject([{ CallStatus: 'ringing', Direction: 'inbound', From: '+12025550123' }]);
    expect((await client.calls(sid).fetch()).status).toBe('ringing');
    await clock.passes(30_000);
    expect(await client.calls(sid).fetch()).toMatchObject({
      status: 'completed',
      direction: 'inbound',
      price: '-0.00850',
    });
    expect(heard()).toEqual(['Welcome.']);
  });

  test('can be rejected as busy', async () => {
    const { app, clock, emulator, client } = box;
    app.on('/in', '<Response><Reject reason="busy"/></Response>');
    const { sid } = emulator.callers.call({ from: '+12025550123', to: ours, voiceUrl: `${app.url}/in` });
    await clock.passes(1000);
    expect(await client.calls(sid).fetch()).toMatchObject({ status: 'busy', duration: '0' });
  });
});
