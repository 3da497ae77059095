import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const leftOut = /(^|[\\/])(node_modules|dist|\.git)$|^(coverage|test-results|\.offhook)$/;

/** A copy of the repository to spoil; libraries are linked, our own packages are those of the copy. */
export async function copyTree(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'offhook-guards-'));
  await cp(root, path, { recursive: true, filter: (source) => !leftOut.test(relative(root, source)) });
  for (const folder of ['node_modules', 'packages/emulator/node_modules']) await linkModules(folder, path);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

async function linkModules(folder: string, copy: string): Promise<void> {
  const [from, to] = [join(root, folder), join(copy, folder)];
  const entries = await readdir(from).catch(() => []);
  for (const name of entries.filter((entry) => entry !== '@offhook' && !/^\.vite/.test(entry))) {
    await link(join(from, name), join(to, name));
  }
  for (const name of await readdir(join(from, '@offhook')).catch(() => [])) {
    const home = ['server', 'web'].includes(name) ? 'apps' : 'packages';
    await link(join(copy, home, name), join(to, '@offhook', name));
  }
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // Windows lets everybody make junctions, but not links.
  await symlink(process.platform === 'win32' ? target : relative(dirname(path), target), path, 'junction');
}
