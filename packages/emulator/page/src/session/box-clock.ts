import { useBeat } from './use-beat.ts';

/** The emulator's time, which may run faster than the wall's. */
export interface BoxClock {
  nowMs(): number;
}

export function makeBoxClock(nowMs: number, speed: number): BoxClock {
  const readAt = performance.now();
  return { nowMs: () => nowMs + (performance.now() - readAt) * speed };
}

/** Milliseconds since `since`, again every second. */
export function useElapsedMs(clock: BoxClock | undefined, since: string): number {
  useBeat(true);
  return clock ? Math.max(0, clock.nowMs() - Date.parse(since)) : 0;
}
