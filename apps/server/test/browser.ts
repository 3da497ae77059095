import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { unpackBrowser } from './browser-from-npm.ts';

/** A browser on disk and the environment that it needs. */
export interface BrowserProgram {
  path: string;
  environment: Record<string, string>;
}

/** A headless Chromium with an empty profile: one found on this machine, or else the one from npm. Close it in afterAll. */
export async function launchBrowser(args: string[] = []): Promise<Browser> {
  return runBrowser(await findBrowser(), args);
}

export async function runBrowser({ path, environment }: BrowserProgram, args: string[] = []): Promise<Browser> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  try {
    return await chromium.launch({
      executablePath: path,
      headless: true,
      args: [...flags, ...args],
      env: { ...Object.fromEntries(inherited), ...environment },
    });
  } catch (error) {
    const missing = missingLibraries(path, environment);
    if (missing.length === 0) throw error;
    throw new Error(
      `The browser at ${path} needs libraries that this machine lacks (${missing.join(', ')}): install Chromium with your package manager.`,
    );
  }
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** CHROME_PATH, then the usual names and places, then the browser from npm; an error in one sentence when there is none. */
export async function findBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<BrowserProgram> {
  const named = environment.CHROME_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
  const found = named ?? candidates(environment).find((path) => existsSync(path));
  if (found) return { path: found, environment: {} };
  const unpacked = await unpackBrowser();
  if (unpacked) return unpacked;
  throw new Error('No Chrome or Chromium was found for the browser tests: install one, or name it in CHROME_PATH.');
}

function candidates(environment: NodeJS.ProcessEnv): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const onPath = (environment.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const programs = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => environment[name] ?? []);
  return [
    ...onPath,
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...programs.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
  ];
}

function missingLibraries(path: string, environment: Record<string, string>): string[] {
  if (process.platform !== 'linux') return [];
  try {
    const listed = execFileSync('ldd', [path], { encoding: 'utf8', env: { ...process.env, ...environment } });
    return [...listed.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
  } catch {
    return [];
  }
}
