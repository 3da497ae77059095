// Calls random flows as random callers: npm run flow:fuzz -- --runs 100000 --seed 1
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  console.error('Say how many flows and which seed: npm run flow:fuzz -- --runs 100000 --seed 1');
  process.exit(2);
}
const begun = performance.now();
const { called, refused, unread, documents, ends, failures } = fuzz(runs, seed);
const seconds = (performance.now() - begun) / 1000;
for (const { run, sentence, flow } of failures) {
  console.log(`flow ${run} of seed ${seed}: ${sentence}\n${JSON.stringify(flow)}`);
}
console.log(
  `${runs} flows of seed ${seed} in ${seconds.toFixed(0)} s: ${failures.length} failures; ${called} were called ` +
    `(${Object.entries(ends)
      .map(([end, count]) => `${count} ${end}`)
      .join(', ')}), ${refused} were refused by the ` +
    `checker and ${unread} could not be read; ${documents} documents`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
