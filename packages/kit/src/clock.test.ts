import { expect, test } from 'vitest';
import { manualClock, scaledClock } from './index.ts';

test('a manual clock fires timers in order and only as far as it is moved', async () => {
  const clock = manualClock(new Date(0));
  const fired: string[] = [];
  clock.after(20, () => fired.push(`b at ${clock.nowMs()}`));
  clock.after(10, () => {
    fired.push(`a at ${clock.nowMs()}`);
    clock.after(5, () => fired.push(`a2 at ${clock.nowMs()}`));
  });
  clock.after(31, () => fired.push('too late'));
  await clock.passes(30);
  expect(fired).toEqual(['a at 10', 'a2 at 15', 'b at 20']);
});

test('a manual clock does not move while work is in flight', async () => {
  const clock = manualClock(new Date(0));
  const seen: number[] = [];
  clock.after(10, () => {
    void clock.during(realDelay(20)).then(() => seen.push(clock.nowMs()));
  });
  clock.after(11, () => seen.push(clock.nowMs()));
  await clock.passes(100);
  expect(seen).toEqual([10, 11]);
});

test('a scaled clock runs faster than the wall', async () => {
  const clock = scaledClock(1000);
  const before = clock.nowMs();
  await clock.sleep(5000);
  expect(clock.nowMs() - before).toBeGreaterThanOrEqual(4000);
});

function realDelay(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
