import { type Line, letHear, stopHearing } from '../line.ts';
import { type Task, until } from '../task.ts';
import type { Stage } from './outcome.ts';

/** How a bridge between two legs came to its end. */
export type BridgeEnd = 'over' | 'child-left';

/** Lets two legs hear each other until the child hangs up or leaves, the time is over or the caller presses star. */
export function* bridged(
  { exchange, line }: Stage,
  child: Line,
  { timeLimitSeconds, endsOnStar }: { timeLimitSeconds: number; endsOnStar: boolean },
): Task<BridgeEnd> {
  letHear(exchange, child, line);
  letHear(exchange, line, child);
  return yield* until<BridgeEnd>((resolve) => {
    const over = () => resolve('over');
    const timer = exchange.clock.after(timeLimitSeconds * 1000, over);
    const star = (key: string) => {
      if (endsOnStar && key === '*') over();
    };
    child.leave = () => resolve('child-left');
    child.endListeners.add(over);
    line.keyListeners.add(star);
    return () => {
      stopHearing(exchange, child, line);
      stopHearing(exchange, line, child);
      timer.cancel();
      child.leave = undefined;
      child.endListeners.delete(over);
      line.keyListeners.delete(star);
    };
  });
}
