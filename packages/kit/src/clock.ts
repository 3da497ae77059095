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
  /**
   * As `during`; on a manual clock the results also arrive in the order in which they were asked for, whoever is done first,
   * so that a run can be repeated exactly. For work that does not wait for later work of this kind.
   */
  inTurn<T>(work: Promise<T>): Promise<T>;
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
    const handle = setTimeout(run, Math.min(Math.max(0, delayMs / speed), 2 ** 31 - 1));
    return { cancel: () => clearTimeout(handle) };
  };
  return {
    now: () => new Date(nowMs()),
    nowMs,
    after,
    sleep: (delayMs) => new Promise((resolve) => after(delayMs, resolve)),
    during: (work) => work,
    inTurn: (work) => work,
  };
}
