import { expect, test } from 'vitest';
import { manualClock, scaledClock, virtualClock } from './index.ts';

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

test('a leap fires what fell due meanwhile late and once', async () => {
  const clock = manualClock(new Date(0));
  const fired: number[] = [];
  const again = () => {
    fired.push(clock.nowMs());
    clock.after(10, again);
  };
  clock.after(10, again);
  await clock.leaps(1000);
  expect(fired).toEqual([1000]);
  await clock.passes(20);
  expect(fired).toEqual([1000, 1010, 1020]);
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

test('on a manual clock results arrive in the order of asking', async () => {
  const clock = virtualClock(new Date(0));
  const seen: string[] = [];
  void clock.inTurn(realDelay(20)).then(() => seen.push('slow'));
  void clock.inTurn(Promise.reject(new Error('refused'))).catch(() => seen.push('refused'));
  void clock.inTurn(realDelay(0)).then(() => seen.push('fast'));
  await clock.settles();
  expect(seen).toEqual(['slow', 'refused', 'fast']);
});

test('a virtual clock waits for work that a timer began', async () => {
  const clock = virtualClock(new Date(0));
  const seen: number[] = [];
  clock.after(10, () => void clock.during(realDelay(5)).then(() => seen.push(clock.nowMs())));
  clock.after(11, () => seen.push(clock.nowMs()));
  await clock.passes(100);
  expect(seen).toEqual([10, 11]);
});
