// Runs a TypeScript file, or with --bin an installed program, by the pinned Node: run.mjs path.ts … | run.mjs --bin name …

import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { root } from './setup/repository.mjs';
import { runChild } from './setup/run-child.mjs';
import { setUpOrExit } from './setup.mjs';

const [first, ...rest] = process.argv.slice(2);
if (!first) {
  console.error('Say which file to run: node scripts/run.mjs path/to/file.ts, or node scripts/run.mjs --bin name.');
  process.exit(1);
}
const node = await setUpOrExit();
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
const path = first === '--bin' ? join(bin, rest[0] ?? '') : resolve(root, first);
if (!existsSync(path)) {
  console.error(`There is no ${path}.`);
  process.exit(1);
}
process.exit(await runChild(node, first === '--bin' ? [path, ...rest.slice(1)] : [path, ...rest], { env }));
