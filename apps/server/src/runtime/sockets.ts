import type { Server } from 'node:http';
import type { LiveMessage } from '@offhook/contract';
import type { Clock, Id } from '@offhook/kit';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from './log.ts';
import type { Telemetry } from './telemetry.ts';
import type { AccessToken, Tokens } from './tokens.ts';

/** Rooms of open sockets, one per workspace, made by the server; a socket only listens. */
export interface Sockets {
  /** Answers upgrades at /ws on this server. */
  attach(server: Server): void;
  broadcast(tenantId: Id<'workspace'>, message: LiveMessage): void;
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
  /** What a new socket is sent first. */
  greet: (token: AccessToken) => Promise<LiveMessage>;
}

// Enough for a minute of a busy workspace; whoever was away longer fetches again.
const keptMessages = 500;
// A room outlives its last socket, so that a page that comes back hears what it missed.
const lingerMs = 120_000;
const slowReaderBytes = 1024 * 1024;
const pingMs = 25_000;
const politeMs = 1000;

export function makeSockets({ tokens, clock, log, telemetry, isLive, mayConnect, greet }: SocketsOptions): Sockets {
  const socketServer = new WebSocketServer({ noServer: true, maxPayload: 4096 });
  const rooms = new Map<string, Map<WebSocket, AccessToken>>();
  const kept = new Map<string, LiveMessage[]>();
  const usedTickets = new Set<string>();

  const open = async (socket: WebSocket, token: AccessToken, since: number | undefined) => {
    // The room is there before the greeting is read, so that what happens meanwhile is kept and not lost.
    if (!rooms.has(token.tenantId)) rooms.set(token.tenantId, new Map());
    telemetry.openSockets.inc();
    socket.on('close', () => leave(socket, token.tenantId));
    const hello = await greet(token);
    if (socket.readyState !== socket.OPEN) return;
    const room = rooms.get(token.tenantId) ?? new Map<WebSocket, AccessToken>();
    rooms.set(token.tenantId, room.set(socket, token));
    const messages = kept.get(token.tenantId) ?? [];
    const missed = missedSince(messages, since, hello.seq);
    for (const message of missed.messages) if (message.seq <= hello.seq) send(socket, message);
    send(socket, { ...hello, ...(hello.type === 'hello' ? { complete: missed.complete } : {}) });
    for (const message of messages) if (message.seq > hello.seq) send(socket, message);
  };

  const leave = (socket: WebSocket, tenantId: string) => {
    const room = rooms.get(tenantId);
    room?.delete(socket);
    telemetry.openSockets.dec();
    if (room?.size === 0) clock.after(lingerMs, () => clear(tenantId, room));
  };

  const admit = async (ticket: string): Promise<AccessToken | undefined> => {
    const token = await tokens.verifyTicket(ticket);
    if (!token || usedTickets.has(token.ticketId)) return undefined;
    usedTickets.add(token.ticketId);
    clock.after(60_000, () => usedTickets.delete(token.ticketId));
    return (await isLive(token)) ? token : undefined;
  };

  // What was kept goes with the room: later messages of a room that nobody heard would be missing in between.
  const clear = (tenantId: string, room: Map<WebSocket, AccessToken>) => {
    if (room.size > 0 || rooms.get(tenantId) !== room) return;
    rooms.delete(tenantId);
    kept.delete(tenantId);
  };

  const ping = setInterval(() => {
    for (const room of rooms.values()) for (const socket of room.keys()) socket.ping();
  }, pingMs).unref();

  return {
    attach(server) {
      server.on('upgrade', (request, stream, head) => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const refuse = (status: string) => stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
        if (url.pathname !== '/ws') return refuse('404 Not Found');
        if (!mayConnect(request.headers.origin, request.headers.host)) return refuse('403 Forbidden');
        const admitted = clock.during(admit(url.searchParams.get('ticket') ?? ''));
        const enter = (token: AccessToken | undefined) => {
          if (!token) return refuse('401 Unauthorized');
          const since = url.searchParams.get('since');
          socketServer.handleUpgrade(request, stream, head, (socket) => {
            socket.on('error', (error) => log.debug({ err: error }, 'a socket failed'));
            void open(socket, token, since === null ? undefined : Number(since)).catch((error: unknown) => {
              log.error({ err: error }, 'a socket could not be greeted');
              socket.close(1011);
            });
          });
        };
        admitted.then(enter, () => refuse('503 Service Unavailable'));
      });
    },
    broadcast(tenantId, message) {
      const messages = kept.get(tenantId) ?? [];
      messages.push(message);
      if (messages.length > keptMessages) messages.splice(0, messages.length - keptMessages);
      kept.set(tenantId, messages);
      const frame = frameOf(message);
      for (const socket of rooms.get(tenantId)?.keys() ?? []) sendFrame(socket, frame);
    },
    // Rooms are keyed by workspace ids that came out of tokens of ours.
    rooms: () => [...rooms.keys()] as Id<'workspace'>[],
    endPerson(tenantId, personId) {
      for (const [socket, token] of rooms.get(tenantId) ?? []) {
        if (token.personId !== personId) continue;
        send(socket, { type: 'session.ended', seq: 0 });
        socket.close(4401, 'session ended');
      }
    },
    async close() {
      clearInterval(ping);
      for (const room of rooms.values()) for (const socket of room.keys()) socket.close(1001, 'server stops');
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

function send(socket: WebSocket, message: LiveMessage): void {
  sendFrame(socket, frameOf(message));
}

/** Made once for everybody who is told. */
function frameOf(message: LiveMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}

function sendFrame(socket: WebSocket, frame: Buffer): void {
  // A reader that does not read must not fill our memory: it reconnects and catches up.
  if (socket.bufferedAmount > slowReaderBytes) socket.terminate();
  else socket.send(frame, asText);
}

const asText = { binary: false };

function missedSince(
  kept: LiveMessage[],
  since: number | undefined,
  now: number,
): { messages: LiveMessage[]; complete: boolean } {
  if (since === undefined) return { messages: [], complete: true };
  const first = kept[0];
  const complete = since >= now || (first !== undefined && first.seq <= since);
  return { messages: complete ? kept.filter((message) => message.seq >= since) : [], complete };
}
