import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Packs a folder as npm would publish it; resolves with the path of the tarball. */
export async function packFolder(folder: string, destination: string): Promise<string> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['pack', '--json', '--pack-destination', destination];
  const { stdout } = await run(npm, args, { cwd: folder, shell: process.platform === 'win32' });
  // npm prints one entry for each package that it packed.
  const packed = JSON.parse(stdout) as { filename: string }[];
  return join(destination, packed[0]?.filename ?? '');
}
