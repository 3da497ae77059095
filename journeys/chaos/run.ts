// Kills the real server at random instants while it makes calls, and audits what is left: run.ts --kills 50 --seed 1
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Client } from '@offhook/contract';
import { type Clock, realClock, secureRandom, seededRandom } from '@offhook/kit';
import { apiOf } from './api.ts';
import { audit } from './auditor.ts';
import { type Carrier, carrierOf } from './carrier.ts';
import { collectOurs } from './collect.ts';
import type { Evidence } from './evidence.ts';
import { type Kill, planKills, startAndKill } from './killer.ts';
import { reportOf } from './report.ts';
import { makeRig, type Rig } from './rig.ts';
import { settle } from './settle.ts';
import { makeWorkload, type Workload } from './workload.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const seed = values.seed === undefined ? Math.floor(secureRandom().next() * 1_000_000) : Number(values.seed);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('Use: run.ts [--kills 50] [--seed 1] [--keep]; --keep leaves the data folder behind.');
  process.exit(1);
}
process.exitCode = await run(realClock());

async function run(clock: Clock): Promise<number> {
  const startedMs = clock.nowMs();
  const rig = await makeRig(clock);
  // An interrupted run must not leave its processes behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void clear(rig).finally(() => process.exit(1)));
  }
  console.log(`Chaos with seed ${seed}: ${kills} kills${values.keep ? ` in ${rig.dataDir}` : ''}.`);
  try {
    rig.launch();
    await rig.ready();
    const api = await apiOf(rig);
    const carrier = carrierOf(rig);
    const workload = makeWorkload({ rig, api, clock, random: seededRandom(seed + 1), seed });
    workload.begin();
    const killed: Kill[] = [];
    const random = seededRandom(seed);
    for (const phase of planKills(kills, random)) {
      killed.push(await startAndKill(phase, { rig, clock, random, carrier, workload }));
    }
    const evidence = await bringToRest({ rig, api, clock, carrier, workload });
    const breaches = audit(evidence);
    const seconds = Math.round((clock.nowMs() - startedMs) / 1000);
    for (const line of reportOf({ seed, seconds, killed, evidence, breaches })) console.log(line);
    return breaches.length === 0 ? 0 : 1;
  } finally {
    await clear(rig);
  }
}

interface Play {
  rig: Rig;
  api: Client;
  clock: Clock;
  carrier: Carrier;
  workload: Workload;
}

async function bringToRest({ rig, api, clock, carrier, workload }: Play): Promise<Evidence> {
  rig.launch();
  await rig.ready();
  await workload.finish();
  await settle({ api, clock, carrier });
  const [carrierCalls, carrierRecordings] = [await carrier.calls(), await carrier.recordings()];
  const exitCode = await rig.stop();
  if (exitCode !== 0) throw new Error(`The server ended with ${exitCode} when it was asked to stop.`);
  return { ...(await collectOurs(rig.dataDir)), orders: [...workload.orders], carrierCalls, carrierRecordings };
}

async function clear(rig: Rig): Promise<void> {
  await rig.clear();
  if (!values.keep) await rm(rig.dataDir, { recursive: true, force: true });
}
