import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';

const { values } = parseArgs({
  options: { documents: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const documents = Number(values.documents);
const seed = Number(values.seed);
if (!Number.isSafeInteger(documents) || documents < 1 || !Number.isSafeInteger(seed)) {
  console.error('Say how many documents and which seed: npm run twiml:fuzz -- --documents 1000000 --seed 1');
  process.exit(2);
}
const begun = performance.now();
const { refused, warned, failures, slowest } = fuzz(documents, seed, () => performance.now());
const seconds = (performance.now() - begun) / 1000;
for (const { document, xml, sentence } of failures) {
  console.log(`document ${document} of seed ${seed}: ${sentence}\n${JSON.stringify(xml)}`);
}
console.log(
  `${documents} documents of seed ${seed} in ${seconds.toFixed(0)} s: ${failures.length} failures, ${refused} refused, ` +
    `${warned} read with warnings; the slowest, ${slowest.document}, took ${slowest.ms.toFixed(1)} ms`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
