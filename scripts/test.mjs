// npm test: sets up what is missing, then runs every check and every test and ends with one summary. Names of steps may be
// given to run only those: npm test -- types unit.
import { delimiter, join } from 'node:path';
import { root } from './setup/repository.mjs';
import { setUpOrExit } from './setup.mjs';
import { runStep } from './test/run-step.mjs';
import { steps } from './test/steps.mjs';
import { summarise } from './test/summary.mjs';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}.`);
  process.exit(1);
}

const node = await setUpOrExit({ webApp: true });
const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` };
const results = [];
for (const step of steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  results.push(await runStep(step, { node, env }));
}
const { lines, exitCode } = summarise(results);
console.log(lines.join('\n'));
process.exit(exitCode);
