import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Clock, Id, Random } from '@offhook/kit';
import { createFirstAdmin, demoAdmin, demoAdminLink, hasPeople } from '#features/access';
import { seedNumber } from '#features/numbers';
import { addSampleData, sampleFromNumber } from '#features/sample-data';
import { boxesForDirectory } from '#features/voicemail';
import { type SeedAccount, seedConnections } from '#features/workspaces';
import type { Config } from '#runtime/config';
import { migrate } from '#runtime/database/migrate';
import { makeKeys } from '#runtime/keys';
import { holdDataFolder } from '#runtime/processes/data-folder';
import { startEmbeddedPostgres } from '#runtime/processes/embedded-postgres';
import { startEmulatorProcess } from '#runtime/processes/emulator-process';
import { databaseProblem, portProblem } from '#runtime/startup-problem';
import { type App, buildApp } from './app.ts';

/** Everything that runs: the database if it is ours, the emulator if it is the carrier, and the app. */
export interface RunningProgram {
  app: App;
  url: string;
  /** A one-time sign-in link of the demo admin; undefined where there is none. */
  signInLink: string | undefined;
  /** False when nobody can sign in yet. */
  hasPeople: boolean;
  stop(): Promise<void>;
}

interface Powers {
  config: Config;
  clock: Clock;
  random: Random;
  tell: (line: string) => void;
  /** Aborted while it starts: what had started is stopped again, and the promise rejects. */
  signal?: AbortSignal;
}

/** Starts all of it, in order; when a step fails, what had started is stopped again. */
export async function startProgram({ config, clock, random, tell, signal }: Powers): Promise<RunningProgram> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const folder = holdDataFolder(config.dataDir);
    stops.push(async () => folder.release());
    await requireFreePorts(config);
    const database = await openOrStartDatabase(config, tell, stops);
    signal?.throwIfAborted();
    const app = await buildApp({ config, database, clock, random });
    stops.push(() => app.stop());
    const account = await carrierAccount(config, tell, stops);
    signal?.throwIfAborted();
    const firstTenant = await firstAdmin(app, config);
    if (account) await seedConnections(app.ctx, account);
    if (firstTenant && isDemo(config)) {
      tell('Filling the demo workspace');
      await addSampleData(app.ctx, firstTenant);
    }
    signal?.throwIfAborted();
    const url = await app.start();
    // The carrier is told of our address, which is only known now.
    if (firstTenant && isDemo(config)) await seedDemoNumber(app, firstTenant);
    const signInLink = isDemo(config) ? await demoAdminLink(app.ctx) : undefined;
    return { app, url, signInLink, hasPeople: await hasPeople(app.ctx), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Before anything is set up: a port that is taken would only be found at the end. */
async function requireFreePorts({ port, socketPort, host }: Config): Promise<void> {
  const ports = [
    [port, 'PORT'],
    [socketPort, 'WS_PORT'],
  ] as const;
  for (const [number, setting] of ports) {
    await new Promise<void>((resolve, reject) => {
      const probe = createServer();
      probe.once('error', (error) => reject(portProblem(error, number, setting)));
      probe.listen({ port: number, host, exclusive: true }, () => probe.close(() => resolve()));
    });
  }
}

async function openOrStartDatabase(config: Config, tell: (line: string) => void, stops: (() => Promise<void>)[]) {
  if (config.database) {
    const { url, ownerUrl } = config.database;
    await migrate(ownerUrl, tell).catch((error: unknown) => {
      throw databaseProblem(error, ownerUrl);
    });
    return { appUrl: url, systemUrl: url, ownerUrl, creatorUrl: ownerUrl };
  }
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log: tell });
  stops.push(() => postgres.stop());
  await migrate(postgres.ownerUrl, tell);
  return { ...postgres, creatorUrl: postgres.superuserUrl };
}

async function carrierAccount(
  config: Config,
  tell: (line: string) => void,
  stops: (() => Promise<void>)[],
): Promise<SeedAccount | undefined> {
  const { mode, accountSid, authToken, baseUrl } = config.carrier;
  if (mode === 'none') return undefined;
  if (mode === 'twilio') return accountSid && authToken ? { mode, accountSid, authToken, baseUrl } : undefined;
  const account = emulatedAccount(config);
  const emulator = await startEmulatorProcess({
    dataDir: config.dataDir,
    port: config.emulatorPort,
    ...account,
    log: tell,
    ...(isDemo(config) ? { args: ['--personas', writeDemoNumbers(config.dataDir)] } : {}),
  });
  stops.push(() => emulator.stop());
  return { mode, ...account, baseUrl: emulator.url };
}

/** The number that the demo workspace calls from can be called, too: whoever does leaves a message. */
async function seedDemoNumber({ ctx }: App, tenantId: Id<'workspace'>): Promise<void> {
  const { default_box_id: box_id } = await ctx.db.asTenant(tenantId, boxesForDirectory);
  const route = box_id === null ? ({ kind: 'none' } as const) : ({ kind: 'box', box_id } as const);
  await seedNumber(ctx, tenantId, { phoneNumber: sampleFromNumber, label: 'Main line', route });
}

/** The emulator reads its own numbers from a file. */
function writeDemoNumbers(dataDir: string): string {
  const file = join(dataDir, 'emulator-numbers.json');
  writeFileSync(file, JSON.stringify({ numbers: [{ phoneNumber: sampleFromNumber }] }), { mode: 0o600 });
  return file;
}

/** The emulated account is always the same for the same key, so that its journal and our database stay together. */
export function emulatedAccount(config: Config): { accountSid: string; authToken: string } {
  const keys = makeKeys(config);
  const hex = (purpose: string) =>
    createHash('sha256')
      .update(keys.mac(Buffer.from(purpose)))
      .digest('hex')
      .slice(0, 32);
  return { accountSid: `AC${hex('emulated account')}`, authToken: hex('emulated token') };
}

function firstAdmin(app: App, config: Config) {
  if (config.firstAdmin) return createFirstAdmin(app.ctx, { ...config.firstAdmin, name: 'Admin' });
  return isDemo(config) ? createFirstAdmin(app.ctx, { ...demoAdmin, password: undefined }) : undefined;
}

// Demo data is only ever made with the emulator and outside production.
function isDemo(config: Config): boolean {
  return config.carrier.mode === 'emulator' && !config.production;
}
