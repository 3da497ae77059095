import { expect, test } from 'vitest';
import { byWorkspace } from './by-workspace.ts';

// The type wants branded ids.
const item = (tenantId: string, n: number) => ({ tenantId: tenantId as never, n });

test('an item that fails is told of, and its neighbours have their turn', async () => {
  const done: number[] = [];
  const failed: number[] = [];
  const work = async ({ n }: { n: number }) => {
    if (n === 2) throw new Error('no answer');
    done.push(n);
  };
  await byWorkspace(
    [1, 2, 3].map((n) => item('a', n)),
    work,
    (_error, { n }) => failed.push(n),
  );
  expect({ done, failed }).toEqual({ done: [1, 3], failed: [2] });
});

test('a workspace whose carrier never answers is given up for this turn, and the others are not', async () => {
  const asked = { a: 0, b: 0 };
  const due = [...Array.from({ length: 50 }, (_, n) => item('a', n)), ...[1, 2, 3, 4, 5].map((n) => item('b', n))];
  const work = async ({ tenantId }: { tenantId: 'a' | 'b' }) => {
    asked[tenantId] += 1;
    if (tenantId === 'a') throw new Error('no answer');
  };
  await byWorkspace(due, work, () => undefined);
  expect(asked.a).toBeLessThanOrEqual(8);
  expect(asked.b).toBe(5);
});

test('a workspace whose first item hangs goes on with the next ones, and so do the others', async () => {
  const first = Promise.withResolvers<void>();
  const done: number[] = [];
  const work = async ({ n }: { n: number }) => {
    if (n === 0) await first.promise;
    done.push(n);
    if (done.length === 3) first.resolve();
  };
  await byWorkspace([item('a', 0), item('a', 1), item('a', 2), item('b', 3)], work, () => undefined);
  expect(done.toSorted()).toEqual([0, 1, 2, 3]);
  expect(done.at(-1)).toBe(0);
});
