import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyPostgres, installedPostgres, noPostgresHere } from './postgres-programs.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'offhook-programs-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each([18, 15] as const)('npm brought PostgreSQL %i with all its libraries linked', (version) => {
  expect(statSync(join(installedPostgres(version), 'bin')).isDirectory()).toBe(true);
});

test('a copy may be read by everybody, keeps its links, and is made once per version', () => {
  const native = plantPrograms('1.0.0');
  const copy = copyPostgres(native, join(root, 'home'));
  expect(copy).toBe(join(root, 'home', 'programs-1.0.0'));
  expect(statSync(join(copy, 'lib')).mode & 0o777).toBe(0o755);
  expect(readlinkSync(join(copy, 'lib', 'libpq.so'))).toBe('libpq.so.5');
  writeFileSync(join(native, 'lib', 'later'), '');
  expect(existsSync(join(copyPostgres(native, join(root, 'home')), 'lib', 'later'))).toBe(false);
  plantPrograms('2.0.0');
  expect(existsSync(join(copyPostgres(native, join(root, 'home')), 'lib', 'later'))).toBe(true);
});

test('a machine without a build is told what to set', () => {
  expect(noPostgresHere().message).toMatch(
    /^There is no embedded PostgreSQL for this machine \(.*\): set DATABASE_URL to a PostgreSQL 15 or newer\.$/,
  );
});

function plantPrograms(version: string): string {
  const native = join(root, 'package', 'native');
  mkdirSync(join(native, 'lib'), { recursive: true, mode: 0o700 });
  mkdirSync(join(root, 'home'), { recursive: true });
  writeFileSync(join(root, 'package', 'package.json'), JSON.stringify({ version }));
  writeFileSync(join(native, 'lib', 'libpq.so.5'), '');
  if (!existsSync(join(native, 'lib', 'libpq.so'))) symlinkSync('libpq.so.5', join(native, 'lib', 'libpq.so'));
  return native;
}
