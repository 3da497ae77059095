import { type Samples, SoundNotReady, toMuLaw } from '../audio/index.ts';
import type { Target } from '../call.ts';
import { deliver } from '../callbacks.ts';
import { type Exchange, noteCall, spawn } from '../exchange.ts';
import { type Line, soundsFrom } from '../line.ts';
import { utc } from '../parameters.ts';
import { Interruption, outside, type Task, until } from '../task.ts';
import { callOf } from '../world.ts';
import { beginFork, type ForkRow, type ForkTrack } from './fork.ts';
import { readFrame } from './frames.ts';
import { makePlayback, type Playback } from './playback.ts';
import { connectSocket, type Socket, type SocketEnd, SocketRefused } from './web-socket.ts';

/** What a media stream was asked to be. */
export interface StreamPlan {
  url: string;
  name?: string;
  tracks: readonly ForkTrack[];
  parameters: Record<string, string>;
  callback?: Target;
  /** Whether the application is heard too: inside `<Connect>`. */
  isBidirectional: boolean;
}

/** A media stream and where it stands. */
interface OpenStream {
  exchange: Exchange;
  line: Line;
  sid: string;
  plan: StreamPlan;
  socket: Socket;
  startedAtMs: number;
  /** The number of the message that was sent last. */
  sequence: number;
  /** How many frames of audio were sent. */
  frames: number;
  end?: SocketEnd;
  /** Wakes the task that waits for the next frame. */
  wake?: () => void;
  warnings: number;
}

/**
 * Streams a call to the application until the application closes the connection, it breaks, or this is interrupted. The
 * frames are of the clock: one of 20 milliseconds for every track, of what was heard just before. On a clock that is
 * moved by hand the clock stands still until the application has been given the frame and what it sends at once in
 * answer has come; what it sends after work of its own comes when it comes. On a fast clock frames come in bundles.
 *
 * @see https://www.twilio.com/docs/voice/media-streams/websocket-messages (read 2026-11-21)
 */
export function* runStream(exchange: Exchange, line: Line, sid: string, plan: StreamPlan): Task {
  let socket: Socket;
  try {
    socket = yield* connectSocket(exchange, line.callSid, plan.url, false);
  } catch (error) {
    if (!(error instanceof SocketRefused)) throw error;
    return fail({ exchange, line, sid, plan }, error.code, error.message);
  }
  const startedAtMs = exchange.clock.nowMs();
  const stream: OpenStream = { exchange, line, sid, plan, socket, startedAtMs, sequence: 0, frames: 0, warnings: 0 };
  const unlisten = listen(stream);
  try {
    begin(stream);
    yield* sendFrames(stream);
    finish(stream);
  } catch (error) {
    yield* breakOff(stream, error);
  } finally {
    unlisten();
  }
}

/**
 * Begins a stream that only listens, beside whatever runs on the call.
 *
 * @throws ForkRefused as any fork
 */
export function startStream(exchange: Exchange, line: Line, plan: StreamPlan): ForkRow {
  const asked = { kind: 'stream', name: plan.name, tracks: plan.tracks } as const;
  return beginFork(exchange, line, asked, (sid) => runStream(exchange, line, sid, plan));
}

function send(stream: OpenStream, event: string, more: object): void {
  stream.sequence += 1;
  const { sid, socket, sequence } = stream;
  socket.send({ event, sequenceNumber: String(sequence), ...more, streamSid: sid });
}

function begin(stream: OpenStream): void {
  const { exchange, line, sid, plan, socket } = stream;
  socket.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  send(stream, 'start', {
    start: {
      accountSid: callOf(exchange.world, line.callSid).accountSid,
      streamSid: sid,
      callSid: line.callSid,
      tracks: plan.tracks,
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: plan.parameters,
    },
  });
  tell(stream, 'stream-started');
}

/** Acts on what the application sends, and tells it of keys. Returns what ends that. */
function listen(stream: OpenStream): () => void {
  const { exchange, line, plan, socket } = stream;
  const playback = makePlayback(exchange, line, (name) => send(stream, 'mark', { mark: { name } }));
  socket.listen({
    frame: (text) => (plan.isBidirectional ? obey(stream, playback, text) : warnOfFrame(stream, unheard)),
    closed: (end) => {
      stream.end = end;
      stream.wake?.();
    },
  });
  const key = (digit: string) => send(stream, 'dtmf', { dtmf: { track: 'inbound_track', digit } });
  if (plan.isBidirectional) line.keyListeners.add(key);
  return () => {
    line.keyListeners.delete(key);
    playback.stop();
  };
}

const unheard = { code: 31951, message: 'Nothing that is sent to a stream of <Start> is heard; use <Connect>' };

function obey(stream: OpenStream, playback: Playback, text: string): void {
  const command = readFrame(text, stream.sid);
  if (command.do === 'warn') warnOfFrame(stream, command);
  else if (command.do === 'clear') playback.clear();
  else if (!(command.do === 'play' ? playback.play(command.samples) : playback.mark(command.name))) {
    warnOfFrame(stream, { code: 31930, message: 'More waits to be played than is kept; what comes now is discarded' });
  }
}

const mostWarnings = 20;

function warnOfFrame(stream: OpenStream, { code, message }: { code: number; message: string }): void {
  stream.warnings += 1;
  if (stream.warnings > mostWarnings) return;
  const more = stream.warnings === mostWarnings ? ' (no more such warnings follow)' : '';
  const { url } = stream.plan;
  noteCall(stream.exchange, stream.line.callSid, {
    type: 'warned',
    code,
    message: `${stream.sid}: ${message}${more}`,
    level: 'warning',
    url,
  });
}

const frameMs = 20;
// The clock of a computer counts in fractions, and a sum of them may miss a frame's end by a hair.
const toleranceMs = 0.001;

/** Ends when the application closes the connection. */
function* sendFrames(stream: OpenStream): Task {
  const { exchange, socket, startedAtMs } = stream;
  const { clock } = exchange;
  for (;;) {
    yield* outside(clock, socket.settled());
    const dueMs = startedAtMs + (stream.frames + 1) * frameMs;
    yield* until<void>((resolve) => {
      const timer = clock.after(Math.max(0, dueMs - clock.nowMs()), resolve);
      stream.wake = resolve;
      if (stream.end) resolve();
      return () => {
        timer.cancel();
        stream.wake = undefined;
      };
    });
    yield* sendDue(stream);
    if (stream.end) return;
  }
}

function* sendDue(stream: OpenStream): Task {
  const endMs = stream.exchange.clock.nowMs() + toleranceMs;
  while (!stream.end && stream.startedAtMs + (stream.frames + 1) * frameMs <= endMs) {
    stream.frames += 1;
    yield* sendFrame(stream, stream.frames - 1);
  }
}

function* sendFrame(stream: OpenStream, frame: number): Task {
  const fromMs = stream.startedAtMs + frame * frameMs;
  for (const track of stream.plan.tracks) {
    const samples = yield* heardOn(stream, track, fromMs);
    const payload = Buffer.from(toMuLaw(samples)).toString('base64');
    // Whether Twilio numbers the chunks of each track on their own, as here, or of both together is unconfirmed.
    const media = { track, chunk: String(frame + 1), timestamp: String(frame * frameMs), payload };
    send(stream, 'media', { media });
  }
}

function* heardOn({ exchange, line }: OpenStream, name: ForkTrack, fromMs: number): Task<Samples> {
  const track = name === 'inbound' ? line.far : line.near;
  const toMs = fromMs + frameMs;
  try {
    return soundsFrom(line, track, fromMs, toMs);
  } catch (error) {
    if (!(error instanceof SoundNotReady)) throw error;
  }
  const made = track.timeline.ready(fromMs - track.originMs, toMs - track.originMs).then(
    () => true,
    () => false,
  );
  // What cannot be made is silence here; whoever made it reports why.
  return (yield* outside(exchange.clock, made)) ? soundsFrom(line, track, fromMs, toMs) : new Int16Array(frameMs * 8);
}

/** The application has closed the connection. */
function finish(stream: OpenStream): void {
  const { end } = stream;
  if (!end || end.isClean) tell(stream, 'stream-stopped');
  else fail(stream, end.code === 1002 ? 31924 : 31921, `The connection ended with ${end.code} ${end.reason}`.trimEnd());
}

/** We end the stream: it is stopped, or the call ends. What goes wrong in another way is a bug, but closes it too. */
function* breakOff(stream: OpenStream, error: unknown): Task {
  const { exchange, line, socket } = stream;
  if (!(error instanceof Interruption) || error.why === 'stopped') {
    socket.terminate();
    throw error;
  }
  // What is due in the very moment of the end is sent whichever of the two comes first.
  yield* sendDue(stream);
  const { accountSid } = callOf(exchange.world, line.callSid);
  send(stream, 'stop', { stop: { accountSid, callSid: line.callSid } });
  tell(stream, 'stream-stopped');
  try {
    yield* outside(exchange.clock, socket.settled());
  } finally {
    socket.close();
  }
  throw error;
}

type Told = Pick<OpenStream, 'exchange' | 'line' | 'sid' | 'plan'>;

/** Says on the call and to the status callback that the stream failed. */
function fail(stream: Told, code: number, message: string): void {
  const { exchange, line, plan } = stream;
  noteCall(exchange, line.callSid, { type: 'warned', code, message, level: 'error', url: plan.url });
  tell(stream, 'stream-error', { StreamError: message });
}

function tell({ exchange, line, sid, plan }: Told, event: string, more: Record<string, string> = {}): void {
  if (!plan.callback) return;
  const { accountSid } = callOf(exchange.world, line.callSid);
  const params: Record<string, string> = {
    AccountSid: accountSid,
    CallSid: line.callSid,
    StreamSid: sid,
    ...(plan.name === undefined ? {} : { StreamName: plan.name }),
    StreamEvent: event,
    Timestamp: utc(exchange.clock.nowMs()).toISOString(),
    ...more,
  };
  spawn(exchange, deliver(exchange, line.callSid, plan.callback, params));
}
