import {
  activateCampaign,
  addProspects,
  type Client,
  changeSetting,
  changeWorkspace,
  createCampaign,
  topUpWallet,
} from '@offhook/contract';
import { type Clock, type Random, seededRandom } from '@offhook/kit';
import { walletDifferences } from '../../../apps/server/src/features/wallet/index.ts';
import { answeringNumberOf } from '../people.ts';
import { type Stage, setStage } from './stage.ts';

export interface CampaignPlan {
  /** Calls on the day; there are two thirds more prospects. */
  limit: number;
  /** Calls that there is money for when the limit is used up. */
  paid: number;
  kills: number;
  servers: number;
  callsPerSecond: number;
  seed: number;
}

interface Play {
  stage: Stage;
  clock: Clock;
  random: Random;
  breaches: Set<string>;
  looks: { count: number };
}

/** What a minute costs where a workspace has no price of its own. */
const minuteMicros = 21_000;
const dayMs = 86_400_000;
/** Nothing came of it for so long: what is not there by then will not come. */
const patienceMs = 30_000;

/**
 * Several servers run a campaign with a daily limit while they are killed at random; then one for which there is money for
 * just so many calls. All the while the carrier and the ledger are looked at. Answers what was broken.
 */
export async function playCampaigns(plan: CampaignPlan, clock: Clock): Promise<readonly string[]> {
  const { limit, paid, kills, seed, servers } = plan;
  // So many calls at once are too much for one emulator beside several servers to answer within a second.
  const stage = await setStage({ servers, timeoutSeconds: limit > 200 ? 10 : 1 }, clock);
  const onInterrupt = () => void stage.clear().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onInterrupt);
  try {
    const play: Play = { stage, clock, random: seededRandom(seed), breaches: new Set(), looks: { count: 0 } };
    const prospects = Math.ceil((limit * 5) / 3);
    const admin = await stage.admin();
    await admin(changeWorkspace, { body: { default_from_number: '+14155550199' } });
    await admin(changeSetting, { params: { key: 'automatic_call_seconds' }, body: { value: 60 } });
    await admin(changeSetting, { params: { key: 'wallet_enabled' }, body: { value: true } });
    // Each call is answered and shorter than a minute, so that it costs just one.
    await admin(topUpWallet, { body: { amount: (((limit + paid) * minuteMicros) / 1e6).toFixed(3) } });
    const first = await begin(play, admin, { prospects, after: 0, daily_limit: limit, plan });
    const seconds = await watch(play, first, { most: limit, kills });
    if (play.breaches.size === 0) {
      const second = await begin(play, await stage.admin(), {
        prospects: 3 * paid,
        after: prospects,
        daily_limit: 1_000_000,
        plan,
      });
      await watch(play, second, { most: paid, kills: Math.floor(kills / 10) });
    }
    console.log(
      `  ${limit} calls of ${prospects} prospects by ${servers} servers with ${kills} kills in ${seconds} s; then money for ${paid} of ${3 * paid}. ${play.looks.count} looks.`,
    );
    return [...play.breaches];
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onInterrupt);
    await stage.clear();
  }
}

interface Begun {
  id: string;
  numbers: ReadonlySet<string>;
}

async function begin(
  { stage, clock }: Play,
  admin: Client,
  {
    prospects,
    after,
    daily_limit,
    plan,
  }: { prospects: number; after: number; daily_limit: number; plan: CampaignPlan },
): Promise<Begun> {
  const { id } = await admin(createCampaign, {
    body: {
      name: `Chaos ${after}`,
      settings: {
        purpose: 'informational',
        starts_at: new Date(clock.nowMs() + dayMs).toISOString(),
        variants: [{ key: 'a', name: 'A', weight: 1, message: 'Hello.' }],
        machine_detection: 'off',
        ...{ daily_limit, concurrency: 5000, calls_per_second: plan.callsPerSecond, max_attempts: 1 },
      },
    },
  });
  const numbers = Array.from({ length: prospects }, (_, index) => answeringNumberOf(after + index));
  for (let start = 0; start < prospects; start += 1000) {
    const people = numbers.slice(start, start + 1000).map((phone) => ({ first_name: 'Contact', phone }));
    await admin(addProspects, { params: { campaign_id: id }, body: { people } });
  }
  await admin(activateCampaign, { params: { campaign_id: id }, body: {} });
  // It begins at once, and as no campaign can be made: personal calls have no hours, so that the chaos is the same at night.
  await stage.db.systemPool.query(
    `update campaigns set settings = settings || '{"purpose": "personal", "starts_at": null}', starts_at = $2 where id = $1`,
    [id.replace(/^.*_/, ''), clock.now()],
  );
  return { id, numbers: new Set(numbers) };
}

/** Looks again and again until nothing moves any more, and kills meanwhile; answers after how many seconds all were placed. */
async function watch(play: Play, begun: Begun, { most, kills }: { most: number; kills: number }): Promise<number> {
  const { clock, breaches, random, stage } = play;
  const startedMs = clock.nowMs();
  let [killed, placed, allAfterMs] = [0, 0, 0];
  let movedAtMs = startedMs;
  for (;;) {
    const lookedMs = clock.nowMs();
    const now = await look(play, begun, most);
    const tookMs = clock.nowMs() - lookedMs;
    if (now.placed !== placed || now.isUnderWay) movedAtMs = clock.nowMs();
    placed = now.placed;
    if (placed >= most && allAfterMs === 0) allAfterMs = clock.nowMs() - startedMs;
    if (placed >= most && !now.isUnderWay && killed >= kills) break;
    if (clock.nowMs() - movedAtMs > patienceMs) {
      breaches.add(
        `${placed} were placed instead of ${most}, and nothing moves any more: ${await stateOf(play, begun)}`,
      );
      break;
    }
    while (killed < kills && placed >= ((killed + 1) * most) / (kills + 1)) {
      killed += 1;
      const rig = stage.rigs[Math.floor(random.next() * stage.rigs.length)];
      await clock.sleep(random.next() * 300);
      await rig?.kill();
      rig?.launch();
    }
    // Long lists of calls keep the carrier from its work.
    await clock.sleep(Math.max(Math.min(1000, 200 + most / 10), 5 * tookMs));
  }
  return Math.round(allAfterMs / 1000);
}

async function stateOf({ stage }: Play, { id }: Begun): Promise<string> {
  const { rows } = await stage.db.systemPool.query(
    `select c.status, c.paused_because, p.state, p.reason ->> 'code' as reason, count(*) from campaigns c
     join prospects p on p.tenant_id = c.tenant_id and p.campaign_id = c.id where c.id = $1 group by 1, 2, 3, 4`,
    [id.replace(/^.*_/, '')],
  );
  return JSON.stringify(rows);
}

async function look(
  { stage, breaches, looks }: Play,
  { id, numbers }: Begun,
  most: number,
): Promise<{ placed: number; isUnderWay: boolean }> {
  looks.count += 1;
  const calls = (await stage.carrier.calls()).filter(({ to }) => numbers.has(to));
  const dialled = new Set(calls.map(({ to }) => to));
  if (calls.length > most) breaches.add(`${calls.length} calls were placed, and ${most} were allowed`);
  if (dialled.size < calls.length) breaches.add(`${calls.length - dialled.size} were dialled twice`);
  for (const difference of await stage.db.asReader(walletDifferences)) {
    breaches.add(`the ledger is not the balance: ${JSON.stringify(difference)}`);
  }
  const { rows } = await stage.db.systemPool.query<{ dialling: number }>(
    `select count(*) filter (where state = 'dialling') as dialling from prospects where campaign_id = $1`,
    [id.replace(/^.*_/, '')],
  );
  return { placed: calls.length, isUnderWay: (rows[0]?.dialling ?? 0) > 0 };
}
