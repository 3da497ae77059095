import { rm } from 'node:fs/promises';
import type { Client } from '@offhook/contract';
import { type Clock, seededRandom } from '@offhook/kit';
import { apiOf } from './api.ts';
import { type Carrier, carrierOf } from './carrier.ts';
import { collectOurs } from './collect.ts';
import type { Evidence } from './evidence.ts';
import { type Kill, killAndStart, planKills } from './killer.ts';
import { makeRig, type Rig } from './rig.ts';
import { settle } from './settle.ts';
import { startWorkload, type Workload } from './workload.ts';

export interface Plan {
  attempts: number;
  kills: number;
  seed: number;
  /** Whether the data folder is left behind. */
  keep: boolean;
}

/** Places the calls through the real server while it is killed, and brings home what is left on both sides. */
export async function playOurs(plan: Plan, clock: Clock): Promise<{ evidence: Evidence; killed: Kill[] }> {
  const { attempts, seed, keep } = plan;
  const rig = await makeRig(clock);
  const clear = async () => {
    await rig.clear();
    if (!keep) await rm(rig.dataDir, { recursive: true, force: true });
  };
  let workload: Workload | undefined;
  // An interrupted run must not leave its processes behind.
  const onInterrupt = () => void clear().finally(() => process.exit(130));
  // Asked to end, it audits what it has so far.
  const onEnd = () => (workload ? workload.cutShort() : onInterrupt());
  process.once('SIGINT', onInterrupt);
  process.on('SIGTERM', onEnd);
  if (keep) console.log(`Data folder: ${rig.dataDir}`);
  try {
    await rig.launchMischief(seed);
    rig.launch();
    await rig.ready();
    const api = await apiOf(rig);
    const carrier = carrierOf(rig.emulator);
    workload = startWorkload({ rig, api, clock, seed, attempts });
    const play = { rig, api, clock, carrier, workload };
    const killed = await killThroughout(play, plan);
    return { evidence: await bringToRest(play), killed };
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onEnd);
    await clear();
  }
}

interface Play {
  rig: Rig;
  api: Client;
  clock: Clock;
  carrier: Carrier;
  workload: Workload;
}

/** The kills, spread evenly over the orders. */
async function killThroughout(play: Omit<Play, 'api'>, { attempts, kills, seed }: Plan): Promise<Kill[]> {
  const random = seededRandom(seed);
  const killed: Kill[] = [];
  for (const [index, phase] of planKills(kills, random).entries()) {
    if (!(await play.workload.sent(Math.floor(((index + 1) * attempts) / (kills + 1))))) break;
    killed.push(await killAndStart(phase, { ...play, random, seed }));
    if (killed.length % 20 === 0) console.log(`  … ${killed.length} kills, ${play.workload.orders.length} orders`);
  }
  return killed;
}

async function bringToRest({ rig, api, clock, carrier, workload }: Play): Promise<Evidence> {
  await workload.finish();
  await settle({ api, clock, carrier });
  const [carrierCalls, carrierRecordings] = [await carrier.calls(), await carrier.recordings()];
  const acknowledgedWebhooks = await carrier.acknowledgedWebhooks(carrierCalls.map(({ sid }) => sid));
  const exitCode = await rig.stop();
  if (exitCode !== 0) throw new Error(`The server ended with ${exitCode} when it was asked to stop.`);
  const ours = await collectOurs(rig.config);
  return { ...ours, orders: [...workload.orders], carrierCalls, carrierRecordings, acknowledgedWebhooks };
}
