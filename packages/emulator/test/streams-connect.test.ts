import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeWav, fromMuLaw, toMuLaw } from '../src/audio/index.ts';
import { rest } from './box.ts';
import { openSocketBox, type SocketBox } from './socket-box.ts';

let box: SocketBox;
beforeEach(async () => {
  box = await openSocketBox();
});
afterEach(async () => {
  await box.close();
  expect(box.log.filter((line) => line.startsWith('bug'))).toEqual([]);
});

function tone(ms: number): Int16Array {
  return Int16Array.from({ length: ms * 8 }, (_, at) => Math.round(9000 * Math.sin(at / 3)));
}

const peak = (samples: Int16Array) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

describe('<Connect><Stream>', () => {
  const connect = (attributes = '') =>
    `<Connect ${attributes}><Stream url="${box.sockets.url}/media"/></Connect><Say>After the stream.</Say>`;
  const media = (streamSid: string, samples: Int16Array) => ({
    event: 'media',
    streamSid,
    media: { payload: Buffer.from(toMuLaw(samples)).toString('base64') },
  });

  // [DOC] https://www.twilio.com/docs/voice/twiml/stream: the next verb comes only when the server closes the connection.
  test('the document goes on only when the application closes the connection', async () => {
    await box.answeredCall(connect());
    await box.clock.passes(60_000);
    expect(box.heard()).toEqual([]);
    box.sockets.latest().socket.close();
    await new Promise((resolve) => box.sockets.latest().socket.once('close', resolve));
    await box.clock.passes(3000);
    expect(box.heard()).toEqual(['After the stream.']);
  });

  test('asks the action of Connect when the stream is over', async () => {
    box.app.on('/after', '<Response><Say>Over.</Say></Response>');
    box.sockets.answer = (frame, { socket }) => {
      if (frame.event === 'media' && frame.media.chunk === '50') socket.close();
    };
    await box.answeredCall(connect('action="/after"'));
    await box.clock.passes(5000);
    expect(box.app.at('/after')).toMatchObject([{ CallStatus: 'in-progress' }]);
    expect(box.heard()).toEqual(['Over.']);
  });

  test('what the application sends is heard in order, and recorded', async () => {
    box.sockets.answer = (frame, { send }) => {
      if (frame.event !== 'start') return;
      const sound = tone(1000);
      for (let at = 0; at < sound.length; at += 1500) send(media(frame.streamSid, sound.subarray(at, at + 1500)));
    };
    await box.answeredCall(connect(), { record: true, trim: 'do-not-trim' });
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
    box.sockets.answer = (frame, { send, of }) => {
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
    await box.answeredCall(connect());
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
    box.sockets.answer = (frame, { send }) => {
      const { streamSid } = frame;
      if (frame.event === 'start') {
        send(media(streamSid, tone(10_000)));
        send({ event: 'mark', streamSid, mark: { name: 'one' } });
        send({ event: 'mark', streamSid, mark: { name: 'two' } });
      }
      if (frame.media?.chunk === '20') send({ event: 'clear', streamSid });
    };
    await box.answeredCall(connect(), { record: true, trim: 'do-not-trim' });
    await box.clock.passes(2000);
    expect(
      box.sockets
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
    const sid = await box.answeredCall(`<Start><Stream url="${box.sockets.url}/fork"/></Start>${connect()}`);
    await box.clock.passes(100);
    await box.emulator.farEnds.act(sid, { do: 'press', digits: '5#' });
    await box.clock.passes(1000);
    const [fork, both] = box.sockets.connections;
    expect(both?.of('dtmf').map(({ dtmf }) => dtmf)).toEqual([
      { track: 'inbound_track', digit: '5' },
      { track: 'inbound_track', digit: '#' },
    ]);
    expect(fork?.of('dtmf')).toEqual([]);
  });

  test('carries the inbound track only', async () => {
    await box.answeredCall(
      `<Connect><Stream url="${box.sockets.url}/media" track="both_tracks"/></Connect><Say>Next.</Say>`,
    );
    await box.clock.passes(2000);
    expect(box.warnings().join()).toContain('31941');
    expect(box.heard()).toEqual(['Next.']);
  });

  test('ends with a stop message when the call is redirected or hung up', async () => {
    const sid = await box.answeredCall(connect());
    await box.clock.passes(500);
    await box.client.calls(sid).update({ twiml: `<Response>${connect()}</Response>` });
    await box.clock.passes(500);
    expect(box.sockets.connections).toHaveLength(2);
    await box.client.calls(sid).update({ status: 'completed' });
    await box.clock.passes(500);
    expect(box.sockets.connections.map(({ of, closedWith }) => [of('stop').length, closedWith])).toEqual([
      [1, 1000],
      [1, 1000],
    ]);
  });

  test('frames that mean nothing are warned of and the stream goes on', async () => {
    const bad = ['', 'no json', '[]', 'null', '{"event":"media"}', '{"event":"dance","streamSid":"MZ1"}'];
    box.sockets.answer = (frame, { send, socket }) => {
      if (frame.event !== 'start') return;
      for (const text of bad) send(text);
      socket.send(Buffer.from([0, 1, 2]));
      send({ event: 'clear', streamSid: 'MZ1' });
      send({ event: 'media', streamSid: frame.streamSid, media: { payload: '***' } });
      for (let more = 0; more < 100; more += 1) send('no json');
    };
    await box.answeredCall(connect());
    await box.clock.passes(1000);
    expect(box.sockets.latest().of('media')).toHaveLength(50);
    expect(box.warnings().filter((line) => /3195[01]/.test(line))).toHaveLength(20);
  });

  test('a frame of more than four megabytes ends the stream as an error', async () => {
    box.sockets.answer = (frame, { send }) => {
      if (frame.event === 'start') send(media(frame.streamSid, new Int16Array(4_000_000)));
    };
    await box.answeredCall(connect());
    await box.clock.passes(3000);
    expect(box.warnings().join()).toContain('31921');
    expect(box.heard()).toEqual(['After the stream.']);
  });
});

describe('Connect to what is not emulated', () => {
  test.each(['<Room>daily</Room>', '<VirtualAgent connectorName="x"/>', '<AiSession/>', '<Conversation/>'])(
    '%s is refused with a sentence, and the action is asked',
    async (noun) => {
      box.app.on('/after', '<Response><Say>On we go.</Say></Response>');
      await box.answeredCall(`<Connect action="/after">${noun}</Connect>`);
      await box.clock.passes(3000);
      expect(box.warnings().join()).toContain('The emulator has no');
      expect(box.heard()).toEqual(['On we go.']);
    },
  );
});
