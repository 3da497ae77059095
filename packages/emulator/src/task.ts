import type { Clock, Timer } from '@offhook/kit';

/**
 * Work that can wait: a generator that yields what it waits for and is resumed with what came of it. Unlike a promise it
 * costs nothing between two turns, and it can be interrupted wherever it waits: `finally` and `catch` run as usual.
 */
export type Task<T = void> = Generator<Wait, T, unknown>;

/** What a task waits for. Time is told apart: it is what calls wait for most, and costs nothing but a timer. */
export type Wait = Moment | Occasion;

interface Moment {
  clock: Clock;
  delayMs: number;
}

/** `begin` calls `resume` or `fail` at most once, at once or later, and returns what undoes it. */
interface Occasion {
  begin(resume: (value: unknown) => void, fail: (error: unknown) => void): () => void;
  /** Whether a closed strand may still wait for it: an ended call still asks its application, but never for time. */
  isOutside: boolean;
}

/** Why whatever a call was doing stopped being done. */
export class Interruption extends Error {
  override name = 'Interruption';
  readonly why: 'ended' | 'redirected' | 'taken-over' | 'stopped';
  constructor(why: Interruption['why']) {
    // It is no fault, and to gather its stack took longer than any verb (2026-11-21, Node 26.10).
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(`interrupted: ${why}`);
    Error.stackTraceLimit = limit;
    this.why = why;
  }
}

/** A task under way. */
export interface Strand {
  /**
   * Throws an {@link Interruption} where the task waits; nothing when it is over. After `ended` and `stopped` the strand is
   * closed: whatever it then waits for, but for what is outside, throws again.
   */
  interrupt(why: Interruption['why']): void;
  readonly isOver: boolean;
}

export interface Ending<T> {
  done?: (value: T) => void;
  failed: (error: unknown) => void;
}

/** How a task goes on: with the value it waited for, or with what is thrown where it waits. */
type Resumption = { value: unknown } | { thrown: unknown };

const inTime: Resumption = { value: undefined };

/**
 * Runs a task until it first waits, at once, and on from there whenever it is resumed.
 *
 * @example
 * const strand = runTask(wait(clock, 1000), { failed: console.error });
 * strand.interrupt('stopped');
 */
export function runTask<T>(task: Task<T>, ending: Ending<T>): Strand {
  const running = new Running(task, ending);
  running.proceed(inTime);
  return running;
}

/** A class rather than a handful of closures: a call has several of these, and a million calls wait at once. */
class Running<T> implements Strand {
  isOver = false;
  readonly #task: Task<T>;
  readonly #ending: Ending<T>;
  /** What it waits for now; undefined while it runs. What resumes anything else comes too late. */
  #waiting: Timer | Waiting | undefined;
  #closed: Interruption | undefined;
  #pending: Interruption | undefined;

  constructor(task: Task<T>, ending: Ending<T>) {
    this.#task = task;
    this.#ending = ending;
  }

  interrupt(why: Interruption['why']): void {
    if (this.isOver) return;
    const interruption = new Interruption(why);
    if (why === 'ended' || why === 'stopped') this.#closed ??= interruption;
    // A task that is interrupted while it runs is told where it next waits.
    if (this.#waiting) this.#cutShort(this.#waiting, { thrown: interruption });
    else if (interruption !== this.#closed) this.#pending = interruption;
  }

  proceed(first: Resumption): void {
    let next: Resumption | undefined = first;
    while (next) {
      try {
        const result: IteratorResult<Wait, T> =
          'thrown' in next ? this.#task.throw(next.thrown) : this.#task.next(next.value);
        if (result.done) {
          this.isOver = true;
          this.#ending.done?.(result.value);
          return;
        }
        next = this.#begin(result.value);
      } catch (error) {
        // What `done` throws is not the task's failure.
        if (this.isOver) throw error;
        this.isOver = true;
        this.#ending.failed(error);
        return;
      }
    }
  }

  #begin(wait: Wait): Resumption | undefined {
    const interruption = this.#due('begin' in wait && wait.isOutside);
    if (interruption) return { thrown: interruption };
    if ('begin' in wait) return this.#beginOccasion(wait);
    this.#waiting = wait.clock.after(wait.delayMs, () => {
      this.#waiting = undefined;
      this.proceed(inTime);
    });
    return undefined;
  }

  #beginOccasion(occasion: Occasion): Resumption | undefined {
    const mine: Waiting = { isOutside: occasion.isOutside, isBegun: false, undo: () => undefined };
    this.#waiting = mine;
    mine.undo = occasion.begin(
      (value) => this.#cutShort(mine, { value }),
      (thrown) => this.#cutShort(mine, { thrown }),
    );
    mine.isBegun = true;
    if (!mine.early) return undefined;
    mine.undo();
    return this.#heeding(mine, mine.early);
  }

  #cutShort(waiting: Timer | Waiting, resumption: Resumption): void {
    if (this.#waiting !== waiting) return;
    this.#waiting = undefined;
    if ('cancel' in waiting) {
      waiting.cancel();
      this.proceed(resumption);
    } else if (waiting.isBegun) {
      waiting.undo();
      this.proceed(this.#heeding(waiting, resumption));
    } else {
      // What settles it while it begins, an interruption too, is heeded when there is something to undo.
      waiting.early = resumption;
    }
  }

  // Whatever resumes a task or undoes its wait may interrupt it in the same breath.
  #heeding({ isOutside }: Waiting, resumption: Resumption): Resumption {
    const interruption = this.#due(isOutside);
    return interruption ? { thrown: interruption } : resumption;
  }

  /** The interruption that is to be thrown now, if there is one. */
  #due(isOutside: boolean): Interruption | undefined {
    const interruption = this.#pending ?? (isOutside ? undefined : this.#closed);
    this.#pending = undefined;
    return interruption;
  }
}

/** A wait for something else than time. */
interface Waiting {
  isOutside: boolean;
  isBegun: boolean;
  undo: () => void;
  early?: Resumption;
}

/** Waits for `delayMs` of the clock. */
export function* wait(clock: Clock, delayMs: number): Task {
  yield { clock, delayMs };
}

/** Waits until `begin` calls its first argument, or throws what it gives to its second. `begin` returns what undoes it. */
export function* until<T>(
  begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Task<T> {
  // Only `resolve` resumes this wait with a value.
  return (yield { isOutside: false, begin }) as T;
}

/** Waits for work that is not of this clock: a webhook, a disk, a synthesiser. Also an ended call waits for it. */
export function* outside<T>(clock: Clock, work: Promise<T> | T): Task<T> {
  return work instanceof Promise ? yield* arrival(clock.inTurn(work)) : work;
}

/**
 * The same, also for what is known at once: it comes a turn later too. For what is remembered after the first time, so that
 * the order of events does not tell whether it was.
 */
export function inOwnTurn<T>(clock: Clock, work: Promise<T> | T): Task<T> {
  return arrival(clock.inTurn(Promise.resolve(work)));
}

/** Waits for a promise that already keeps its turn. */
export function* arrival<T>(work: Promise<T>): Task<T> {
  // Only the result of `work` resumes this wait with a value.
  return (yield {
    isOutside: true,
    begin: (resume, fail) => {
      work.then(resume, fail);
      return () => undefined;
    },
  }) as T;
}

/** Runs another task inside this one until it ends, or until `stop` calls its argument: then that one is interrupted. */
export function* whileNot<T>(task: () => Task<T>, stop: (resolve: () => void) => () => void): Task<T | undefined> {
  return yield* until<T | undefined>((resolve, reject) => {
    const strand = runTask(task(), { done: resolve, failed: reject });
    const unwatch = stop(() => resolve(undefined));
    return () => {
      unwatch();
      strand.interrupt('taken-over');
    };
  });
}

/** Runs tasks side by side until the last has ended; what one of them throws is thrown when it does. */
export function* all(tasks: Task[]): Task {
  yield* until<void>((resolve, reject) => {
    let running = tasks.length;
    const done = () => {
      running -= 1;
      if (running === 0) resolve();
    };
    const strands = tasks.map((task) => runTask(task, { done, failed: reject }));
    return () => {
      for (const strand of strands) strand.interrupt('taken-over');
    };
  });
}
