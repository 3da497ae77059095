import type { Clock, Timer } from '@offhook/kit';
import type { Log } from './log.ts';

interface Work {
  name: string;
  everyMs: number;
  run: () => Promise<void>;
}

/** Runs each work again and again, `everyMs` of the clock after it ended; a failure is logged and the next turn comes. */
export function runSweeps(
  { clock, log }: { clock: Clock; log: Log },
  sweeps: readonly Work[],
): { start(): void; stop(): void } {
  const timers = new Map<string, Timer>();
  let stopped = false;
  const schedule = (sweep: Work) => {
    if (stopped) return;
    timers.set(
      sweep.name,
      clock.after(sweep.everyMs, () => {
        const turn = sweep
          .run()
          .catch((error: unknown) => log.warn({ err: error, sweep: sweep.name }, 'a sweep failed'));
        void clock.during(turn).finally(() => schedule(sweep));
      }),
    );
  };
  return {
    start: () => sweeps.forEach(schedule),
    stop() {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
    },
  };
}
