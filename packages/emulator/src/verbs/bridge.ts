import type { Line } from '../line.ts';
import { until } from '../waiting.ts';
import type { Stage } from './outcome.ts';

/** Lets two legs hear each other until the child hangs up, the time is over or the caller presses star. */
export async function bridged(
  { exchange, line }: Stage,
  child: Line,
  { timeLimitSeconds, endsOnStar }: { timeLimitSeconds: number; endsOnStar: boolean },
): Promise<void> {
  line.bridgedTo = child;
  child.bridgedTo = line;
  try {
    await until<void>(line.interruption.signal, (resolve) => {
      if (child.ended.signal.aborted) resolve();
      const timer = exchange.clock.after(timeLimitSeconds * 1000, resolve);
      const over = () => resolve();
      const star = (key: string) => {
        if (endsOnStar && key === '*') resolve();
      };
      child.ended.signal.addEventListener('abort', over, { once: true });
      line.keyListeners.add(star);
      return () => {
        timer.cancel();
        child.ended.signal.removeEventListener('abort', over);
        line.keyListeners.delete(star);
      };
    });
  } finally {
    line.bridgedTo = undefined;
    child.bridgedTo = undefined;
  }
}
