import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, login, makeClient } from '@offhook/contract';
import { type Clock, secureRandom } from '@offhook/kit';
import { type Database, openDatabase } from '../../../apps/server/src/runtime/database/database.ts';
import { makeLog } from '../../../apps/server/src/runtime/log.ts';
import { startEmbeddedPostgres } from '../../../apps/server/src/runtime/processes/embedded-postgres.ts';
import { findFreePort } from '../../../apps/server/src/runtime/processes/free-port.ts';
import { signalProcess } from '../../../apps/server/src/runtime/processes/running-process.ts';
import { type Carrier, carrierOf } from '../carrier.ts';
import { startEmulator } from '../emulator-process.ts';
import { adminEmail, adminPassword, makeRig, type Rig } from '../rig.ts';
import { openBalancer } from './balancer.ts';

/** Several servers with a folder each, one database, one carrier, and one door. */
export interface Stage {
  rigs: readonly Rig[];
  carrier: Carrier;
  db: Database;
  /** Signed in as the admin, through the door. */
  admin(): Promise<Client>;
  clear(): Promise<void>;
}

interface StageOptions {
  servers: number;
  /** How long the carrier may think. What was cut off is looked for after that. */
  timeoutSeconds: number;
}

export async function setStage({ servers, timeoutSeconds }: StageOptions, clock: Clock): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-chaos-'));
  // As root the database runs as another user, who must be able to walk through.
  await chmod(folder, 0o711);
  const clears: (() => Promise<void> | void)[] = [() => rm(folder, { recursive: true, force: true })];
  const clear = async () => {
    for (const each of clears.splice(0).reverse()) await each();
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
    clears.push(() => postgres.stop());
    const { pathname } = new URL(postgres.ownerUrl);
    const databaseUrl = Object.assign(new URL(postgres.superuserUrl), { pathname }).href;
    const random = secureRandom();
    const ports: number[] = [];
    for (let index = 0; index < servers; index += 1) ports.push(await findFreePort(random));
    const balancer = await openBalancer(ports);
    clears.push(() => balancer.close());
    const shared = {
      ...{ DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: postgres.ownerUrl, PUBLIC_URL: balancer.url },
      ...{ APP_ENCRYPTION_KEY: sharedKey, EMULATOR_PORT: String(await findFreePort(random)) },
      ...{ CARRIER_TIMEOUT_SECONDS: String(timeoutSeconds), RECONCILE_AFTER_SECONDS: String(timeoutSeconds + 2) },
    };
    const rigs: Rig[] = [];
    for (const port of ports) {
      const rig = await makeRig(clock, { ...shared, PORT: String(port) });
      clears.push(async () => {
        await rig.kill();
        await rm(rig.dataDir, { recursive: true, force: true });
      });
      rigs.push(rig);
    }
    const [first] = rigs;
    if (!first) throw new Error('There is no server.');
    const folders = rigs.map(({ dataDir }) => dataDir);
    const emulator = await startEmulator(folders, first.emulator, [], clock);
    clears.push(() => signalProcess(emulator, 'SIGKILL'));
    const db = openDatabase(postgres, makeLog({ level: 'silent', personalData: false }));
    clears.push(() => db.close());
    // The first one makes the tables.
    await started(first);
    await Promise.all(rigs.slice(1).map(started));
    const admin = async () => {
      const { token } = await makeClient({ baseUrl: balancer.url })(login, {
        body: { email: adminEmail, password: adminPassword },
      });
      return makeClient({ baseUrl: balancer.url, headers: () => ({ authorization: `Bearer ${token}` }) });
    };
    return { rigs, carrier: carrierOf(first.emulator), db, admin, clear };
  } catch (error) {
    await clear();
    throw error;
  }
}

const sharedKey = Buffer.alloc(32, 7).toString('base64');

function started(rig: Rig): Promise<void> {
  rig.launch();
  return rig.ready();
}
