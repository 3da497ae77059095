// Takes one guard after the other out of a copy of the repository and demands that its tests fail: npm run guards -- outbox
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Guard, withoutGuard } from './guard.ts';
import { guards } from './guards.ts';
import { runTests, statusOf } from './suite.ts';
import { copyTree } from './tree.ts';

const wanted = process.argv.slice(2);
const chosen = guards.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (chosen.length === 0) {
  console.error(`No guard has that in its name; there are:\n${guards.map(({ name }) => `  ${name}`).join('\n')}`);
  process.exit(1);
}
const copy = await copyTree();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void copy.remove().finally(() => process.exit(130)));
}
try {
  const problems = [...(await problemsAtRest()), ...(await problemsOfRemovals())];
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? `All ${chosen.length} guards are tested.` : `${problems.length} problems.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await copy.remove();
}

// A test that fails anyway proves nothing.
async function problemsAtRest(): Promise<string[]> {
  const tests = chosen.flatMap((guard) => guard.tests);
  const ran = await runTests(
    copy.path,
    tests.map(({ file }) => file),
  );
  return tests.flatMap((test) => {
    const status = statusOf(ran, test);
    return status === 'passed' ? [] : [`With every guard in place, "${test.name}" of ${test.file} is ${status}.`];
  });
}

async function problemsOfRemovals(): Promise<string[]> {
  const problems: string[] = [];
  for (const guard of chosen) {
    const found = await problemsWithout(guard).catch((error: Error) => [error.message]);
    console.log(`${found.length === 0 ? '✓' : '✗'} ${guard.name.padEnd(70)} ${guard.file}`);
    problems.push(...found);
  }
  return problems;
}

async function problemsWithout(guard: Guard): Promise<string[]> {
  const path = join(copy.path, guard.file);
  const source = await readFile(path, 'utf8');
  await writeFile(path, withoutGuard(guard, source));
  try {
    const ran = await runTests(
      copy.path,
      guard.tests.map(({ file }) => file),
    );
    return guard.tests.flatMap((test) => {
      const status = statusOf(ran, test);
      return status === 'failed' ? [] : [`Without "${guard.name}", "${test.name}" is ${status}.`];
    });
  } finally {
    await writeFile(path, source);
  }
}
