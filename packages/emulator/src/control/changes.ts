import { type Face, grammar } from '@offhook/twiml';
import type { Exchange } from '../exchange.ts';
import { utc } from '../parameters.ts';
import type { Entry } from '../world.ts';
import { latestCalls, summaryJson } from './calls.ts';
import { healthJson } from './health.ts';
import type { SnapshotJson } from './shapes.ts';

export const mostCallsShown = 200;

/**
 * Server-Sent Events for as long as somebody reads: first `snapshot` ({@link SnapshotJson}), then `call` with one line of the
 * list for every call that has changed. A slow reader misses steps in between, never the last state.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html (read 2026-11-21)
 */
export function changes(exchange: Exchange): Response {
  const encoder = new TextEncoder();
  const changed = new Set<string>();
  let isDue = false;
  let stop = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encoder.encode(message('snapshot', snapshot(exchange))));
      const listener = (entry: Entry) => {
        const sid = callSidOf(exchange, entry);
        if (sid === undefined) return;
        changed.add(sid);
        if (isDue || (controller.desiredSize ?? 0) <= 0) return;
        isDue = true;
        // Once for all that happens in this turn.
        setImmediate(() => {
          isDue = false;
          if (exchange.listeners.has(listener)) flush(controller);
        });
      };
      exchange.listeners.add(listener);
      stop = () => void exchange.listeners.delete(listener);
    },
    pull: (controller) => flush(controller),
    cancel: () => stop(),
  });
  const flush = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const calls = [...changed].slice(-mostCallsShown).flatMap((sid) => exchange.world.calls.get(sid) ?? []);
    changed.clear();
    const text = calls.map((call) => message('call', summaryJson(exchange, call))).join('');
    if (text !== '') controller.enqueue(encoder.encode(text));
  };
  return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
}

function message(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function callSidOf({ world }: Exchange, entry: Entry): string | undefined {
  if (entry.kind === 'call') return entry.sid;
  return entry.kind === 'recording' ? world.recordings.get(entry.sid)?.callSid : undefined;
}

function snapshot(exchange: Exchange): SnapshotJson {
  return {
    ...healthJson(exchange),
    now: utc(exchange.clock.nowMs()).toISOString(),
    calls: latestCalls(exchange, mostCallsShown).map((call) => summaryJson(exchange, call)),
    grammar: Object.fromEntries([grammar, ...grammar.children].map((face) => [face.element, insideOf(face)])),
  };
}

function insideOf({ children }: Face): string[] {
  return children.map(({ element }) => element);
}
