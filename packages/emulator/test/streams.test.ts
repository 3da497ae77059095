import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { scaledClock } from '@offhook/kit';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromMuLaw } from '../src/audio/index.ts';
import { authToken, openBox, ours, rest } from './box.ts';
import { openSocketBox, type SocketBox } from './socket-box.ts';

let box: SocketBox;
beforeEach(async () => {
  box = await openSocketBox();
});
afterEach(async () => {
  await box.close();
  expect(box.log.filter((line) => line.startsWith('bug'))).toEqual([]);
});

function soundOf(frames: { media: { payload: string } }[]): Int16Array {
  return fromMuLaw(Buffer.concat(frames.map(({ media }) => Buffer.from(media.payload, 'base64'))));
}

const peak = (samples: Int16Array) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

describe('<Start><Stream>', () => {
  const stream = (attributes = '', inside = '') =>
    `<Start><Stream url="${box.sockets.url}/media" ${attributes}>${inside}</Stream></Start><Pause length="2"/>`;

  // [DOC] https://www.twilio.com/docs/voice/media-streams/websocket-messages: numbers are strings.
  test('sends connected, start, media every 20 ms and stop, with every number as a string', async () => {
    const sid = await box.answeredCall(stream('', '<Parameter name="FirstName" value="Ann"/>'));
    await box.clock.passes(5000);
    const { frames, of, closedWith } = box.sockets.latest();
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
    await box.answeredCall(stream());
    const { headers } = box.sockets.latest();
    const signature = String(headers['x-twilio-signature']);
    expect(twilio.validateRequest(authToken, signature, `${box.sockets.url}/media`, {})).toBe(true);
  });

  test('carries what each side says on its own track', async () => {
    const sid = await box.answeredCall(
      `<Start><Stream url="${box.sockets.url}/media" track="both_tracks"/></Start><Pause length="1"/><Say>Good morning to you.</Say><Pause length="4"/>`,
    );
    await box.clock.passes(400);
    const saying = box.emulator.farEnds.act(sid, { do: 'say', text: 'Hello.' });
    await box.clock.passes(10_000);
    await saying;
    const frames = box.sockets.latest().of('media');
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
    await box.answeredCall(
      `<Start><Stream name="mine" url="${box.sockets.url}/media"/></Start><Pause length="1"/><Redirect>/next</Redirect>`,
    );
    await box.clock.passes(1500);
    expect(box.sockets.latest().of('media')).toHaveLength(50);
    expect(box.sockets.latest().of('stop')).toHaveLength(1);
    expect(box.sockets.latest().closedWith).toBe(1000);
  });

  test('tells its status callback that it started and stopped, without the standard parameters', async () => {
    const sid = await box.answeredCall(stream('name="mine" statusCallback="/stream"'));
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
    const both = `<Stream url="${box.sockets.url}/both" track="both_tracks"/>`;
    await box.answeredCall(`<Start>${both}${both}<Stream url="${box.sockets.url}/fifth"/></Start><Pause length="1"/>`);
    await box.clock.passes(100);
    expect(box.sockets.connections.map(({ path }) => path)).toEqual(['/both', '/both']);
    expect(box.warnings().join()).toContain('31960');
  });

  test('what the application sends to it is ignored with a warning', async () => {
    box.sockets.answer = (frame, { send }) => {
      if (frame.event === 'start') send({ event: 'clear', streamSid: frame.streamSid });
    };
    await box.answeredCall(stream());
    await box.clock.passes(1000);
    expect(box.warnings().join()).toContain('31951');
    expect(box.sockets.latest().of('media')).toHaveLength(50);
  });

  test('a stream that nobody answers is a stream-error, and the call goes on', async () => {
    await box.answeredCall(
      '<Start><Stream url="ws://127.0.0.1:9/media" statusCallback="/stream"/></Start><Say>Still here.</Say>',
    );
    await box.clock.passes(3000);
    expect(box.app.at('/stream')).toMatchObject([
      { StreamEvent: 'stream-error', StreamError: expect.stringContaining('ECONNREFUSED') },
    ]);
    expect(box.warnings().join()).toContain('warning 31902');
    expect(box.heard()).toEqual(['Still here.']);
  });

  test('an application that refuses the upgrade is a handshake error', async () => {
    await box.answeredCall(
      `<Start><Stream url="${box.app.url.replace('http', 'ws')}/voice" statusCallback="/stream"/></Start><Pause/>`,
    );
    await box.clock.passes(100);
    expect(box.warnings().join()).toContain('warning 31920');
    expect(box.app.at('/stream')).toMatchObject([{ StreamEvent: 'stream-error' }]);
  });

  test('an application that never answers the upgrade is a timeout', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    // A server that listens on a port has an address of this kind.
    const { port } = silent.address() as AddressInfo;
    const hasty = await openBox({ plainSockets: true, webhookTimeoutMs: 300 });
    hasty.app.on('/voice', `<Response><Start><Stream url="ws://127.0.0.1:${port}/"/></Start><Pause/></Response>`);
    await hasty.client.calls.create({ to: '+12025550123', from: ours, url: `${hasty.app.url}/voice` });
    await hasty.clock.passes(20_000);
    expect(hasty.log.join()).toContain('warning 31901');
    await hasty.close();
    silent.close();
  });

  test('a call that ends while the application has yet to answer the upgrade leaves nothing behind', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    // A server that listens on a port has an address of this kind.
    const { port } = silent.address() as AddressInfo;
    const hasty = await openBox({ plainSockets: true, webhookTimeoutMs: 500 });
    const connecting = new Promise((resolve) => silent.once('connection', resolve));
    const twiml = `<Response><Connect><Stream url="ws://127.0.0.1:${port}/"/></Connect></Response>`;
    const { sid } = await hasty.client.calls.create({ to: '+12025550110', from: ours, twiml });
    await hasty.clock.passes(1000);
    await Promise.all([hasty.emulator.farEnds.act(sid, { do: 'answer' }), connecting]);
    await hasty.client.calls(sid).update({ status: 'completed' });
    await hasty.clock.passes(20_000);
    expect(hasty.log.filter((line) => !line.includes('31922'))).toEqual([]);
    expect(await hasty.client.calls(sid).fetch()).toMatchObject({ status: 'completed' });
    await hasty.close();
    silent.close();
  });

  test('goes on when the call is redirected through the API', async () => {
    const sid = await box.answeredCall(stream());
    await box.clock.passes(1000);
    await box.client.calls(sid).update({ twiml: '<Response><Pause length="3"/></Response>' });
    await box.clock.passes(10_000);
    expect(box.sockets.connections).toHaveLength(1);
    expect(box.sockets.latest().of('media')).toHaveLength(200);
  });

  test('is broken off, without a stop message, when the emulator stops', async () => {
    await box.answeredCall(stream());
    await box.clock.passes(100);
    const { socket, of } = box.sockets.latest();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await box.emulator.stop();
    expect(await closed).toBe(1006);
    expect(of('stop')).toEqual([]);
  });

  test('a server that does not speak TLS is a TLS error', async () => {
    await box.answeredCall(`<Start><Stream url="${box.sockets.url.replace('ws:', 'wss:')}/media"/></Start><Pause/>`);
    await box.clock.passes(100);
    expect(box.warnings().join()).toContain('warning 31910');
  });

  // [DOC] https://www.twilio.com/docs/voice/twiml/stream: wss only, no query string.
  test('a URL with a query or another scheme than wss is refused', async () => {
    await box.answeredCall(
      '<Start><Stream url="wss://127.0.0.1:9/a?b=c"/><Stream url="https://127.0.0.1:9/a"/><Stream url="ws://example.com/a"/></Start><Pause/>',
    );
    await box.clock.passes(100);
    expect(box.warnings().map((line) => /warning (\d+)/.exec(line)?.[1])).toEqual(['31923', '31922', '31922']);
    expect(box.sockets.connections).toEqual([]);
  });

  test('an application that breaks the connection is a stream-error', async () => {
    await box.answeredCall(stream('statusCallback="/stream"'));
    await box.clock.passes(500);
    box.sockets.latest().socket.terminate();
    await new Promise((resolve) => box.sockets.latest().socket.once('close', resolve));
    await box.clock.passes(1000);
    expect(box.app.at('/stream').map(({ StreamEvent }) => StreamEvent)).toEqual(['stream-started', 'stream-error']);
    expect(box.warnings().join()).toContain('31921');
  });

  test('two runs send the same frames, byte for byte', async () => {
    const run = async () => {
      const mine = await openBox({ plainSockets: true });
      mine.app.on('/voice', `<Response>${stream('track="both_tracks"')}<Say>Goodbye.</Say></Response>`);
      await mine.client.calls.create({ to: '+12025550123', from: ours, url: `${mine.app.url}/voice` });
      await mine.clock.passes(30_000);
      await mine.close();
      return JSON.stringify(box.sockets.latest().frames);
    };
    expect(await run()).toBe(await run());
  });
});

test('on a fast clock frames come in bundles and none is lost', async () => {
  const fast = await openBox({ plainSockets: true, clock: scaledClock(50) });
  fast.app.on(
    '/voice',
    `<Response><Start><Stream url="${box.sockets.url}/media"/></Start><Pause length="60"/></Response>`,
  );
  const closed = new Promise((resolve) => {
    box.sockets.answer = (frame, { socket }) => {
      if (frame.event === 'stop') socket.once('close', resolve);
    };
  });
  await fast.client.calls.create({ to: '+12025550123', from: ours, url: `${fast.app.url}/voice` });
  await closed;
  const chunks = box.sockets
    .latest()
    .of('media')
    .map(({ media }) => Number(media.chunk));
  expect(chunks).not.toEqual([]);
  expect(chunks).toEqual(chunks.map((_, at) => at + 1));
  await fast.close();
});

test('without the option a ws: URL is refused even on this machine', async () => {
  const strict = await openBox();
  strict.app.on('/voice', `<Response><Start><Stream url="${box.sockets.url}/media"/></Start><Pause/></Response>`);
  await strict.client.calls.create({ to: '+12025550123', from: ours, url: `${strict.app.url}/voice` });
  await strict.clock.passes(20_000);
  expect(strict.log.join()).toContain('warning 31922');
  expect(box.sockets.connections).toEqual([]);
  await strict.close();
});

describe('Streams of the REST API', () => {
  test('begin and end a stream of a live call by SID and by name', async () => {
    const sid = await box.answeredCall('<Pause length="30"/>');
    const call = box.client.calls(sid);
    const parameters = { 'parameter1.name': 'a', 'parameter1.value': '1' };
    const stream = await call.streams.create({
      url: `${box.sockets.url}/media`,
      name: 'mine',
      track: 'both_tracks',
      ...parameters,
    });
    expect(stream).toMatchObject({ status: 'in-progress', name: 'mine', callSid: sid });
    await box.clock.passes(100);
    expect(box.sockets.latest().of('start')[0].start).toMatchObject({ tracks: ['inbound', 'outbound'] });
    expect(await call.streams(stream.sid).update({ status: 'stopped' })).toMatchObject({ status: 'stopped' });
    await box.clock.passes(100);
    expect(box.sockets.latest().of('stop')).toHaveLength(1);

    const named = await call.streams.create({ url: `${box.sockets.url}/media`, name: 'a b' });
    const body = new URLSearchParams({ Status: 'stopped' });
    const headers = { authorization: `Basic ${Buffer.from(`${stream.accountSid}:${authToken}`).toString('base64')}` };
    const answer = await rest(box, `/Calls/${sid}/Streams/a%20b.json`, { method: 'POST', body, headers });
    expect(await answer.json()).toMatchObject({ sid: named.sid, status: 'stopped' });
  });

  test('refuse a call that is over, a URL that is no WebSocket and a name that is taken', async () => {
    const sid = await box.answeredCall('<Pause length="30"/>');
    const { streams } = box.client.calls(sid);
    await expect(streams.create({ url: 'https://example.com' })).rejects.toMatchObject({ status: 400, code: 31922 });
    await streams.create({ url: `${box.sockets.url}/media`, name: 'mine' });
    await expect(streams.create({ url: `${box.sockets.url}/media`, name: 'mine' })).rejects.toMatchObject({
      status: 400,
    });
    await box.client.calls(sid).update({ status: 'completed' });
    await expect(streams.create({ url: `${box.sockets.url}/media` })).rejects.toMatchObject({ code: 21220 });
  });
});

test('<Start><Recording> records both sides while the document goes on', async () => {
  await box.answeredCall(
    '<Start><Recording recordingStatusCallback="/recorded" recordingStatusCallbackEvent="in-progress completed"/></Start><Say>Good morning.</Say>',
  );
  await box.clock.passes(10_000);
  expect(box.app.at('/recorded')).toMatchObject([
    { RecordingStatus: 'in-progress', RecordingSource: 'StartCallRecordingTwiML' },
    { RecordingStatus: 'completed', RecordingChannels: '2', RecordingTrack: 'both' },
  ]);
});

test('a status callback that leads nowhere is warned of, and the call goes on', async () => {
  const sid = await box.answeredCall('<Pause length="30"/>');
  const twiml = '<Response><Start><Siprec statusCallback="/siprec"/></Start><Say>Still here.</Say></Response>';
  await box.client.calls(sid).update({ twiml });
  await box.clock.passes(3000);
  expect(box.warnings().join()).toMatch(/warning (11100|15004): \/siprec/);
  expect(box.heard()).toEqual(['Still here.']);
});

describe('<Start><Siprec>', () => {
  test('has a SID, a state and callbacks, and says that no audio is sent', async () => {
    const sid = await box.answeredCall(
      '<Start><Siprec name="archive" connectorName="Vault" statusCallback="/siprec"/></Start><Pause length="2"/><Stop><Siprec name="archive"/></Stop><Pause/>',
    );
    await box.clock.passes(5000);
    expect(box.app.at('/siprec')).toMatchObject([
      { CallSid: sid, StreamSid: expect.stringMatching(/^SR/), StreamName: 'archive', StreamEvent: 'stream-started' },
      { StreamEvent: 'stream-stopped' },
    ]);
    expect(box.warnings().join()).toContain("SIPREC connector 'Vault'");
  });

  test('is begun and ended through the REST API', async () => {
    const sid = await box.answeredCall('<Pause length="30"/>');
    const { siprec } = box.client.calls(sid);
    const session = await siprec.create({ name: 'archive', connectorName: 'Vault' });
    expect(session).toMatchObject({ status: 'in-progress', name: 'archive' });
    expect(await box.client.calls(sid).siprec(session.sid).update({ status: 'stopped' })).toMatchObject({
      status: 'stopped',
    });
  });
});
