import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedTest } from './guard.ts';

export interface Ran {
  file: string;
  fullName: string;
  status: string;
}

/** Runs test files of a copy of the repository and answers how each test of them ended. */
export async function runTests(copy: string, files: readonly string[]): Promise<Ran[]> {
  const ran: Ran[] = [];
  for (const project of ['unit', 'api']) {
    const own = [...new Set(files)].filter((file) => /\.api\.test\.ts$/.test(file) === (project === 'api'));
    if (own.length > 0) ran.push(...(await runProject(copy, project, own)));
  }
  return ran;
}

async function runProject(copy: string, project: string, files: readonly string[]): Promise<Ran[]> {
  const report = join(copy, `guards-${project}.json`);
  const vitest = join(copy, 'node_modules', 'vitest', 'vitest.mjs');
  const args = ['run', '--project', project, '--reporter=json', `--outputFile=${report}`, ...files];
  const child = spawn(process.execPath, [vitest, ...args], { cwd: copy, env: plainEnvironment(), stdio: 'ignore' });
  await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (!existsSync(report)) throw new Error(`Vitest did not run: ${files.join(', ')}`);
  // The form of Vitest's own report.
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[];
  };
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      file: name.slice(name.indexOf(copy) + copy.length + 1),
      fullName,
      status,
    })),
  );
}

// A run inside a run of Vitest must not think that it is one of its workers.
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$|TEST$)/.test(name)));
}

/** How a named test ended; `missing` when it did not run at all. */
export function statusOf(ran: readonly Ran[], { file, name }: NamedTest): string {
  return ran.find((each) => each.file === file && each.fullName.includes(name))?.status ?? 'missing';
}
