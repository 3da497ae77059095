import { useEffect, useState } from 'preact/hooks';
import type { CallSummaryJson, SnapshotJson } from '../../../src/control/shapes.ts';
import { type Api, type Change, Refused } from './api.ts';
import { type BoxClock, makeBoxClock } from './box-clock.ts';

export interface Live {
  connection: 'connecting' | 'live' | 'lost' | 'refused';
  /** Newest first. */
  calls: CallSummaryJson[];
  box?: Pick<SnapshotJson, 'account_sid' | 'version' | 'speed'>;
  grammar: SnapshotJson['grammar'];
  clock?: BoxClock;
}

const mostCalls = 200;
const pauseMs = 1000;

/** Follows the emulator; comes back by itself when the connection breaks. */
export function useLive(api: Api): Live {
  const [live, setLive] = useState<Live>({ connection: 'connecting', calls: [], grammar: {} });
  useEffect(() => {
    const stop = new AbortController();
    void follow(api, stop.signal, (change) => setLive((before) => ({ ...before, ...change(before) })));
    return () => stop.abort();
  }, [api]);
  return live;
}

async function follow(api: Api, signal: AbortSignal, set: (change: (before: Live) => Partial<Live>) => void) {
  while (!signal.aborted) {
    try {
      for await (const change of api.changes(signal)) set((before) => applied(before, change));
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return set(() => ({ connection: 'refused' }));
    }
    if (signal.aborted) return;
    set(() => ({ connection: 'lost' }));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

function applied(before: Live, change: Change): Partial<Live> {
  if (change.type === 'snapshot') {
    const { now, calls, grammar, account_sid, version, speed } = change.snapshot;
    const clock = makeBoxClock(Date.parse(now), speed);
    return { connection: 'live', calls, clock, grammar, box: { account_sid, version, speed } };
  }
  const { call } = change;
  const isKnown = before.calls.some(({ sid }) => sid === call.sid);
  if (!isKnown) return { calls: [call, ...before.calls].slice(0, mostCalls) };
  return { calls: before.calls.map((each) => (each.sid === call.sid ? call : each)) };
}
