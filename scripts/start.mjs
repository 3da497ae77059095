// npm start: sets up what is missing, then runs the server until it is told to stop.
import { join } from 'node:path';
import { root } from './setup/repository.mjs';
import { runChild } from './setup/run-child.mjs';
import { setUpOrExit } from './setup.mjs';

const node = await setUpOrExit({ webApp: true });
process.exit(await runChild(node, [join(root, 'apps', 'server', 'src', 'main.ts'), ...process.argv.slice(2)]));
