import type { Clock } from '@offhook/kit';

/** The work's result; when it fails or takes longer, the one from before, if there is one. */
export async function inTime<T>(clock: Clock, work: Promise<T>, before: T | undefined, limitMs: number): Promise<T> {
  if (before === undefined) return work;
  const late = Promise.withResolvers<T>();
  const timer = clock.after(limitMs, () => late.resolve(before));
  return Promise.race([work.catch(() => before), late.promise]).finally(() => timer.cancel());
}
