import type { Clock } from '@offhook/kit';

interface Reading<Value> {
  value: Promise<Value>;
  startedMs: number;
}

export interface LastKnownOptions {
  clock: Clock;
  /** How long a reading is waited for where something older is known. */
  patienceMs: number;
  /** What is older than this is not used any more. */
  maxAgeMs: number;
  /** More than so many keys are not remembered. */
  most: number;
}

/**
 * Reads by key; who asks at the same moment shares one reading. When the reading fails or takes too long, what was read
 * before is the answer; whoever asks while it still hangs does not wait for it again.
 */
export function makeLastKnown<Value>({ clock, patienceMs, maxAgeMs, most }: LastKnownOptions) {
  const known = new Map<string, { value: Value; atMs: number }>();
  const readings = new Map<string, Reading<Value>>();
  const remember = (key: string, value: Value) => {
    known.delete(key);
    const oldest = known.size >= most ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(key, { value, atMs: clock.nowMs() });
  };
  const readingOf = (key: string, read: () => Promise<Value>): Reading<Value> => {
    const underWay = readings.get(key);
    if (underWay) return underWay;
    const value = read()
      .then((fresh) => {
        remember(key, fresh);
        return fresh;
      })
      .finally(() => readings.delete(key));
    const reading = { value, startedMs: clock.nowMs() };
    readings.set(key, reading);
    return reading;
  };
  return async (key: string, read: () => Promise<Value>): Promise<Value> => {
    const { value, startedMs } = readingOf(key, read);
    const before = known.get(key);
    if (before === undefined || clock.nowMs() - before.atMs > maxAgeMs) return value;
    const late = Promise.withResolvers<Value>();
    const timer = clock.after(Math.max(0, startedMs + patienceMs - clock.nowMs()), () => late.resolve(before.value));
    return Promise.race([value.catch(() => before.value), late.promise]).finally(() => timer.cancel());
  };
}
