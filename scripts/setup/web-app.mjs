// Builds the web app when its sources have changed since the last build.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './repository.mjs';
import { SetupProblem } from './setup-problem.mjs';

const app = join(root, 'apps', 'web');
const stamp = join(app, 'dist', '.sources');
const sources = [
  'apps/web',
  'packages/contract',
  'packages/kit',
  'packages/flow',
  'packages/twiml',
  'package-lock.json',
];

export async function buildWebApp(node) {
  if (!existsSync(join(app, 'vite.config.ts'))) {
    console.log('The web app has no vite.config.ts, so it is not built.');
    return;
  }
  const current = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return;
  console.log('Building the web app …');
  await runVite(node);
  writeFileSync(stamp, current);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(join(root, path)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
  const kept = entries.filter(({ name }) => name !== 'node_modules' && name !== 'dist' && !name.includes('.test.'));
  kept.sort((a, b) => (a.name < b.name ? -1 : 1));
  return kept.flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}

function runVite(node) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(node, [vite, 'build', '--logLevel', 'warn'], { cwd: app, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  let seconds = 0;
  const progress = setInterval(() => {
    seconds += 3;
    console.log(`Building the web app … ${seconds} s`);
  }, 3000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(progress);
      if (code === 0) return resolve();
      console.error(output.trim());
      reject(new SetupProblem('The web app could not be built; the reason stands above.'));
    });
  });
}
