import { scaledClock } from '@offhook/kit';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeWav, fromMuLaw, toMuLaw } from '../src/audio/index.ts';
import { authToken, type Box, openBox, ours, rest } from './box.ts';
import { type SocketApplication, startSocketApplication } from './socket-application.ts';

let box: Box;
let sockets: SocketApplication;
beforeEach(async () => {
  sockets = await startSocketApplication();
  box = await openBox({ plainSockets: true });
});
afterEach(async () => {
  await box.close();
  await sockets.close();
});

const handset = '+12025550110';

/** A call to a handset that is answered after a second, with what its document says. */
async function answeredCall(twiml: string, more: Record<string, unknown> = {}): Promise<string> {
  box.app.on('/voice', `<Response>${twiml}</Response>`);
  const { sid } = await box.client.calls.create({ to: handset, from: ours, url: `${box.app.url}/voice`, ...more });
  await box.clock.passes(1000);
  await box.emulator.farEnds.act(sid, { do: 'answer' });
  await box.clock.settles();
  return sid;
}

const warnings = () => box.log.filter((line) => line.includes('warning'));
const heard = () => box.emulator.farEnds.list().flatMap((farEnd) => farEnd.heard.map(({ text }) => text));

function tone(ms: number): Int16Array {
  return Int16Array.from({ length: ms * 8 }, (_, at) => Math.round(9000 * Math.sin(at / 3)));
}

function soundOf(frames: { media: { payload: string } }[]): Int16Array {
  return fromMuLaw(Buffer.concat(frames.map(({ media }) => Buffer.from(media.payload, 'base64'))));
}

const peak = (samples: Int16Array) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

describe('<Start><Stream>', () => {
  const stream = (attributes = '', inside = '') =>
    `<Start><Stream url="${sockets.url}/media" ${attributes}>${inside}</Stream></Start><Pause length="2"/>`;

  // [DOC] https://www.twilio.com/docs/voice/media-streams/websocket-messages: numbers are strings.
  test('sends connected, start, media every 20 ms and stop, with every number as a string', async () => {
    const sid = await answeredCall(stream('', '<Parameter name="FirstName" value="Ann"/>'));
    await box.clock.passes(5000);
    const { frames, of, closedWith } = sockets.latest();
    const [connected, start, first, second] = frames;
    expect(connected).toEqual({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    expect(start).toEqual({
      event: 'start',
      sequenceNumber: '1',
      start: {
        accountSid: expect.stringMatching(/^AC/),
        streamSid: start.streamSid,
        callSid: sid,
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: { FirstName: 'Ann' },
      },
      streamSid: expect.stringMatching(/^MZ[0-9a-f]{32}$/),
    });
    expect(first).toMatchObject({
      event: 'media',
      sequenceNumber: '2',
      media: { track: 'inbound', chunk: '1', timestamp: '0' },
    });
    expect(second).toMatchObject({ sequenceNumber: '3', media: { chunk: '2', timestamp: '20' } });
    expect(of('media')).toHaveLength(100);
    expect(of('media').every(({ media }) => Buffer.from(media.payload, 'base64').length === 160)).toBe(true);
    expect(frames.at(-1)).toMatchObject({ event: 'stop', sequenceNumber: '102', stop: { callSid: sid } });
    expect(closedWith).toBe(1000);
  });

  // [DOC] https://www.twilio.com/docs/usage/webhooks/webhooks-security: the upgrade is signed over its URL.
  test('signs the upgrade over the URL of the WebSocket', async () => {
    await answeredCall(stream());
    const { headers } = sockets.latest();
    const signature = String(headers['x-twilio-signature']);
    expect(twilio.validateRequest(authToken, signature, `${sockets.url}/media`, {})).toBe(true);
  });

  test('carries what each side says on its own track', async () => {
    const sid = await answeredCall(
      `<Start><Stream url="${sockets.url}/media" track="both_tracks"/></Start><Pause length="1"/><Say>Good morning to you.</Say><Pause length="4"/>`,
    );
    await box.clock.passes(400);
    const saying = box.emulator.farEnds.act(sid, { do: 'say', text: 'Hello.' });
    await box.clock.passes(10_000);
    await saying;
    const frames = sockets.latest().of('media');
    const side = (track: string, fromMs: number, toMs: number) =>
      peak(
        soundOf(
          frames.filter(({ media }) => media.track === track && +media.timestamp >= fromMs && +media.timestamp < toMs),
        ),
      );
    expect(side('inbound', 0, 380)).toBeLessThan(50);
    expect(side('inbound', 400, 1000)).toBeGreaterThan(1000);
    expect(side('outbound', 0, 980)).toBeLessThan(50);
    expect(side('outbound', 1000, 2500)).toBeGreaterThan(1000);
    expect(frames.filter(({ media }) => media.chunk === '7').map(({ media }) => media.track)).toEqual([
      'inbound',
      'outbound',
    ]);
  });

  test('goes on across documents until it is stopped by name', async () => {
    box.app.on('/next', '<Response><Stop><Stream name="mine"/></Stop><Pause length="2"/></Response>');
    await answeredCall(
      `<Start><Stream name="mine" url="${sockets.url}/media"/></Start><Pause length="1"/><Redirect>/next</Redirect>`,
    );
    await box.clock.passes(1500);
    expect(sockets.latest().of('media')).toHaveLength(50);
    expect(sockets.latest().of('stop')).toHaveLength(1);
    expect(sockets.latest().closedWith).toBe(1000);
  });

  test('tells its status callback that it started and stopped, without the standard parameters', async () => {
    const sid = await answeredCall(stream('name="mine" statusCallback="/stream"'));
    await box.clock.passes(5000);
    const common = {
      AccountSid: expect.any(String),
      CallSid: sid,
      StreamSid: expect.stringMatching(/^MZ/),
      StreamName: 'mine',
    };
    expect(box.app.at('/stream')).toEqual([
      { ...common, StreamEvent: 'stream-started', Timestamp: '2026-01-05T09:00:01.000Z' },
      { ...common, StreamEvent: 'stream-stopped', Timestamp: '2026-01-05T09:00:03.000Z' },
    ]);
  });

  // [DOC] https://www.twilio.com/docs/voice/twiml/siprec: at most four forked streams, both tracks are two.
  test('four tracks of a call can be forked and not a fifth', async () => {
    const both = `<Stream url="${sockets.url}/both" track="both_tracks"/>`;
    await answeredCall(`<Start>${both}${both}<Stream url="${sockets.url}/fifth"/></Start><Pause length="1"/>`);
    await box.clock.passes(100);
    expect(sockets.connections.map(({ path }) => path)).toEqual(['/both', '/both']);
    expect(warnings().join()).toContain('31960');
  });

  test('what the application sends to it is ignored with a warning', async () => {
    sockets.answer = (frame, { send }) => {
      if (frame.event === 'start') send({ event: 'clear', streamSid: frame.streamSid });
    };
    await answeredCall(stream());
    await box.clock.passes(1000);
    expect(warnings().join()).toContain('31951');
    expect(sockets.latest().of('media')).toHaveLength(50);
  });

  test('a stream that nobody answers is a stream-error, and the call goes on', async () => {
    await answeredCall(
      '<Start><Stream url="ws://127.0.0.1:9/media" statusCallback="/stream"/></Start><Say>Still here.</Say>',
    );
    await box.clock.passes(3000);
    expect(box.app.at('/stream')).toMatchObject([
      { StreamEvent: 'stream-error', StreamError: expect.stringContaining('ECONNREFUSED') },
    ]);
    expect(warnings().join()).toContain('warning 31902');
    expect(heard()).toEqual(['Still here.']);
  });

  test('an application that refuses the upgrade is a handshake error', async () => {
    await answeredCall(
      `<Start><Stream url="${box.app.url.replace('http', 'ws')}/voice" statusCallback="/stream"/></Start><Pause/>`,
    );
    await box.clock.passes(100);
    expect(warnings().join()).toContain('warning 31920');
    expect(box.app.at('/stream')).toMatchObject([{ StreamEvent: 'stream-error' }]);
  });

  test('a server that does not speak TLS is a TLS error', async () => {
    await answeredCall(`<Start><Stream url="${sockets.url.replace('ws:', 'wss:')}/media"/></Start><Pause/>`);
    await box.clock.passes(100);
    expect(warnings().join()).toContain('warning 31910');
  });

  // [DOC] https://www.twilio.com/docs/voice/twiml/stream: wss only, no query string.
  test('a URL with a query or another scheme than wss is refused', async () => {
    await answeredCall(
      '<Start><Stream url="wss://127.0.0.1:9/a?b=c"/><Stream url="https://127.0.0.1:9/a"/><Stream url="ws://example.com/a"/></Start><Pause/>',
    );
    await box.clock.passes(100);
    expect(warnings().map((line) => /warning (\d+)/.exec(line)?.[1])).toEqual(['31923', '31922', '31922']);
    expect(sockets.connections).toEqual([]);
  });

  test('an application that breaks the connection is a stream-error', async () => {
    await answeredCall(stream('statusCallback="/stream"'));
    await box.clock.passes(500);
    sockets.latest().socket.terminate();
    await new Promise((resolve) => sockets.latest().socket.once('close', resolve));
    await box.clock.passes(1000);
    expect(box.app.at('/stream').map(({ StreamEvent }) => StreamEvent)).toEqual(['stream-started', 'stream-error']);
    expect(warnings().join()).toContain('31921');
  });

  test('two runs send the same frames, byte for byte', async () => {
    const run = async () => {
      const mine = await openBox({ plainSockets: true });
      mine.app.on('/voice', `<Response>${stream('track="both_tracks"')}<Say>Goodbye.</Say></Response>`);
      await mine.client.calls.create({ to: '+12025550123', from: ours, url: `${mine.app.url}/voice` });
      await mine.clock.passes(30_000);
      await mine.close();
      return JSON.stringify(sockets.latest().frames);
    };
    expect(await run()).toBe(await run());
  });
});

test('on a fast clock frames come in bundles and none is lost', async () => {
  const fast = await openBox({ plainSockets: true, clock: scaledClock(50) });
  fast.app.on('/voice', `<Response><Start><Stream url="${sockets.url}/media"/></Start><Pause length="60"/></Response>`);
  const closed = new Promise((resolve) => {
    sockets.answer = (frame, { socket }) => {
      if (frame.event === 'stop') socket.once('close', resolve);
    };
  });
  await fast.client.calls.create({ to: '+12025550123', from: ours, url: `${fast.app.url}/voice` });
  await closed;
  const chunks = sockets
    .latest()
    .of('media')
    .map(({ media }) => Number(media.chunk));
  expect(chunks).not.toEqual([]);
  expect(chunks).toEqual(chunks.map((_, at) => at + 1));
  await fast.close();
});

test('without the option a ws: URL is refused even on this machine', async () => {
  const strict = await openBox();
  strict.app.on('/voice', `<Response><Start><Stream url="${sockets.url}/media"/></Start><Pause/></Response>`);
  await strict.client.calls.create({ to: '+12025550123', from: ours, url: `${strict.app.url}/voice` });
  await strict.clock.passes(20_000);
  expect(strict.log.join()).toContain('warning 31922');
  expect(sockets.connections).toEqual([]);
  await strict.close();
});

describe('<Connect><Stream>', () => {
  const connect = (attributes = '') =>
    `<Connect ${attributes}><Stream url="${sockets.url}/media"/></Connect><Say>After the stream.</Say>`;
  const media = (streamSid: string, samples: Int16Array) => ({
    event: 'media',
    streamSid,
    media: { payload: Buffer.from(toMuLaw(samples)).toString('base64') },
  });

  // [DOC] https://www.twilio.com/docs/voice/twiml/stream: the next verb comes only when the server closes the connection.
  test('the document goes on only when the application closes the connection', async () => {
    await answeredCall(connect());
    await box.clock.passes(60_000);
    expect(heard()).toEqual([]);
    sockets.latest().socket.close();
    await new Promise((resolve) => sockets.latest().socket.once('close', resolve));
    await box.clock.passes(3000);
    expect(heard()).toEqual(['After the stream.']);
  });

  test('asks the action of Connect when the stream is over', async () => {
    box.app.on('/after', '<Response><Say>Over.</Say></Response>');
    sockets.answer = (frame, { socket }) => {
      if (frame.event === 'media' && frame.media.chunk === '50') socket.close();
    };
    await answeredCall(connect('action="/after"'));
    await box.clock.passes(5000);
    expect(box.app.at('/after')).toMatchObject([{ CallStatus: 'in-progress' }]);
    expect(heard()).toEqual(['Over.']);
  });

  test('what the application sends is heard in order, and recorded', async () => {
    sockets.answer = (frame, { send }) => {
      if (frame.event !== 'start') return;
      const sound = tone(1000);
      for (let at = 0; at < sound.length; at += 1500) send(media(frame.streamSid, sound.subarray(at, at + 1500)));
    };
    await answeredCall(connect(), { record: true, trim: 'do-not-trim' });
    await box.clock.passes(3000);
    const [farEnd] = box.emulator.farEnds.list();
    await box.emulator.farEnds.act(farEnd?.callSid ?? '', { do: 'hang-up' });
    await box.clock.passes(2000);
    const [recording] = await box.client.recordings.list();
    const samples = decodeWav(await (await rest(box, `/Recordings/${recording?.sid}.wav`)).bytes());
    const played = fromMuLaw(toMuLaw(tone(1000)));
    const start = samples.findIndex((sample) => Math.abs(sample) > 100) - 1;
    expect(samples.slice(start, start + 8000)).toEqual(played);
    expect(peak(samples.slice(start + 8000))).toBe(0);
  });

  test('a mark comes back when what was sent before it has been heard', async () => {
    const marks: { name: string; afterMs: number }[] = [];
    sockets.answer = (frame, { send, of }) => {
      if (frame.event === 'start') {
        const { streamSid } = frame;
        send({ event: 'mark', streamSid, mark: { name: 'empty' } });
        send(media(streamSid, tone(500)));
        send({ event: 'mark', streamSid, mark: { name: 'half' } });
        send(media(streamSid, tone(500)));
        send({ event: 'mark', streamSid, mark: { name: 'whole' } });
      }
      if (frame.event === 'mark') marks.push({ name: frame.mark.name, afterMs: of('media').length * 20 });
    };
    await answeredCall(connect());
    await box.clock.passes(3000);
    expect(marks.map(({ name }) => name)).toEqual(['empty', 'half', 'whole']);
    const [empty, half, whole] = marks.map(({ afterMs }) => afterMs);
    expect(empty).toBe(0);
    expect(half).toBeGreaterThanOrEqual(500);
    expect(half).toBeLessThanOrEqual(540);
    expect(whole).toBeGreaterThanOrEqual(1000);
    expect(whole).toBeLessThanOrEqual(1040);
  });

  // [DOC] https://www.twilio.com/docs/voice/media-streams/websocket-messages: clear returns all pending marks.
  test('clear silences what waits and returns its marks at once', async () => {
    sockets.answer = (frame, { send }) => {
      const { streamSid } = frame;
      if (frame.event === 'start') {
        send(media(streamSid, tone(10_000)));
        send({ event: 'mark', streamSid, mark: { name: 'one' } });
        send({ event: 'mark', streamSid, mark: { name: 'two' } });
      }
      if (frame.media?.chunk === '20') send({ event: 'clear', streamSid });
    };
    await answeredCall(connect(), { record: true, trim: 'do-not-trim' });
    await box.clock.passes(2000);
    expect(
      sockets
        .latest()
        .of('mark')
        .map(({ mark }) => mark.name),
    ).toEqual(['one', 'two']);
    const [farEnd] = box.emulator.farEnds.list();
    await box.emulator.farEnds.act(farEnd?.callSid ?? '', { do: 'hang-up' });
    await box.clock.passes(2000);
    const [recording] = await box.client.recordings.list();
    const samples = decodeWav(await (await rest(box, `/Recordings/${recording?.sid}.wav`)).bytes());
    const last = samples.findLastIndex((sample) => Math.abs(sample) > 100);
    const first = samples.findIndex((sample) => Math.abs(sample) > 100);
    expect((last - first) / 8).toBeGreaterThan(360);
    expect((last - first) / 8).toBeLessThan(420);
  });

  test('tells of keys, and only there', async () => {
    const sid = await answeredCall(`<Start><Stream url="${sockets.url}/fork"/></Start>${connect()}`);
    await box.clock.passes(100);
    await box.emulator.farEnds.act(sid, { do: 'press', digits: '5#' });
    await box.clock.passes(1000);
    const [fork, both] = sockets.connections;
    expect(both?.of('dtmf').map(({ dtmf }) => dtmf)).toEqual([
      { track: 'inbound_track', digit: '5' },
      { track: 'inbound_track', digit: '#' },
    ]);
    expect(fork?.of('dtmf')).toEqual([]);
  });

  test('carries the inbound track only', async () => {
    await answeredCall(`<Connect><Stream url="${sockets.url}/media" track="both_tracks"/></Connect><Say>Next.</Say>`);
    await box.clock.passes(2000);
    expect(warnings().join()).toContain('31941');
    expect(heard()).toEqual(['Next.']);
  });

  test('ends with a stop message when the call is redirected or hung up', async () => {
    const sid = await answeredCall(connect());
    await box.clock.passes(500);
    await box.client.calls(sid).update({ twiml: `<Response>${connect()}</Response>` });
    await box.clock.passes(500);
    expect(sockets.connections).toHaveLength(2);
    await box.client.calls(sid).update({ status: 'completed' });
    await box.clock.passes(500);
    expect(sockets.connections.map(({ of, closedWith }) => [of('stop').length, closedWith])).toEqual([
      [1, 1000],
      [1, 1000],
    ]);
  });

  test('frames that mean nothing are warned of and the stream goes on', async () => {
    const bad = ['', 'no json', '[]', 'null', '{"event":"media"}', '{"event":"dance","streamSid":"MZ1"}'];
    sockets.answer = (frame, { send, socket }) => {
      if (frame.event !== 'start') return;
      for (const text of bad) send(text);
      socket.send(Buffer.from([0, 1, 2]));
      send({ event: 'clear', streamSid: 'MZ1' });
      send({ event: 'media', streamSid: frame.streamSid, media: { payload: '***' } });
      for (let more = 0; more < 100; more += 1) send('no json');
    };
    await answeredCall(connect());
    await box.clock.passes(1000);
    expect(sockets.latest().of('media')).toHaveLength(50);
    expect(warnings().filter((line) => /3195[01]/.test(line))).toHaveLength(20);
  });

  test('a frame of more than four megabytes ends the stream as an error', async () => {
    sockets.answer = (frame, { send }) => {
      if (frame.event === 'start') send(media(frame.streamSid, new Int16Array(4_000_000)));
    };
    await answeredCall(connect());
    await box.clock.passes(3000);
    expect(warnings().join()).toContain('31921');
    expect(heard()).toEqual(['After the stream.']);
  });
});

describe('Streams of the REST API', () => {
  test('begin and end a stream of a live call by SID and by name', async () => {
    const sid = await answeredCall('<Pause length="30"/>');
    const call = box.client.calls(sid);
    const parameters = { 'parameter1.name': 'a', 'parameter1.value': '1' };
    const stream = await call.streams.create({
      url: `${sockets.url}/media`,
      name: 'mine',
      track: 'both_tracks',
      ...parameters,
    });
    expect(stream).toMatchObject({ status: 'in-progress', name: 'mine', callSid: sid });
    await box.clock.passes(100);
    expect(sockets.latest().of('start')[0].start).toMatchObject({ tracks: ['inbound', 'outbound'] });
    expect(await call.streams(stream.sid).update({ status: 'stopped' })).toMatchObject({ status: 'stopped' });
    await box.clock.passes(100);
    expect(sockets.latest().of('stop')).toHaveLength(1);

    const named = await call.streams.create({ url: `${sockets.url}/media`, name: 'a b' });
    const body = new URLSearchParams({ Status: 'stopped' });
    const headers = { authorization: `Basic ${Buffer.from(`${stream.accountSid}:${authToken}`).toString('base64')}` };
    const answer = await rest(box, `/Calls/${sid}/Streams/a%20b.json`, { method: 'POST', body, headers });
    expect(await answer.json()).toMatchObject({ sid: named.sid, status: 'stopped' });
  });

  test('refuse a call that is over, a URL that is no WebSocket and a name that is taken', async () => {
    const sid = await answeredCall('<Pause length="30"/>');
    const { streams } = box.client.calls(sid);
    await expect(streams.create({ url: 'https://example.com' })).rejects.toMatchObject({ status: 400, code: 31922 });
    await streams.create({ url: `${sockets.url}/media`, name: 'mine' });
    await expect(streams.create({ url: `${sockets.url}/media`, name: 'mine' })).rejects.toMatchObject({ status: 400 });
    await box.client.calls(sid).update({ status: 'completed' });
    await expect(streams.create({ url: `${sockets.url}/media` })).rejects.toMatchObject({ code: 21220 });
  });
});

test('<Start><Recording> records both sides while the document goes on', async () => {
  await answeredCall(
    '<Start><Recording recordingStatusCallback="/recorded" recordingStatusCallbackEvent="in-progress completed"/></Start><Say>Good morning.</Say>',
  );
  await box.clock.passes(10_000);
  expect(box.app.at('/recorded')).toMatchObject([
    { RecordingStatus: 'in-progress', RecordingSource: 'StartCallRecordingTwiML' },
    { RecordingStatus: 'completed', RecordingChannels: '2', RecordingTrack: 'both' },
  ]);
});

test('a status callback that leads nowhere is warned of, and the call goes on', async () => {
  const sid = await answeredCall('<Pause length="30"/>');
  const twiml = '<Response><Start><Siprec statusCallback="/siprec"/></Start><Say>Still here.</Say></Response>';
  await box.client.calls(sid).update({ twiml });
  await box.clock.passes(3000);
  expect(warnings().join()).toContain('warning 11100');
  expect(heard()).toEqual(['Still here.']);
});

describe('<Start><Siprec>', () => {
  test('has a SID, a state and callbacks, and says that no audio is sent', async () => {
    const sid = await answeredCall(
      '<Start><Siprec name="archive" connectorName="Vault" statusCallback="/siprec"/></Start><Pause length="2"/><Stop><Siprec name="archive"/></Stop><Pause/>',
    );
    await box.clock.passes(5000);
    expect(box.app.at('/siprec')).toMatchObject([
      { CallSid: sid, StreamSid: expect.stringMatching(/^SR/), StreamName: 'archive', StreamEvent: 'stream-started' },
      { StreamEvent: 'stream-stopped' },
    ]);
    expect(warnings().join()).toContain("SIPREC connector 'Vault'");
  });

  test('is begun and ended through the REST API', async () => {
    const sid = await answeredCall('<Pause length="30"/>');
    const { siprec } = box.client.calls(sid);
    const session = await siprec.create({ name: 'archive', connectorName: 'Vault' });
    expect(session).toMatchObject({ status: 'in-progress', name: 'archive' });
    expect(await box.client.calls(sid).siprec(session.sid).update({ status: 'stopped' })).toMatchObject({
      status: 'stopped',
    });
  });
});

describe('Connect to what is not emulated', () => {
  test.each(['<Room>daily</Room>', '<VirtualAgent connectorName="x"/>', '<AiSession/>', '<Conversation/>'])(
    '%s is refused with a sentence, and the action is asked',
    async (noun) => {
      box.app.on('/after', '<Response><Say>On we go.</Say></Response>');
      await answeredCall(`<Connect action="/after">${noun}</Connect>`);
      await box.clock.passes(3000);
      expect(warnings().join()).toContain('The emulator has no');
      expect(heard()).toEqual(['On we go.']);
    },
  );
});
