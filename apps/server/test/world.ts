import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, login, makeClient, type SignedIn } from '@offhook/contract';
import { createEmulator, type Emulator, type EmulatorOptions } from '@offhook/emulator';
import { type ManualClock, manualClock, secureRandom, seededRandom } from '@offhook/kit';
import { type App, buildApp } from '../src/app.ts';
import { createFirstAdmin } from '../src/features/access/index.ts';
import { seedConnections } from '../src/features/workspaces/index.ts';
import { readConfig } from '../src/runtime/config.ts';
import { cloneDatabase } from './database.ts';

export const adminEmail = 'admin@example.com';
export const adminPassword = 'correct horse battery staple';
export const ourNumber = '+14155550199';

const accountSid = `AC${'1'.repeat(32)}`;
const authToken = '2'.repeat(32);

/** The whole product in one process: a database of its own, the emulator as carrier, the app, and time in our hand. */
export interface World {
  readonly app: App;
  emulator: Emulator;
  /** How to ask the carrier itself. */
  carrier: { url: string; accountSid: string; authorization: string; authToken: string };
  clock: ManualClock;
  url: string;
  /** A client signed in as the first admin, and kept so while time passes. */
  admin: Client;
  readonly signedIn: SignedIn;
  signIn(email: string, password: string): Promise<{ api: Client; signedIn: SignedIn }>;
  /** Lets time pass, then lets everything that it caused come to its end. */
  passes(seconds: number): Promise<void>;
  settles(): Promise<void>;
  /** Ends the server; the carrier, the database and time go on without it. */
  stopServer(): Promise<void>;
  /** Starts it again at the same address, as a new process would. */
  startServer(): Promise<void>;
  /** A second server on the same database, with a folder and a door of its own; it ends with the world. */
  startAnother(): Promise<App>;
  close(): Promise<void>;
}

export interface WorldOptions {
  environment?: Record<string, string>;
  emulator?: Partial<EmulatorOptions>;
  /** The way to the database, where a test wants one of its own. */
  via?: (databaseUrl: string) => string;
}

export async function makeWorld({
  environment = {},
  emulator: emulatorOptions = {},
  via = (databaseUrl) => databaseUrl,
}: WorldOptions = {}): Promise<World> {
  const own = await cloneDatabase();
  const database = { ...own, appUrl: via(own.appUrl), systemUrl: via(own.systemUrl) };
  const dataDir = await mkdtemp(join(tmpdir(), 'offhook-world-'));
  const clock = manualClock(new Date('2026-11-02T15:00:00Z'));
  const emulator = createEmulator({
    ...{ accountSid, authToken, clock, random: seededRandom(1), anyCallerId: true, ringSeconds: 2 },
    ...emulatorOptions,
  });
  const listening = await emulator.listen({ port: 0 });
  const config = readConfig(
    { PORT: '0', WS_PORT: '0', LOG_LEVEL: 'silent', CARRIER: 'emulator', OFFHOOK_DATA_DIR: dataDir, ...environment },
    '/',
  );
  let app = await buildApp({ config, database, clock, random: secureRandom() });
  let isUp = true;
  const others: App[] = [];
  await createFirstAdmin(app.ctx, { email: adminEmail, name: 'Ada Admin', password: adminPassword });
  const mode = config.carrier.mode;
  if (mode !== 'none') await seedConnections(app.ctx, { mode, accountSid, authToken, baseUrl: listening.url });
  await app.start();
  const { port } = app.server.server.address() as { port: number }; // it listens on TCP
  const url = `http://localhost:${port}`;
  const signIn = async (email: string, password: string) => {
    const signedIn = await makeClient({ baseUrl: url })(login, { body: { email, password } });
    const api = makeClient({ baseUrl: url, headers: () => ({ authorization: `Bearer ${signedIn.token}` }) });
    return { api, signedIn };
  };
  let session = await signIn(adminEmail, adminPassword);
  let signedInAtMs = clock.nowMs();
  const admin = makeClient({ baseUrl: url, headers: () => ({ authorization: `Bearer ${session.signedIn.token}` }) });
  // A token lives ten minutes of the clock, which a test may let pass in no time.
  const staySignedIn = async () => {
    if (!isUp || clock.nowMs() - signedInAtMs < 300_000) return;
    session = await signIn(adminEmail, adminPassword);
    signedInAtMs = clock.nowMs();
  };
  const settles = async () => {
    await clock.settles();
    if (!isUp) return;
    await Promise.all([app, ...others].map((each) => each.settled()));
    await clock.settles();
  };
  return {
    get app() {
      return app;
    },
    emulator,
    carrier: {
      url: listening.url,
      accountSid,
      authToken,
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
    },
    clock,
    url,
    admin,
    get signedIn() {
      return session.signedIn;
    },
    signIn,
    settles,
    async passes(seconds) {
      await clock.passes(seconds * 1000);
      await settles();
      await staySignedIn();
    },
    async stopServer() {
      isUp = false;
      await app.stop();
    },
    async startServer() {
      app = await buildApp({ config: { ...config, port }, database, clock, random: secureRandom() });
      await app.start();
      isUp = true;
      await settles();
      await staySignedIn();
    },
    async startAnother() {
      const own = { ...config, dataDir: join(dataDir, `another-${others.length}`), publicUrl: url };
      const other = await buildApp({ config: own, database, clock, random: secureRandom() });
      await other.start();
      others.push(other);
      return other;
    },
    async close() {
      for (const other of others) await other.stop();
      if (isUp) await app.stop();
      await emulator.stop();
      await listening.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
