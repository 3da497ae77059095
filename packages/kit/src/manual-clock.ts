import type { Clock, Timer } from './clock.ts';
import { makeTimerQueue } from './timer-queue.ts';

/** A clock that moves only when told, and only while nothing is in flight. */
export interface ManualClock extends Clock {
  /** Moves time on, firing every timer that falls due in order; resolves when all the work they began has ended. */
  passes(durationMs: number): Promise<void>;
  /** Moves time on at once, as a machine does that slept: what fell due meanwhile fires late, and once. */
  leaps(durationMs: number): Promise<void>;
  /** Resolves when nothing is in flight any more. Time does not move. */
  settles(): Promise<void>;
  /** Milliseconds until the next timer, or undefined when none is set. */
  untilNextTimerMs(): number | undefined;
}

/**
 * Time under the hand of a test. After each timer it waits until all promises have come to rest, so that any code may run
 * on it.
 *
 * @example
 * const clock = manualClock(new Date('2026-01-05T09:00:00Z'));
 * let rang = false;
 * clock.after(1000, () => { rang = true; });
 * await clock.passes(1000); // rang is true
 */
export function manualClock(start: Date): ManualClock {
  return makeManualClock(start, true);
}

/**
 * A manual clock for millions of timers: it waits for promises only when `during`, `inTurn` or `sleep` was used since it
 * last came to rest. Code that uses other promises does not belong on it.
 *
 * @example
 * const clock = virtualClock(new Date('2026-01-05T09:00:00Z'));
 * await clock.passes(86_400_000); // a day, in as little time as its timers need
 */
export function virtualClock(start: Date): ManualClock {
  return makeManualClock(start, false);
}

function makeManualClock(start: Date, alwaysSettles: boolean): ManualClock {
  let currentMs = start.getTime();
  let inFlight = 0;
  let isStirred = true;
  const timers = makeTimerQueue();

  // Continuations of finished work may begin new work a few turns later, so idle means: zero over several turns.
  const settles = async () => {
    for (let quietTurns = 0; quietTurns < 4; ) {
      await new Promise((resolve) => setImmediate(resolve));
      quietTurns = inFlight === 0 ? quietTurns + 1 : 0;
    }
    isStirred = false;
  };

  const after = (delayMs: number, run: () => void): Timer => {
    const ticket = timers.add(currentMs + Math.max(0, delayMs), run);
    return { cancel: () => timers.cancel(ticket) };
  };

  const during = async <T>(work: Promise<T>): Promise<T> => {
    inFlight += 1;
    isStirred = true;
    try {
      return await work;
    } finally {
      inFlight -= 1;
      isStirred = true;
    }
  };

  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: Promise<T>): Promise<T> => {
    const before = turn;
    const mine = before.then(() => work);
    turn = mine.catch(() => undefined);
    // Whoever asks last may be answered first; then nobody listens to `work` yet, and its failure is not unheard of.
    work.catch(() => undefined);
    return during(mine);
  };

  const passes = async (durationMs: number) => {
    const endMs = currentMs + durationMs;
    await settles();
    for (let dueMs = timers.nextDueMs(); dueMs !== undefined && dueMs <= endMs; dueMs = timers.nextDueMs()) {
      currentMs = Math.max(currentMs, dueMs);
      timers.take()();
      if (alwaysSettles || isStirred) await settles();
    }
    currentMs = endMs;
    await settles();
  };

  return {
    now: () => new Date(currentMs),
    nowMs: () => currentMs,
    after,
    sleep: (delayMs) =>
      new Promise((resolve) => {
        after(delayMs, () => {
          isStirred = true;
          resolve();
        });
      }),
    during,
    inTurn,
    passes,
    async leaps(durationMs) {
      await settles();
      currentMs += durationMs;
      await passes(0);
    },
    settles,
    untilNextTimerMs: () => {
      const dueMs = timers.nextDueMs();
      return dueMs === undefined ? undefined : Math.max(0, dueMs - currentMs);
    },
  };
}
