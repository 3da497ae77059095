import { type Clock, type Id, makeIds, secureRandom } from '@offhook/kit';
import { Client } from 'pg';
import type { Rig } from '../journeys/chaos/rig.ts';
import { ratio, show, spreadOf, table } from './figures.ts';
import { fillCampaign } from './fill-campaign.ts';
import { databaseCpu, databaseMicros, type Peer, serverCpuMicros, startPeer } from './processes.ts';

interface Powers {
  clock: Clock;
  databaseUrl: string;
  postmaster: number;
}

/** Calls of a round, and jobs. */
const aRound = 2000;
/** What a placed call causes besides (the outbox, sums) is counted too: it gets so long. The peer does nothing. */
const afterworkMs = 1500;
const longestMs = 120_000;

interface Sample {
  cpuMicros: number;
  databaseMicros: number;
  seconds: number;
}

type Side = 'offhook' | 'limited' | 'graphile-worker';

const names: Record<Side, string> = {
  offhook: 'offhook: claim, POST to a bare carrier, settle',
  limited: 'the same up to a daily limit',
  'graphile-worker': 'peer: graphile-worker, a job that does nothing, unbatched',
};

/**
 * Calls of a campaign from the claim to the settled answer of the carrier, by the real server, beside graphile-worker that
 * runs as many jobs which do nothing, in turn. The carrier is a bare node:http server that says 201 and calls nobody.
 */
export async function measureDialling(rig: Rig, powers: Powers, rounds: number): Promise<string[]> {
  const peer = await startPeer('graphile', { DATABASE_URL: powers.databaseUrl });
  try {
    const samples: Record<Side, Sample[]> = { offhook: [], limited: [], 'graphile-worker': [] };
    let behind = 0;
    for (let round = 0; round <= rounds; round += 1) {
      for (const side of ['offhook', 'graphile-worker', 'limited'] as const) {
        const work = side === 'graphile-worker' ? await jobsOf(peer) : await callsOf(rig, powers, { behind, side });
        if (side !== 'graphile-worker') behind += 2 * aRound;
        const sample = await measured(powers, work);
        // The first round warms up.
        if (round > 0) samples[side].push(sample);
      }
    }
    const cpu = (side: Side) => spreadOf(samples[side].map(({ cpuMicros }) => cpuMicros / aRound));
    const rows = (Object.keys(names) as Side[]).map((side) => [
      names[side],
      show(cpu(side)),
      show(spreadOf(samples[side].map((sample) => sample.databaseMicros / aRound))),
      show(spreadOf(samples[side].map((sample) => (aRound / sample.cpuMicros) * 1e6))),
      ratio(cpu('graphile-worker'), cpu(side), 2),
      show(spreadOf(samples[side].map(({ seconds }) => aRound / seconds))),
    ]);
    const header = ['Dialling', 'CPU µs each, with the database', 'of it database', 'per CPU second'];
    return table([...header, 'against graphile-worker', 'per second'], rows);
  } finally {
    await peer.end();
  }
}

interface Work {
  cpuMicros(): Promise<number>;
  run(): Promise<void>;
  afterworkMs: number;
}

async function measured(
  { clock, postmaster }: Powers,
  { cpuMicros, run, afterworkMs: pauseMs }: Work,
): Promise<Sample> {
  const [before, inDatabase] = [await cpuMicros(), databaseCpu(postmaster)];
  const startedMs = performance.now();
  await run();
  const seconds = (performance.now() - startedMs) / 1000;
  await clock.sleep(pauseMs);
  const ofDatabase = databaseMicros(inDatabase, databaseCpu(postmaster));
  return { cpuMicros: (await cpuMicros()) - before + ofDatabase, databaseMicros: ofDatabase, seconds };
}

async function jobsOf(peer: Peer): Promise<Work> {
  await fetch(`${peer.url}/add?jobs=${aRound}`);
  return { cpuMicros: peer.cpuMicros, run: async () => void (await fetch(`${peer.url}/run`)), afterworkMs: 0 };
}

async function callsOf(
  rig: Rig,
  { clock, databaseUrl }: Powers,
  { behind, side }: { behind: number; side: Side },
): Promise<Work> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ tenant_id: Id<'workspace'> }>('select tenant_id from workspaces');
  const [workspace] = rows;
  if (!workspace) throw new Error('There is no workspace.');
  await client.query(`update workspaces set default_from_number = '+14155550199'`);
  const id = makeIds(clock, secureRandom()).next('campaign');
  const limited = side === 'limited';
  const campaign = { tenantId: workspace.tenant_id, id, prospects: limited ? 2 * aRound : aRound, behind };
  // Personal calls have no hours: the figures are the same at night.
  const settings = { purpose: 'personal' as const, machine_detection: 'off' as const, window: [] };
  const at = new Date(clock.nowMs() - 7_200_000);
  await fillCampaign(client, campaign, {
    at,
    status: 'paused',
    settings: { ...settings, ...(limited ? { daily_limit: aRound } : {}) },
  });
  return {
    cpuMicros: () => serverCpuMicros(rig.url, rig.config.metricsToken ?? ''),
    async run() {
      await client.query(`update campaigns set status = 'running' where id = $1`, [id]);
      for (const endMs = clock.nowMs() + longestMs; clock.nowMs() < endMs; await clock.sleep(200)) {
        const placed = await client.query<{ n: number }>(
          `select count(*)::int as n from calls where campaign_id = $1 and status = 'queued' and placement = 'placed'`,
          [id],
        );
        if (placed.rows[0]?.n === aRound) return void (await client.end());
      }
      throw new Error('The server did not place the calls.');
    },
    afterworkMs,
  };
}
