import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The Chromium inside @sparticuz/chromium, unpacked once; undefined on machines it is not built for. */
export async function unpackBrowser(): Promise<{ path: string; environment: Record<string, string> } | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const folder = join(dirname(entry), '..', '..', '..', '.cache', `offhook-browser-${versionOf(entry)}`);
  if (!existsSync(folder)) await unpackInto(folder);
  const environment: Record<string, string> = { FONTCONFIG_PATH: join(folder, 'fonts') };
  // Its own NSS and NSPR serve only where the machine has none: newer ones of the machine fit its other libraries better.
  if (await lacksNss(join(folder, 'chromium'))) environment.LD_LIBRARY_PATH = join(folder, 'al2023', 'lib');
  return { path: join(folder, 'chromium'), environment };
}

function versionOf(entry: string): string {
  const { version }: { version: string } = createRequire(entry)('../package.json');
  return version;
}

// The package unpacks to the system's temporary folder under a fixed name, without care for a second process that
// unpacks at the same time: so a process of its own, with a temporary folder of its own, renamed when whole.
async function unpackInto(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  const unpack = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: dirname(fileURLToPath(import.meta.url)),
      // Only with this name of a runtime does the package unpack the shared libraries as well.
      env: { PATH: process.env.PATH, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    await writeFile(join(draft, 'fonts', 'fonts.conf'), fontSettings(folder));
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

// The package's own settings look for fonts in fixed folders only, and without any font a page has no text at all.
const fontSettings = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;

async function lacksNss(path: string): Promise<boolean> {
  try {
    return /not found/.test((await promisify(execFile)('ldd', [path])).stdout);
  } catch {
    return true;
  }
}
