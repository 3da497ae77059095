// Installs what package-lock.json says, unless it is installed already.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './repository.mjs';
import { SetupProblem } from './setup-problem.mjs';

const stamp = join(root, 'node_modules', '.offhook-lock-hash');

export async function installDependencies() {
  const wanted = packagesOf('package-lock.json');
  if (!wanted)
    throw new SetupProblem('package-lock.json is missing or damaged: this folder is not a whole copy of Offhook.');
  const current = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return;
  // Whoever ran npm by hand has installed the same, and need not wait again.
  if (!isInstalled(wanted, packagesOf('node_modules/.package-lock.json'))) await runNpmCi();
  writeFileSync(stamp, current);
}

// npm writes node_modules/.package-lock.json last, so an install that was interrupted leaves none.
function isInstalled(wanted, installed) {
  if (!installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || !path.includes('node_modules/')) return true;
    const found = installed[path];
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return (
      found.version === entry.version &&
      found.integrity === entry.integrity &&
      Boolean(found.link) === Boolean(entry.link)
    );
  });
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function runNpmCi() {
  console.log('Installing dependencies (about 700 MB on disk, half a minute to some minutes) …');
  const [command, before, viaShell] = npmCommand();
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--include=dev', '--include=optional'];
  const child = spawn(command, [...before, 'ci', ...flags], {
    cwd: root,
    shell: viaShell,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_engine_strict: 'false' },
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  let seconds = 0;
  const progress = setInterval(() => {
    seconds += 4;
    console.log(`Installing dependencies … ${seconds} s`);
  }, 4000);
  // npm must not go on behind the back of the next start.
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    child.kill('SIGTERM');
  };
  for (const signal of stopSignals) process.on(signal, stop);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      clearInterval(progress);
      reject(
        new SetupProblem(
          `npm could not be started (${error.message}); it belongs to Node: install both from nodejs.org.`,
        ),
      );
    });
    child.on('close', (code) => {
      clearInterval(progress);
      for (const signal of stopSignals) process.off(signal, stop);
      if (isStopped) process.exit(130);
      if (code === 0) resolve();
      else reject(new SetupProblem(explain(complaints)));
    });
  });
}

function npmCommand() {
  const running = process.env.npm_execpath;
  if (running?.endsWith('npm-cli.js')) return [process.execPath, [running], false];
  return process.platform === 'win32' ? ['npm.cmd', [], true] : ['npm', [], false];
}

function explain(complaints) {
  if (/ENOTEMPTY/.test(complaints)) {
    return 'An earlier install was cut off and is in the way: delete the folder node_modules and start again.';
  }
  if (/ENOSPC/.test(complaints))
    return `There is no space left on the disk for the dependencies (about 700 MB) in ${root}.`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(complaints)) {
    return 'The dependencies could not be downloaded: the npm registry cannot be reached from this machine (network or proxy).';
  }
  if (/EACCES|EPERM|EROFS/.test(complaints))
    return `The dependencies could not be written: ${root} is not writable for this user.`;
  const lines = complaints.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
  return `The dependencies could not be installed: ${
    lines
      .slice(0, 3)
      .join(' ')
      .replace(/npm (error|ERR!) ?/g, '') || 'npm gave no reason.'
  }`;
}
