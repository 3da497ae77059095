import { type Clock, type ManualClock, realClock } from '@offhook/kit';
import { WebSocket } from 'ws';
import { accountOf, type Exchange, noteCall } from '../exchange.ts';
import { sign } from '../signature.ts';
import { outside, type Task } from '../task.ts';
import { callOf } from '../world.ts';

/** A connection to the application could not be made; `code` is Twilio's number for the reason with Media Streams. */
export class SocketRefused extends Error {
  override name = 'SocketRefused';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** How the application's side ended a connection. 1006 and other codes than 1000, 1001 and 1005 mean that it broke. */
export interface SocketEnd {
  code: number;
  isClean: boolean;
  reason: string;
}

/** A WebSocket to the application, after the upgrade. */
export interface Socket {
  send(frame: object): void;
  /**
   * On a clock that is moved by hand: resolves when the application has been given all that was sent, and has come back
   * to its network twice since. On any other clock: at once, or when what waits to be sent has become short.
   */
  settled(): Promise<void> | undefined;
  /** Whom to tell of frames and of the end. Frames that came before are handed over at once. */
  listen(listeners: { frame: (text: string) => void; closed: (end: SocketEnd) => void }): void;
  /** What came and was not handed over is dropped. */
  close(): void;
  /** Breaks the connection off. */
  terminate(): void;
}

// Our own limit; the documents name none. Four megabytes of base64 are six minutes of audio.
const mostFrameBytes = 4 * 1024 * 1024;
const mostWaitingBytes = 1024 * 1024;
const mostWaitingFrames = 10_000;

/**
 * Connects to the application's WebSocket, signed over the URL as it was given.
 *
 * @throws SocketRefused with the number of a Media Streams error
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security (read 2026-11-21)
 */
export function* connectSocket(exchange: Exchange, callSid: string, url: string, allowsQuery: boolean): Task<Socket> {
  checkUrl(exchange, callSid, url, allowsQuery);
  const { authToken } = accountOf(exchange, callOf(exchange.world, callSid).accountSid);
  const opening = open(exchange, url, sign(authToken, url));
  try {
    return yield* outside(exchange.clock, opening);
  } catch (error) {
    // Nobody waits any more; a connection that is made all the same is broken off.
    opening.then(
      (socket) => socket.terminate(),
      () => undefined,
    );
    throw error;
  }
}

/**
 * Refuses what Twilio refuses: another scheme than wss, and for streams a query, in whose place parameters are sent.
 *
 * @see https://www.twilio.com/docs/voice/twiml/stream (read 2026-11-21)
 */
export function checkUrl(exchange: Exchange, callSid: string, url: string, allowsQuery: boolean): void {
  if (!URL.canParse(url)) throw new SocketRefused(31923, `'${url}' is no URL`);
  const { protocol, hostname, search } = new URL(url);
  if (protocol === 'ws:' && exchange.settings.plainSockets && isLoopback(hostname)) {
    const message = `${url} is tried although Twilio refuses ws: (31922); this emulator was told to allow it`;
    noteCall(exchange, callSid, { type: 'warned', code: 31922, message, level: 'warning', url });
  } else if (protocol !== 'wss:') {
    const hint = protocol === 'ws:' ? '; the option plainSockets allows ws: on this machine' : '';
    throw new SocketRefused(31922, `The URL of a WebSocket must begin with wss:, not ${protocol}${hint}`);
  }
  if (search !== '' && !allowsQuery)
    throw new SocketRefused(31923, `${url} has a query, which Twilio does not support; use <Parameter>`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function open(exchange: Exchange, url: string, signature: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const connection = new WebSocket(url, {
      handshakeTimeout: exchange.settings.webhookTimeoutMs,
      maxPayload: mostFrameBytes,
      perMessageDeflate: false,
      // As captured from Twilio by several projects; not documented.
      headers: { 'x-twilio-signature': signature, 'user-agent': 'Twilio.TmeWs/1.0' },
    });
    // The listeners are there before the first frame can come.
    const socket = socketOver(exchange, connection);
    connection.once('open', () => resolve(socket));
    connection.once('error', (error: NodeJS.ErrnoException) => {
      reject(new SocketRefused(codeOf(error), `${url}: ${error.message || error.code}`));
    });
  });
}

// https://www.twilio.com/docs/api/errors (31901 to 31920, read 2026-11-21).
const codes: Record<string, number> = {
  ETIMEDOUT: 31901,
  ECONNREFUSED: 31902,
  EPIPE: 31903,
  ECONNRESET: 31903,
  EHOSTUNREACH: 31904,
  ENETUNREACH: 31904,
  ENOTFOUND: 31904,
  EAI_AGAIN: 31904,
};

function codeOf(error: NodeJS.ErrnoException): number {
  const known = codes[error.code ?? ''];
  if (known !== undefined) return known;
  if (/handshake has timed out/i.test(error.message)) return 31901;
  return /certificate|ssl|tls/i.test(`${error.code} ${error.message}`) ? 31910 : 31920;
}

function socketOver(exchange: Exchange, connection: WebSocket): Socket {
  let frame: ((text: string) => void) | undefined;
  let closed: ((end: SocketEnd) => void) | undefined;
  let end: SocketEnd | undefined;
  const waiting: string[] = [];
  let problem = '';
  connection.on('error', (error) => {
    problem = error.message;
  });
  connection.on('message', (data, isBinary) => {
    // A binary frame is read like a text and then found malformed. The data are of one piece by default.
    const text = isBinary ? '' : data.toString();
    if (frame) frame(text);
    else if (waiting.length < mostWaitingFrames) waiting.push(text);
  });
  connection.on('close', (code, reason) => {
    end = { code, isClean: [1000, 1001, 1005].includes(code), reason: problem || reason.toString() };
    closed?.(end);
  });
  return {
    send: (message) => {
      if (connection.readyState === WebSocket.OPEN) connection.send(JSON.stringify(message), () => undefined);
    },
    settled: () => settle(exchange, connection),
    listen: (listeners) => {
      ({ frame, closed } = listeners);
      for (const text of waiting.splice(0)) frame(text);
      if (end) closed(end);
    },
    close: () => {
      frame = () => undefined;
      closed = undefined;
      connection.close(1000);
    },
    terminate: () => {
      frame = () => undefined;
      closed = undefined;
      connection.terminate();
    },
  };
}

// Two round trips: in the first the application's listeners run, in the second what they put off until the next turn.
function settle(exchange: Exchange, connection: WebSocket): Promise<void> | undefined {
  if (connection.readyState !== WebSocket.OPEN) return undefined;
  if (isMovedByHand(exchange.clock)) {
    return roundTrip(connection, exchange.settings.webhookTimeoutMs).then(() =>
      roundTrip(connection, exchange.settings.webhookTimeoutMs),
    );
  }
  return connection.bufferedAmount > mostWaitingBytes
    ? roundTrip(connection, exchange.settings.webhookTimeoutMs)
    : undefined;
}

function isMovedByHand(clock: Clock): clock is ManualClock {
  return 'settles' in clock;
}

const wall = realClock();

function roundTrip(connection: WebSocket, atMostMs: number): Promise<void> {
  if (connection.readyState !== WebSocket.OPEN) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      timer.cancel();
      connection.off('pong', done);
      connection.off('close', done);
      resolve();
    };
    // An application that answers no ping must not stop the clock for ever; the network is of the wall.
    const timer = wall.after(atMostMs, done);
    connection.on('pong', done);
    connection.on('close', done);
    connection.ping();
  });
}
