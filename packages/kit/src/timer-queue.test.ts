import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeTimerQueue } from './timer-queue.ts';

test('what is due first is taken first, and of those due at once what was added first', () => {
  const someTimers = fc.array(fc.record({ dueMs: fc.integer({ min: 0, max: 20 }), isCancelled: fc.boolean() }));
  fc.assert(
    fc.property(someTimers, (timers) => {
      const queue = makeTimerQueue();
      const ran: number[] = [];
      const tickets = timers.map(({ dueMs }, index) => queue.add(dueMs, () => void ran.push(index)));
      timers.forEach(({ isCancelled }, index) => {
        if (isCancelled) queue.cancel(tickets[index] ?? -1);
      });
      while (queue.size > 0) queue.take()();
      const kept = timers.map((timer, index) => ({ ...timer, index })).filter(({ isCancelled }) => !isCancelled);
      expect(ran).toEqual(kept.toSorted((a, b) => a.dueMs - b.dueMs || a.index - b.index).map(({ index }) => index));
    }),
  );
});

test('the ticket of an entry that ran does not cancel the one that took its place', () => {
  const queue = makeTimerQueue();
  const first = queue.add(1, () => undefined);
  queue.take();
  queue.add(2, () => undefined);
  queue.cancel(first);
  expect(queue.nextDueMs()).toBe(2);
});

test('ten thousand entries grow the queue and come out in order', () => {
  const queue = makeTimerQueue();
  for (let index = 0; index < 10_000; index += 1) queue.add((index * 7919) % 10_007, () => undefined);
  let previousMs = -1;
  while (queue.size > 0) {
    const dueMs = queue.nextDueMs() ?? -1;
    expect(dueMs).toBeGreaterThanOrEqual(previousMs);
    previousMs = dueMs;
    queue.take();
  }
});
