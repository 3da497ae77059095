import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { LiveMessage } from '@offhook/contract';
import type { Clock, Id } from '@offhook/kit';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from './log.ts';
import type { Telemetry } from './telemetry.ts';
import { textFrame } from './text-frame.ts';
import type { AccessToken, Tokens } from './tokens.ts';

/** Rooms of open sockets, one per workspace, made by the server; a socket only listens. */
export interface Sockets {
  /** Answers upgrades at /ws on this server. */
  attach(server: Server): void;
  /** Tells messages that belong together, in as few writes as there are sockets. */
  broadcast(tenantId: Id<'workspace'>, messages: readonly LiveMessage[]): void;
  /** Workspaces that somebody here listens to. */
  rooms(): Id<'workspace'>[];
  /** Ends the sockets of one person, told why. */
  endPerson(tenantId: Id<'workspace'>, personId: Id<'person'>): void;
  close(): Promise<void>;
}

interface SocketsOptions {
  tokens: Tokens;
  clock: Clock;
  log: Log;
  telemetry: Telemetry;
  /** False when the session behind a ticket has ended since the ticket was given. */
  isLive: (token: AccessToken) => Promise<boolean>;
  /** Pages of other origins are refused. */
  mayConnect: (origin: string | undefined, host: string | undefined) => boolean;
  /** What the new sockets of a workspace are sent first. */
  greet: (tenantId: Id<'workspace'>) => Promise<LiveMessage>;
}

// Enough for a minute of a busy workspace; whoever was away longer fetches again.
const keptMessages = 500;
// A room outlives its last socket, so that a page that comes back hears what it missed.
const lingerMs = 120_000;
const slowReaderBytes = 1024 * 1024;
const pingMs = 25_000;
const politeMs = 1000;

/** Somebody's place in the room of a workspace. */
interface Seat {
  socket: WebSocket;
  /** What the socket writes to: a frame for everybody goes there as it is. */
  stream: Duplex;
  token: AccessToken;
  /** True while it hears nothing, since a greeting that tells everything is on its way or waits until it reads on. */
  isBehind: boolean;
  /** True when it was behind at the last ping, and since. */
  isLate: boolean;
}

interface Kept {
  seq: number;
  frame: Buffer;
}

export function makeSockets({ tokens, clock, log, telemetry, isLive, mayConnect, greet }: SocketsOptions): Sockets {
  const socketServer = new WebSocketServer({ noServer: true, maxPayload: 4096 });
  const rooms = new Map<string, Set<Seat>>();
  const kept = new Map<string, Kept[]>();
  const greetings = new Map<string, Promise<LiveMessage>>();
  const usedTickets = new Set<string>();

  const enter = (seat: Seat, since: number | undefined) => {
    const { tenantId } = seat.token;
    const room = rooms.get(tenantId) ?? new Set<Seat>();
    // The room is there before the greeting is read, so that what happens meanwhile is kept and not lost.
    rooms.set(tenantId, room.add(seat));
    telemetry.openSockets.inc();
    seat.socket.on('close', () => leave(seat, room));
    seat.socket.on('error', (error) => log.debug({ err: error }, 'a socket failed'));
    welcome(seat, (messages, now) => missedSince(messages, since, now));
  };

  /** Many that ask while one greeting is being read are all sent that one, and what was told since. */
  const greeted = (tenantId: Id<'workspace'>): Promise<LiveMessage> => {
    const known = greetings.get(tenantId);
    if (known) return known;
    const greeting = greet(tenantId).finally(() => greetings.delete(tenantId));
    greetings.set(tenantId, greeting);
    return greeting;
  };

  /** Greets a seat, after what it missed; from then on it hears everything. */
  const welcome = (seat: Seat, missed: (messages: readonly Kept[], now: number) => Missed) => {
    seat.isBehind = true;
    const sent = greeted(seat.token.tenantId).then((hello) => {
      if (seat.socket.readyState !== seat.socket.OPEN) return;
      const messages = kept.get(seat.token.tenantId) ?? [];
      const { before, complete } = missed(messages, hello.seq);
      // So much may have been told since the greeting was read that its beginning is no longer kept.
      const isWhole = messages.length < keptMessages || (messages[0]?.seq ?? 0) <= hello.seq;
      const greeting = greetingFrame(hello, complete && isWhole);
      const after = messages.filter((message) => message.seq > hello.seq);
      seat.stream.write(Buffer.concat([...before, { frame: greeting }, ...after].map(({ frame }) => frame)));
      Object.assign(seat, { isBehind: false, isLate: false });
    });
    sent.catch((error: unknown) => {
      log.error({ err: error }, 'a socket could not be greeted');
      seat.socket.close(1011);
    });
  };

  const tell = (seat: Seat, bytes: Buffer) => {
    if (seat.isBehind || seat.socket.readyState !== seat.socket.OPEN) return;
    if (seat.stream.writableLength <= slowReaderBytes) return void seat.stream.write(bytes);
    // A reader that does not read must not fill our memory: once it reads on it is greeted anew and fetches its lists.
    seat.isBehind = true;
    seat.stream.once('drain', () => welcome(seat, () => ({ before: [], complete: false })));
  };

  const leave = (seat: Seat, room: Set<Seat>) => {
    room.delete(seat);
    telemetry.openSockets.dec();
    if (room.size === 0) clock.after(lingerMs, () => clear(seat.token.tenantId, room));
  };

  const admit = async (ticket: string): Promise<AccessToken | undefined> => {
    const token = await tokens.verifyTicket(ticket);
    if (!token || usedTickets.has(token.ticketId)) return undefined;
    usedTickets.add(token.ticketId);
    clock.after(60_000, () => usedTickets.delete(token.ticketId));
    return (await isLive(token)) ? token : undefined;
  };

  // What was kept goes with the room: later messages of a room that nobody heard would be missing in between.
  const clear = (tenantId: string, room: Set<Seat>) => {
    if (room.size > 0 || rooms.get(tenantId) !== room) return;
    rooms.delete(tenantId);
    kept.delete(tenantId);
  };

  const ping = setInterval(() => {
    for (const room of rooms.values()) for (const seat of room) pingSeat(seat);
  }, pingMs).unref();

  return {
    attach(server) {
      server.on('upgrade', (request, stream, head) => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const refuse = (status: string) => stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
        if (url.pathname !== '/ws') return refuse('404 Not Found');
        if (!mayConnect(request.headers.origin, request.headers.host)) return refuse('403 Forbidden');
        const admitted = clock.during(admit(url.searchParams.get('ticket') ?? ''));
        const open = (token: AccessToken | undefined) => {
          if (!token) return refuse('401 Unauthorized');
          const since = url.searchParams.get('since');
          socketServer.handleUpgrade(request, stream, head, (socket) =>
            enter({ socket, stream, token, isBehind: true, isLate: false }, since === null ? undefined : Number(since)),
          );
        };
        admitted.then(open, () => refuse('503 Service Unavailable'));
      });
    },
    broadcast(tenantId, messages) {
      const told = messages.map((message) => ({ seq: message.seq, frame: frameOf(message) }));
      kept.set(tenantId, [...(kept.get(tenantId) ?? []), ...told].slice(-keptMessages));
      const bytes = Buffer.concat(told.map(({ frame }) => frame));
      for (const seat of rooms.get(tenantId) ?? []) tell(seat, bytes);
    },
    // Rooms are keyed by workspace ids that came out of tokens of ours.
    rooms: () => [...rooms.keys()] as Id<'workspace'>[],
    endPerson(tenantId, personId) {
      for (const { socket, stream, token } of rooms.get(tenantId) ?? []) {
        if (token.personId !== personId) continue;
        stream.write(frameOf({ type: 'session.ended', seq: 0 }));
        socket.close(4401, 'session ended');
      }
    },
    async close() {
      clearInterval(ping);
      for (const room of rooms.values()) for (const { socket } of room) socket.close(1001, 'server stops');
      const closed = new Promise<void>((resolve) => socketServer.close(() => resolve()));
      // One that does not answer the close frame would keep us for half a minute.
      const cut = setTimeout(() => {
        for (const socket of socketServer.clients) socket.terminate();
      }, politeMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

/** Made once for everybody who is told. */
function frameOf(message: LiveMessage): Buffer {
  return textFrame(JSON.stringify(message));
}

const greetingFrames = new WeakMap<LiveMessage, Map<boolean, Buffer>>();

/** As above: a greeting has all live calls in it. */
function greetingFrame(hello: LiveMessage, complete: boolean): Buffer {
  const made = greetingFrames.get(hello) ?? new Map<boolean, Buffer>();
  greetingFrames.set(hello, made);
  const frame = made.get(complete) ?? frameOf(hello.type === 'hello' ? { ...hello, complete } : hello);
  made.set(complete, frame);
  return frame;
}

/** One that has read nothing from one ping to the next is not there any more, or too slow to be told anything. */
function pingSeat(seat: Seat): void {
  if (seat.isLate) seat.socket.terminate();
  else seat.socket.ping();
  seat.isLate = seat.isBehind;
}

/** What of the messages until `now` somebody has not heard who heard everything until `since`. */
interface Missed {
  before: Kept[];
  /** False when some of them are no longer kept. */
  complete: boolean;
}

function missedSince(messages: readonly Kept[], since: number | undefined, now: number): Missed {
  if (since === undefined) return { before: [], complete: true };
  const first = messages[0];
  const complete = since >= now || (first !== undefined && first.seq <= since);
  return { before: complete ? messages.filter(({ seq }) => seq >= since && seq <= now) : [], complete };
}
