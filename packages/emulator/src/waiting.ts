import type { Clock } from '@offhook/kit';

/** Resolves after `delayMs` of the clock; rejects with the signal's reason as soon as it is aborted. */
export function wait(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return until<void>(signal, (resolve) => {
    const timer = clock.after(delayMs, resolve);
    return () => timer.cancel();
  });
}

/**
 * Resolves with what `begin` hands to its argument; rejects with the signal's reason as soon as it is aborted. `begin`
 * returns what undoes it, which runs exactly once, however it ends.
 */
export function until<T>(signal: AbortSignal, begin: (resolve: (value: T) => void) => () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    let isOver = false;
    const finish = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      signal.removeEventListener('abort', interrupted);
      undo();
      settle();
    };
    const interrupted = () => finish(() => reject(signal.reason));
    let undo: () => void = () => undefined;
    signal.addEventListener('abort', interrupted, { once: true });
    undo = begin((value) => finish(() => resolve(value)));
    if (isOver) undo();
  });
}
