/** A pending call of {@link Clock.after}. */
export interface Timer {
  cancel(): void;
}

/** The only source of time. `during` tells a manual clock that work is in flight, so that it does not move meanwhile. */
export interface Clock {
  now(): Date;
  /** Milliseconds since the epoch, on this clock. */
  nowMs(): number;
  /** Calls `run` once, `delayMs` of this clock from now; never before the current turn ends. */
  after(delayMs: number, run: () => void): Timer;
  sleep(delayMs: number): Promise<void>;
  during<T>(work: Promise<T>): Promise<T>;
}

/** A clock that moves only when told, and only while nothing is in flight. */
export interface ManualClock extends Clock {
  /** Moves time on, firing every timer that falls due in order; resolves when all the work they began has ended. */
  passes(durationMs: number): Promise<void>;
  /** Resolves when nothing is in flight any more. Time does not move. */
  settles(): Promise<void>;
  /** Milliseconds until the next timer, or undefined when none is set. */
  untilNextTimerMs(): number | undefined;
}

/**
 * Wall-clock time.
 *
 * @example
 * const clock = realClock();
 * await clock.sleep(5);
 */
export function realClock(): Clock {
  return scaledClock(1);
}

/**
 * Time that runs `speed` times as fast as the wall clock, starting from now.
 *
 * @example
 * const clock = scaledClock(1000);
 * await clock.sleep(1000); // about one millisecond
 */
export function scaledClock(speed: number): Clock {
  if (!(speed > 0)) throw new RangeError(`speed must be positive, not ${speed}`);
  const startedAt = Date.now();
  const nowMs = () => startedAt + (Date.now() - startedAt) * speed;
  const after = (delayMs: number, run: () => void): Timer => {
    const handle = setTimeout(run, Math.min(delayMs / speed, 2 ** 31 - 1));
    return { cancel: () => clearTimeout(handle) };
  };
  return {
    now: () => new Date(nowMs()),
    nowMs,
    after,
    sleep: (delayMs) => new Promise((resolve) => after(delayMs, resolve)),
    during: (work) => work,
  };
}

/**
 * Time under the hand of a test.
 *
 * @example
 * const clock = manualClock(new Date('2026-01-05T09:00:00Z'));
 * let rang = false;
 * clock.after(1000, () => { rang = true; });
 * await clock.passes(1000); // rang is true
 */
export function manualClock(start: Date): ManualClock {
  let currentMs = start.getTime();
  let inFlight = 0;
  let order = 0;
  const timers: { dueMs: number; order: number; run: () => void }[] = [];

  const nextTimer = () => timers.toSorted((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0];

  // Continuations of finished work may begin new work a few turns later, so idle means: zero over several turns.
  const settles = async () => {
    for (let quietTurns = 0; quietTurns < 4; ) {
      await new Promise((resolve) => setImmediate(resolve));
      quietTurns = inFlight === 0 ? quietTurns + 1 : 0;
    }
  };

  const after = (delayMs: number, run: () => void): Timer => {
    const timer = { dueMs: currentMs + Math.max(0, delayMs), order: order++, run };
    timers.push(timer);
    return {
      cancel: () => {
        const at = timers.indexOf(timer);
        if (at >= 0) timers.splice(at, 1);
      },
    };
  };

  return {
    now: () => new Date(currentMs),
    nowMs: () => currentMs,
    after,
    sleep: (delayMs) => new Promise((resolve) => after(delayMs, resolve)),
    async during(work) {
      inFlight += 1;
      try {
        return await work;
      } finally {
        inFlight -= 1;
      }
    },
    async passes(durationMs) {
      const endMs = currentMs + durationMs;
      await settles();
      for (let due = nextTimer(); due && due.dueMs <= endMs; due = nextTimer()) {
        timers.splice(timers.indexOf(due), 1);
        currentMs = Math.max(currentMs, due.dueMs);
        due.run();
        await settles();
      }
      currentMs = endMs;
      await settles();
    },
    settles,
    untilNextTimerMs: () => {
      const due = nextTimer();
      return due && Math.max(0, due.dueMs - currentMs);
    },
  };
}
