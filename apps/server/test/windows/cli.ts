// Looks for calls outside of calling hours at generated instants: npm run windows:check -- --instants 1000000 --seed 1
import { parseArgs } from 'node:util';
import { checkWindows } from './check-windows.ts';
import { changingZones } from './generate.ts';

const { values } = parseArgs({
  options: { instants: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const instants = Number(values.instants);
const seed = Number(values.seed);
if (!Number.isSafeInteger(instants) || instants < 1 || !Number.isSafeInteger(seed)) {
  console.error('Say how many instants and which seed: npm run windows:check -- --instants 1000000 --seed 1');
  process.exit(2);
}
const begun = performance.now();
const checked = checkWindows(instants, seed);
const seconds = (performance.now() - begun) / 1000;
for (const violation of checked.violations) console.log(violation);
console.log(
  `${checked.instants} instants of 2016 to 2036 and seed ${seed} in ${seconds.toFixed(0)} s, ${changingZones.length} zones whose clocks change: ` +
    `${checked.violations.length} violations; open at ${checked.open}, ${checked.posts} posts up to two hours off, ` +
    `closed with care in a repeated hour at ${checked.careful}`,
);
process.exitCode = checked.violations.length === 0 ? 0 : 1;
