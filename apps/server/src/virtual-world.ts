import { type Client, login, makeClient, type SignedIn } from '@offhook/contract';
import { createEmulator, type Emulator, type EmulatorOptions } from '@offhook/emulator';
import { type ManualClock, type Random, secureRandom, seededRandom } from '@offhook/kit';
import { createFirstAdmin } from '#features/access';
import { seedConnections } from '#features/workspaces';
import { readConfig } from '#runtime/config';
import { type App, type AppPowers, buildApp } from './app.ts';

/** The whole product in one process: a database of its own, the emulator as carrier, the app, and time in our hand. */
export interface VirtualWorld {
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
  /** Lets time pass in which nothing is under way: what is due meanwhile happens once, at its end. */
  leaps(seconds: number): Promise<void>;
  settles(): Promise<void>;
  /** Ends the server; the carrier, the database and time go on without it. */
  stopServer(): Promise<void>;
  /** Starts it again at the same address, as a new process would. */
  startServer(): Promise<void>;
  /** A second server on the same database, as another process would be; it ends with the world. */
  startAnother(): Promise<App>;
  close(): Promise<void>;
}

export interface VirtualWorldOptions extends Pick<AppPowers, 'database' | 'leastSweepMs' | 'log'> {
  dataDir: string;
  clock: ManualClock;
  admin: { email: string; name: string; password: string };
  environment?: Record<string, string>;
  emulator?: Partial<EmulatorOptions>;
  /** Of the app; the emulator has its own. */
  random?: Random;
  afterClose?: () => Promise<void>;
}

const accountSid = `AC${'1'.repeat(32)}`;
const authToken = '2'.repeat(32);
/** A token lives ten minutes of the clock, which may pass in no time. */
const signedInForMs = 300_000;

export async function makeVirtualWorld(options: VirtualWorldOptions): Promise<VirtualWorld> {
  const { database, dataDir, clock, admin: person, environment = {}, random = secureRandom() } = options;
  const emulator = createEmulator({
    ...{ accountSid, authToken, clock, random: seededRandom(1), anyCallerId: true, ringSeconds: 2 },
    ...options.emulator,
  });
  const listening = await emulator.listen({ port: 0 });
  const config = readConfig(
    { PORT: '0', WS_PORT: '0', LOG_LEVEL: 'silent', CARRIER: 'emulator', OFFHOOK_DATA_DIR: dataDir, ...environment },
    '/',
  );
  const { leastSweepMs, log } = options;
  const powers = { database, clock, random, ...(leastSweepMs && { leastSweepMs }), ...(log && { log }) };
  let app = await buildApp({ ...powers, config });
  const others: App[] = [];
  let isUp = true;
  await createFirstAdmin(app.ctx, person);
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
  let session = await signIn(person.email, person.password);
  let signedInAtMs = clock.nowMs();
  const admin = makeClient({ baseUrl: url, headers: () => ({ authorization: `Bearer ${session.signedIn.token}` }) });
  const staySignedIn = async () => {
    if (!isUp || clock.nowMs() - signedInAtMs < signedInForMs) return;
    session = await signIn(person.email, person.password);
    signedInAtMs = clock.nowMs();
  };
  const settles = async () => {
    await clock.settles();
    if (!isUp) return;
    await app.settled();
    await clock.settles();
  };
  const settlesAfter = async (time: Promise<void>) => {
    await time;
    await settles();
    await staySignedIn();
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
    passes: (seconds) => settlesAfter(clock.passes(seconds * 1000)),
    leaps: (seconds) => settlesAfter(clock.leaps(seconds * 1000)),
    async stopServer() {
      isUp = false;
      await app.stop();
    },
    async startServer() {
      app = await buildApp({ ...powers, config: { ...config, port } });
      await app.start();
      isUp = true;
      await settles();
      await staySignedIn();
    },
    async startAnother() {
      const other = await buildApp({ ...powers, config });
      await other.start();
      others.push(other);
      return other;
    },
    async close() {
      for (const other of others) await other.stop();
      if (isUp) await app.stop();
      await emulator.stop();
      await listening.close();
      await options.afterClose?.();
    },
  };
}
