import { LiveMessage, socketTicket } from '@offhook/contract';
import { api, endSession } from './api.ts';
import { clock, learnServerTime, random } from './clock.ts';

export type LiveState = { kind: 'connecting' | 'live' | 'reconnecting' | 'offline'; lastHeardAt: string | undefined };

export interface LiveSocket {
  state(): LiveState;
  watch(tell: () => void): () => void;
  close(): void;
}

const offlineAfterMs = 5000;

/** Keeps one socket to the server open: asks for a ticket, resumes after the last message heard, backs off in between. */
export function openLiveSocket(hear: (message: LiveMessage) => void): LiveSocket {
  const watchers = new Set<() => void>();
  let state: LiveState = { kind: 'connecting', lastHeardAt: undefined };
  let socket: WebSocket | undefined;
  let lastSeq: number | undefined;
  let failures = 0;
  let attempt = 0;
  let closed = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let offlineTimer: ReturnType<typeof setTimeout> | undefined;

  const become = (next: LiveState) => {
    state = next;
    for (const tell of watchers) tell();
  };

  // Only the newest attempt counts: an older one that still answers or closes is not heard.
  const connect = async () => {
    attempt += 1;
    const mine = attempt;
    const current = () => mine === attempt && !closed;
    try {
      const { ticket } = await api(socketTicket, {});
      if (!current()) return;
      socket = new WebSocket(socketUrl(ticket, lastSeq));
      socket.onmessage = (event) => current() && receive(LiveMessage.parse(JSON.parse(String(event.data))));
      socket.onclose = () => current() && lost();
    } catch {
      if (current()) lost();
    }
  };

  const receive = (message: LiveMessage) => {
    lastSeq = Math.max(lastSeq ?? 0, message.seq);
    if (message.type === 'session.ended') return endSession();
    if (message.type === 'hello') {
      failures = 0;
      clearTimeout(offlineTimer);
      offlineTimer = undefined;
      learnServerTime(message.time);
      become({ kind: 'live', lastHeardAt: undefined });
    }
    hear(message);
  };

  const lost = () => {
    if (state.kind === 'live') become({ kind: 'reconnecting', lastHeardAt: clock.now().toISOString() });
    offlineTimer ??= setTimeout(() => {
      become({ kind: 'offline', lastHeardAt: state.lastHeardAt ?? clock.now().toISOString() });
    }, offlineAfterMs);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void connect(), reconnectDelayMs(failures, random.next()));
    failures += 1;
  };

  const hurry = () => {
    if (closed || state.kind === 'live') return;
    failures = 0;
    clearTimeout(retryTimer);
    void connect();
  };

  addEventListener('online', hurry);
  void connect();
  return {
    state: () => state,
    watch(tell) {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    close() {
      closed = true;
      removeEventListener('online', hurry);
      clearTimeout(retryTimer);
      clearTimeout(offlineTimer);
      socket?.close();
    },
  };
}

/** Half a second, doubling up to 15 s; `chance` in [0, 1) spreads the return of many pages after one restart. */
export function reconnectDelayMs(failures: number, chance: number): number {
  return Math.min(500 * 2 ** failures, 15_000) * (0.5 + chance / 2);
}

function socketUrl(ticket: string, since: number | undefined): string {
  const url = new URL('/ws', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('ticket', ticket);
  if (since !== undefined) url.searchParams.set('since', String(since));
  return url.href;
}
