// Places calls through a carrier full of mischief while the server and its database are killed, and audits what is left:
// run.ts --attempts 10000 --kills 100 --seed 1; with --compare two common strategies go through the same. Or several servers
// call for campaigns and are killed meanwhile: run.ts campaigns --limit 10000 --kills 20 --seed 1.
import { parseArgs } from 'node:util';
import { realClock, secureRandom } from '@offhook/kit';
import { audit } from './auditor.ts';
import { playCampaigns } from './campaigns/play.ts';
import { ourLosses, tableOf } from './losses.ts';
import { playPeer } from './peers/play.ts';
import { mostOrders } from './people.ts';
import { type Plan, playOurs } from './play.ts';
import { reportOf } from './report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: 'string', default: '60' },
    paid: { type: 'string', default: '7' },
    servers: { type: 'string', default: '4' },
    rate: { type: 'string', default: '25' },
    attempts: { type: 'string', default: '1000' },
    kills: { type: 'string' },
    seed: { type: 'string' },
    compare: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const attempts = Number(values.attempts);
const plan: Plan = {
  attempts,
  kills: Number(values.kills ?? Math.max(10, Math.round(attempts / 100))),
  seed: values.seed === undefined ? Math.floor(secureRandom().next() * 1_000_000) : Number(values.seed),
  keep: values.keep,
};
if (![attempts, plan.kills, plan.seed].every((one) => Number.isInteger(one) && one >= 0) || attempts > mostOrders) {
  console.error(
    `Use: run.ts [--attempts 1000] [--kills 10] [--seed 1] [--compare] [--keep]; at most ${mostOrders} attempts.`,
  );
  process.exit(1);
}
process.exitCode = await (positionals[0] === 'campaigns' ? runCampaigns() : run());

async function runCampaigns(): Promise<number> {
  const { seed } = plan;
  const [limit, paid, servers, callsPerSecond] = [values.limit, values.paid, values.servers, values.rate].map(Number);
  const kills = Number(values.kills ?? 3);
  console.log(`Chaos of campaigns with seed ${seed}.`);
  const whole = { limit: limit ?? 0, paid: paid ?? 0, servers: servers ?? 0, callsPerSecond: callsPerSecond ?? 0 };
  const breaches = await playCampaigns({ ...whole, kills, seed }, realClock());
  for (const breach of breaches) console.log(`✗ ${breach}`);
  if (breaches.length === 0) console.log('✓ The limit and the money were used up exactly, nobody was called twice.');
  return breaches.length === 0 ? 0 : 1;
}

async function run(): Promise<number> {
  const clock = realClock();
  const startedMs = clock.nowMs();
  const { seed, kills } = plan;
  console.log(`Chaos with seed ${seed}: ${attempts} attempts, ${kills} kills.`);
  const { evidence, killed } = await playOurs(plan, clock);
  const breaches = audit(evidence);
  const seconds = Math.round((clock.nowMs() - startedMs) / 1000);
  for (const line of reportOf({ seed, attempts, seconds, killed, evidence, breaches })) console.log(line);
  if (values.compare) {
    const naive = await playPeer({ strategy: 'naive', ...plan, clock });
    const queue = await playPeer({ strategy: 'queue', ...plan, clock });
    const rows = [
      { strategy: 'ours: intent, POST once, reconcile', ...ourLosses(evidence, killed.length) },
      { strategy: 'naive: POST with 3 tries, mark', ...naive },
      { strategy: 'queue: SKIP LOCKED, lease, retry', ...queue },
    ];
    for (const line of ['', ...tableOf(rows)]) console.log(line);
  }
  return breaches.length === 0 ? 0 : 1;
}
