import type { Clock } from '@offhook/kit';

/** The work's result, or an error when it takes longer: a caller hears nothing meanwhile. */
export async function inTime<T>(clock: Clock, limitMs: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = clock.after(limitMs, () => late.reject(new Error(`The database did not answer within ${limitMs} ms.`)));
  // Whoever comes late is nobody's any more.
  work.catch(() => undefined);
  return Promise.race([work, late.promise]).finally(() => timer.cancel());
}
