import { expect, test } from 'vitest';
import { runWorld } from './random-world.ts';

// More of them: WORLDS=1000 WORLDS_FROM=5000 vitest run --project unit packages/emulator/test/world-fuzz.test.ts
const worlds = Number(process.env.WORLDS ?? 40);
const from = Number(process.env.WORLDS_FROM ?? 1);

test('whatever people, documents and requests do at once, every call ends and nothing is left of it', {
  timeout: 60_000 + worlds * 5000,
}, async () => {
  const wrong: [number, string][] = [];
  for (let seed = from; seed < from + worlds; seed += 1) {
    const { problems } = await runWorld(seed);
    for (const problem of new Set(problems)) wrong.push([seed, problem]);
  }
  expect(wrong).toEqual([]);
});

test('the same random world is the same twice, byte for byte', { timeout: 60_000 }, async () => {
  for (const seed of [7, 426, 3395, 5007]) {
    const { digest, entries } = await runWorld(seed);
    expect(entries).toBeGreaterThan(50);
    expect((await runWorld(seed)).digest).toBe(digest);
  }
});
