// npm run emulator:pack -- FOLDER: makes the npm package of the emulator and packs it as a tarball into FOLDER.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundlePackage } from './bundle.ts';
import { packFolder } from './tarball.ts';

const [target = '.'] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'offhook-emulator-'));
try {
  await bundlePackage(folder);
  await mkdir(resolve(target), { recursive: true });
  console.log(await packFolder(folder, resolve(target)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
