import { makeIds, realClock, secureRandom } from '@offhook/kit';
import { useEffect, useState } from 'react';

export const clock = realClock();
export const random = secureRandom();
export const ids = makeIds(clock, random);

let serverAheadMs = 0;

/** The server tells its time with every hello; timers count from its moments, so they follow its clock. */
export function learnServerTime(time: string): void {
  serverAheadMs = Date.parse(time) - clock.nowMs();
}

export function serverNowMs(): number {
  return clock.nowMs() + serverAheadMs;
}

/** The server's time, renewed every `everyMs`; it stands still while `running` is false. */
export function useNow(everyMs: number, running = true): number {
  const [nowMs, setNowMs] = useState(serverNowMs);
  useEffect(() => {
    if (!running) return;
    setNowMs(serverNowMs());
    const timer = setInterval(() => setNowMs(serverNowMs()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, running]);
  return nowMs;
}
