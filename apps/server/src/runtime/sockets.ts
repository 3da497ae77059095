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
  /** Pages of other origins are refused. */
  mayConnect: (origin: string | undefined, host: string | undefined) => boolean;
  /** What a new socket is sent first. */
  greet: (token: AccessToken) => Promise<LiveMessage>;
}

// Enough for a minute of a busy workspace; whoever was away longer fetches again.
const keptMessages = 500;
const slowReaderBytes = 1024 * 1024;
const pingMs = 25_000;

export function makeSockets({ tokens, clock, log, telemetry, mayConnect, greet }: SocketsOptions): Sockets {
  const socketServer = new WebSocketServer({ noServer: true, maxPayload: 4096 });
  const rooms = new Map<string, Map<WebSocket, AccessToken>>();
  const kept = new Map<string, LiveMessage[]>();
  const usedTickets = new Set<string>();

  const open = async (socket: WebSocket, token: AccessToken, since: number | undefined) => {
    const hello = await greet(token);
    const room = rooms.get(token.tenantId) ?? new Map<WebSocket, AccessToken>();
    rooms.set(token.tenantId, room.set(socket, token));
    telemetry.openSockets.inc();
    socket.on('close', () => {
      room.delete(socket);
      if (room.size === 0) rooms.delete(token.tenantId);
      telemetry.openSockets.dec();
    });
    const missed = missedSince(kept.get(token.tenantId) ?? [], since, hello.seq);
    for (const message of missed.messages) send(socket, message);
    send(socket, { ...hello, ...(hello.type === 'hello' ? { complete: missed.complete } : {}) });
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
        const admitted = clock.during(tokens.verifyTicket(url.searchParams.get('ticket') ?? ''));
        void admitted.then((token) => {
          if (!token || usedTickets.has(token.ticketId)) return refuse('401 Unauthorized');
          usedTickets.add(token.ticketId);
          clock.after(60_000, () => usedTickets.delete(token.ticketId));
          const since = url.searchParams.get('since');
          socketServer.handleUpgrade(request, stream, head, (socket) => {
            socket.on('error', (error) => log.debug({ err: error }, 'a socket failed'));
            void open(socket, token, since === null ? undefined : Number(since)).catch((error: unknown) => {
              log.error({ err: error }, 'a socket could not be greeted');
              socket.close(1011);
            });
          });
        });
      });
    },
    broadcast(tenantId, message) {
      const messages = kept.get(tenantId) ?? [];
      messages.push(message);
      if (messages.length > keptMessages) messages.splice(0, messages.length - keptMessages);
      kept.set(tenantId, messages);
      for (const socket of rooms.get(tenantId)?.keys() ?? []) send(socket, message);
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
      await new Promise<void>((resolve) => socketServer.close(() => resolve()));
    },
  };
}

function send(socket: WebSocket, message: LiveMessage): void {
  // A reader that does not read must not fill our memory: it reconnects and catches up.
  if (socket.bufferedAmount > slowReaderBytes) socket.terminate();
  else socket.send(JSON.stringify(message));
}

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
