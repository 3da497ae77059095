// Runs one step of npm test and answers { title, passed, failed, skipped, ranTests, seconds, note }.
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../setup/repository.mjs';
import { runProgram } from './run-program.mjs';
import { countTests } from './vitest-report.mjs';

export async function runStep(step, { node, env }) {
  if (step.needs && !existsSync(join(root, step.needs))) return nothingThere(step);
  console.log(`\n▸ ${step.title}`);
  const started = performance.now();
  const stepEnv = { ...env, ...step.env };
  const counts = step.vitest ? await runVitest(step, node, stepEnv) : await runCheck(step, node, stepEnv);
  const seconds = (performance.now() - started) / 1000;
  console.log(`  ${counts.failed > 0 ? '✗ failed' : '✓ passed'} in ${seconds.toFixed(1)} s`);
  return { title: step.title, ...counts, seconds };
}

function nothingThere(step) {
  return {
    title: step.title,
    passed: 0,
    failed: 0,
    skipped: 0,
    ranTests: false,
    seconds: 0,
    note: `there is no ${step.needs}`,
  };
}

async function runCheck(step, node, env) {
  const { code, output } = await runProgram(node, [step.program, ...step.args], { env, cwd: root, show: false });
  if (code !== 0) console.log(output.trimEnd());
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, ranTests: false, note: '' };
}

async function runVitest(step, node, env) {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-report-'));
  const report = join(folder, 'report.json');
  try {
    const args = [
      'run',
      '--passWithNoTests',
      ...step.vitest,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    if (step.coverage) await rm(join(root, step.coverage.summary), { force: true });
    const { code } = await runProgram(node, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
      env,
      cwd: root,
      show: true,
    });
    const counts = countTests(existsSync(report) ? readFileSync(report, 'utf8') : undefined, code);
    return step.coverage ? addCoverage(counts, step.coverage) : counts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function addCoverage(counts, { summary, leastPercent }) {
  const file = join(root, summary);
  const percent = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).total.lines.pct : 0;
  const enough = percent >= leastPercent;
  const coverage = `line coverage of the server and the packages: ${percent} % (at least ${leastPercent} %)`;
  console.log(`  ${coverage}`);
  const note = [coverage, counts.note].filter(Boolean).join('; ');
  return { ...counts, passed: counts.passed + (enough ? 1 : 0), failed: counts.failed + (enough ? 0 : 1), note };
}
