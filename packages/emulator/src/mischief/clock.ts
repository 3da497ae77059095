import type { Clock } from '@offhook/kit';
import type { Exchange } from '../exchange.ts';

const steps = new WeakMap<Clock, { byMs: number }>();

/** The same clock, but for what time it tells: that can be stepped, as a time server steps a computer's. */
export function steppable<Given extends Clock>(clock: Given): Given {
  const step = { byMs: 0 };
  const stepped = {
    ...clock,
    nowMs: () => clock.nowMs() + step.byMs,
    now: () => {
      const now = clock.now();
      now.setTime(now.getTime() + step.byMs);
      return now;
    },
  };
  steps.set(stepped, step);
  return stepped;
}

/** Timers are not touched: what was to happen in ten seconds still does. */
export function stepClock({ clock, dialling }: Exchange, byMs: number): void {
  const step = steps.get(clock);
  if (!step) return;
  step.byMs += byMs;
  // A moment that is kept as such, rather than as a timer.
  dialling.nextAtMs += byMs;
}
