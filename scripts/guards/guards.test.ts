import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Guard, withoutGuard } from './guard.ts';
import { guards } from './guards.ts';
import { runTests, statusOf } from './suite.ts';
import { copyTree, root } from './tree.ts';

const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

test.each(guards.map((guard) => [guard.name, guard] as const))('%s: stands where the table says', (_name, guard) => {
  const source = textOf(guard.file);
  expect(withoutGuard(guard, source)).not.toBe(source);
});

test('a guard that is gone or stands twice is an error', () => {
  const guard: Guard = { name: 'x', file: 'y', edits: [{ text: 'if (a)', instead: '' }], tests: [] };
  expect(() => withoutGuard(guard, 'nothing')).toThrow('stands 0 times in y');
  expect(() => withoutGuard(guard, 'if (a) if (a)')).toThrow('stands 2 times in y');
});

test('without the age of tokens its test fails, and with it it passes', async () => {
  const cheap = guards.filter(({ name }) => name === 'a token in a URL grows too old');
  const tests = cheap.flatMap((guard) => guard.tests);
  const files = tests.map(({ file }) => file);
  const copy = await copyTree();
  try {
    const before = await runTests(copy.path, files);
    expect(tests.map((each) => statusOf(before, each))).toEqual(['passed']);
    for (const guard of cheap) {
      const path = join(copy.path, guard.file);
      await writeFile(path, withoutGuard(guard, await readFile(path, 'utf8')));
    }
    const after = await runTests(copy.path, files);
    expect(tests.map((each) => statusOf(after, each))).toEqual(['failed']);
  } finally {
    await copy.remove();
  }
}, 60_000);
