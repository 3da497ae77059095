import { virtualClock } from '@offhook/kit';
import { expect, test } from 'vitest';
import { all, Interruption, outside, runTask, type Strand, type Task, until, wait, whileNot } from './task.ts';

const clock = virtualClock(new Date(0));
const failed = (error: unknown) => {
  throw error;
};

test('a task runs at once until it waits, and on when the clock lets it', async () => {
  const seen: string[] = [];
  const task = function* (): Task<string> {
    seen.push('begun');
    yield* wait(clock, 1000);
    return 'over';
  };
  runTask(task(), { done: (value) => void seen.push(value), failed });
  expect(seen).toEqual(['begun']);
  await clock.passes(1000);
  expect(seen).toEqual(['begun', 'over']);
});

test('an interruption is thrown where the task waits, and undoes the wait', async () => {
  const seen: string[] = [];
  const task = function* (): Task {
    try {
      yield* wait(clock, 1000);
    } catch (error) {
      seen.push(error instanceof Interruption ? error.why : 'something else');
    }
    yield* wait(clock, 10);
    seen.push('went on');
  };
  runTask(task(), { failed }).interrupt('redirected');
  await clock.passes(2000);
  expect(seen).toEqual(['redirected', 'went on']);
});

test('after the end of the call a task waits for what is outside, and for nothing else', async () => {
  const seen: string[] = [];
  const task = function* (): Task {
    try {
      yield* wait(clock, 1000);
    } catch {
      seen.push(yield* outside(clock, Promise.resolve('asked')));
      yield* wait(clock, 10);
    }
  };
  const strand = runTask(task(), { failed: (error) => void seen.push(String(error)) });
  strand.interrupt('ended');
  await clock.passes(100);
  expect(seen).toEqual(['asked', 'Interruption: interrupted: ended']);
  expect(strand.isOver).toBe(true);
});

test('a task that interrupts itself learns of it at its next wait', () => {
  const seen: string[] = [];
  const task = function* (): Task {
    try {
      yield* wait(clock, 1);
      strand.interrupt('redirected');
      seen.push('runs on');
      yield* wait(clock, 1000);
    } catch {
      seen.push('interrupted');
    }
  };
  const strand = runTask(task(), { failed });
  return clock.passes(1).then(() => expect(seen).toEqual(['runs on', 'interrupted']));
});

test('what settles twice, or after an interruption, resumes a task once', async () => {
  const seen: string[] = [];
  let resolve: (value: string) => void = () => undefined;
  const task = function* (): Task {
    seen.push(
      yield* until<string>((found) => {
        resolve = found;
        return () => seen.push('undone');
      }),
    );
    yield* wait(clock, 10);
    seen.push('later');
  };
  runTask(task(), { failed });
  resolve('first');
  resolve('second');
  await clock.passes(10);
  expect(seen).toEqual(['undone', 'first', 'later']);
});

test('a task that is stopped by something else is interrupted, and its children with it', async () => {
  const seen: string[] = [];
  const inner = function* (): Task {
    try {
      yield* wait(clock, 1000);
    } finally {
      seen.push('inner cleaned up');
    }
  };
  const outer = function* (): Task {
    yield* whileNot(inner, (stop) => {
      const timer = clock.after(5, stop);
      return () => timer.cancel();
    });
    seen.push('outer goes on');
    yield* all([inner(), inner()]);
  };
  const strand = runTask(outer(), { failed: () => void seen.push('outer interrupted') });
  await clock.passes(5);
  strand.interrupt('ended');
  expect(seen).toEqual([
    ...['inner cleaned up', 'outer goes on', 'inner cleaned up', 'inner cleaned up', 'outer interrupted'],
  ]);
});

test('a task that is interrupted while its wait begins still undoes it, and learns of it there', async () => {
  const seen: string[] = [];
  let strand: Strand | undefined;
  const task = function* (): Task {
    yield* wait(clock, 10);
    try {
      yield* until<void>(() => {
        strand?.interrupt('ended');
        seen.push('begun');
        return () => void seen.push('undone');
      });
    } catch (error) {
      seen.push(String(error));
    }
  };
  strand = runTask(task(), { failed });
  await clock.passes(10);
  expect(seen).toEqual(['begun', 'undone', 'Interruption: interrupted: ended']);
});

test('a task that is resumed and interrupted in one breath is interrupted', async () => {
  const seen: string[] = [];
  let resume: () => void = () => undefined;
  let strand: Strand | undefined;
  const task = function* (): Task {
    yield* until<void>((resolve) => {
      resume = resolve;
      return () => strand?.interrupt('ended');
    });
    seen.push('went on');
  };
  strand = runTask(task(), { failed: (error) => void seen.push(String(error)) });
  resume();
  expect(seen).toEqual(['Interruption: interrupted: ended']);
});
