import { makeIds, realClock, secureRandom } from '@offhook/kit';
import { useEffect, useState } from 'react';

export const clock = realClock();
export const random = secureRandom();
export const ids = makeIds(clock, random);

let serverAheadMs = 0;
const tickers = new Map<number, { watchers: Set<() => void>; timer: ReturnType<typeof setInterval> }>();

/** The server tells its time with every hello; timers count from its moments, so they follow its clock. */
export function learnServerTime(time: string): void {
  serverAheadMs = Date.parse(time) - clock.nowMs();
  // What counted by the clock of this computer is put right at once.
  for (const { watchers } of tickers.values()) for (const tell of watchers) tell();
}

export function serverNowMs(): number {
  return clock.nowMs() + serverAheadMs;
}

// One timer for all that are renewed as often: a page with hundreds of them is then drawn once a tick and not once each.
function everyTick(everyMs: number, tell: () => void): () => void {
  const watchers = tickers.get(everyMs)?.watchers ?? new Set();
  const timer =
    tickers.get(everyMs)?.timer ??
    setInterval(() => {
      for (const each of watchers) each();
    }, everyMs);
  tickers.set(everyMs, { watchers, timer });
  watchers.add(tell);
  return () => {
    watchers.delete(tell);
    if (watchers.size > 0) return;
    clearInterval(timer);
    tickers.delete(everyMs);
  };
}

/** The server's time, renewed every `everyMs`; it stands still while `running` is false. */
export function useNow(everyMs: number, running = true): number {
  const [nowMs, setNowMs] = useState(serverNowMs);
  useEffect(() => {
    if (!running) return;
    setNowMs(serverNowMs());
    return everyTick(everyMs, () => setNowMs(serverNowMs()));
  }, [everyMs, running]);
  return nowMs;
}
