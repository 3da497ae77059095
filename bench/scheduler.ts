import { type Id, makeIds, manualClock, seededRandom } from '@offhook/kit';
import { sql } from 'kysely';
import { Client } from 'pg';
import { type App, buildApp } from '../apps/server/src/app.ts';
import { createFirstAdmin } from '../apps/server/src/features/access/index.ts';
import { claimCalls } from '../apps/server/src/features/campaigns/actions/claim-calls.ts';
import { shortenCounts } from '../apps/server/src/features/campaigns/actions/fold-counts.ts';
import { classesOf, dueQuery } from '../apps/server/src/features/campaigns/store/running.ts';
import { seedConnections } from '../apps/server/src/features/workspaces/index.ts';
import { readConfig } from '../apps/server/src/runtime/config.ts';
import { migrate } from '../apps/server/src/runtime/database/migrate.ts';
import { type Spread, show, spreadOf, table } from './figures.ts';
import { type FilledCampaign, fillCampaign } from './fill-campaign.ts';
import { databaseCpu, databaseMicros } from './processes.ts';

interface Urls {
  superuserUrl: string;
  ownerUrl: string;
  appUrl: string;
  systemUrl: string;
}

interface Powers {
  urls: Urls;
  postmaster: number;
  folder: string;
}

/** Monday afternoon in New York, and morning in Honolulu: everybody may be called. */
const at = new Date('2026-11-02T20:00:00Z');
/** Together as many as the rate lets come at one moment: time stands still, so that no runner wakes. */
const claimsARound = 4;
const aClaim = 200;

/** One campaign in a database and a program of its own. */
interface Measured {
  app: App;
  campaign: FilledCampaign;
  close(): Promise<void>;
}

interface Sample {
  nodeMicros: number;
  databaseMicros: number;
  blocks: number;
  claimed: number;
}

/**
 * What it costs to decide that a prospect is called, up to the commit that writes the call down: the claim as the runner
 * makes it, at several sizes of the campaign in turn. The carrier is not asked; the next claim goes on from there.
 */
export async function measureScheduler(powers: Powers, sizes: readonly number[], rounds: number): Promise<string[]> {
  const all: Measured[] = [];
  try {
    for (const size of sizes) all.push(await measured(powers, size));
    const samples = all.map((): Sample[] => []);
    for (let round = 0; round <= rounds; round += 1) {
      for (const [index, each] of all.entries()) {
        const sample = await claimed(each, powers.postmaster);
        // The first round warms up.
        if (round > 0) samples[index]?.push(sample);
        await putBack(powers.urls, each);
      }
    }
    const due = await Promise.all(all.map(dueBlocks));
    return tableOf(all, samples, due);
  } finally {
    for (const each of all) await each.close();
  }
}

function tableOf(all: readonly Measured[], samples: readonly Sample[][], due: readonly number[]): string[] {
  const spread = (index: number, figure: (sample: Sample) => number) =>
    spreadOf((samples[index] ?? []).map((sample) => figure(sample) / sample.claimed));
  const cpu = (index: number): Spread => spread(index, (sample) => sample.nodeMicros + sample.databaseMicros);
  const times = (one: number, other: number) => `${(one / other).toFixed(2)}×`;
  const rows = all.map(({ campaign }, index) => {
    const blocks = spread(index, (sample) => sample.blocks);
    const firstBlocks = spread(0, (sample) => sample.blocks);
    return [
      campaign.prospects.toLocaleString('en'),
      show(cpu(index)),
      times(cpu(index).median, cpu(0).median),
      show(spread(index, (sample) => sample.databaseMicros)),
      show(blocks, 1),
      times(blocks.median, firstBlocks.median),
      (due[index] ?? 0).toFixed(1),
    ];
  });
  const header = ['Prospects', 'CPU µs each, with the database', 'ratio', 'of it database'];
  return table([...header, 'blocks, whole transaction', 'ratio', 'blocks, finding whose turn it is'], rows);
}

async function claimed({ app, campaign }: Measured, postmaster: number): Promise<Sample> {
  const sample: Sample = { nodeMicros: 0, databaseMicros: 0, blocks: 0, claimed: 0 };
  for (let turn = 0; turn < claimsARound; turn += 1) {
    const [before, inDatabase, blocks] = [process.cpuUsage(), databaseCpu(postmaster), await blocksSeen(app, campaign)];
    const claim = await app.ctx.db.asTenant(campaign.tenantId, async (tx) => {
      const made = await claimCalls(app.ctx, tx, { pace: nobodySits }, { ...campaign, most: aClaim });
      await sql`select pg_stat_force_next_flush()`.execute(tx);
      return made;
    });
    const { user, system } = process.cpuUsage(before);
    sample.nodeMicros += user + system;
    sample.databaseMicros += databaseMicros(inDatabase, databaseCpu(postmaster));
    sample.blocks += (await blocksSeen(app, campaign)) - blocks;
    const [refused] = claim?.refused ?? [];
    if (refused) throw new Error(`The gate refused: ${refused.reason.message}`);
    if (claim?.intents.length !== aClaim)
      throw new Error(`${claim?.intents.length} were claimed, limited by ${claim?.limitedBy}.`);
    sample.claimed += aClaim;
  }
  return sample;
}

const nobodySits = () => Promise.reject(new Error('A campaign that talks by itself asked for seats.'));

async function blocksSeen({ ctx }: App, { tenantId }: FilledCampaign): Promise<number> {
  const { rows } = await ctx.db.asTenant(tenantId, (tx) =>
    sql<{ blocks: number }>`
      select blks_hit + blks_read as blocks from pg_stat_database where datname = current_database()`.execute(tx),
  );
  return rows[0]?.blocks ?? 0;
}

/** Blocks of one look for those whose turn it is, for each that it finds. */
async function dueBlocks({ app, campaign }: Measured): Promise<number> {
  return app.ctx.db.asTenant(campaign.tenantId, async (tx) => {
    const classes = (await classesOf(tx, campaign)).map((each) => each.class);
    const query = dueQuery(campaign, { classes, now: app.ctx.clock.now(), limit: aClaim });
    const { rows } = await sql<{
      'QUERY PLAN': [{ Plan: Record<string, number> }];
    }>`explain (analyze, buffers, format json) ${query}`.execute(tx);
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    return ((plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0)) / (plan?.['Actual Rows'] ?? 1);
  });
}

/** Undoes a round, so that each begins alike however small the campaign is. */
async function putBack({ superuserUrl }: Urls, { app, campaign }: Measured): Promise<void> {
  const { tenantId, id } = campaign;
  await asSuperuser(databaseOf(superuserUrl, campaign.prospects), async (client) => {
    const dialling = `select last_call_id from prospects where tenant_id = $1 and campaign_id = $2 and state = 'dialling'`;
    await client.query('set session_replication_role = replica');
    await client.query(`delete from call_events where tenant_id = $1 and call_id in (${dialling})`, [tenantId, id]);
    await client.query(`delete from attempts where tenant_id = $1 and call_id in (${dialling})`, [tenantId, id]);
    await client.query(`delete from campaign_attempts where tenant_id = $1 and call_id in (${dialling})`, [
      tenantId,
      id,
    ]);
    await client.query(`delete from calls where tenant_id = $1 and id in (${dialling})`, [tenantId, id]);
    await client.query(
      `update prospects set state = 'waiting', attempts = attempts - 1
       where tenant_id = $1 and campaign_id = $2 and state = 'dialling'`,
      [tenantId, id],
    );
    await client.query('update campaigns set next_call_at = null');
    await client.query(`delete from campaign_counts where what = 'outcome:live'`);
    await client.query('vacuum calls, attempts, call_events, campaign_attempts, campaign_counts, prospects, outbox');
  });
  await shortenCounts(app.ctx);
}

const nameOf = (size: number) => `scheduler_${size}`;
const databaseOf = (url: string, size: number) => Object.assign(new URL(url), { pathname: `/${nameOf(size)}` }).href;

async function measured({ urls, folder }: Powers, size: number): Promise<Measured> {
  await asSuperuser(urls.superuserUrl, (client) =>
    client.query(`create database ${nameOf(size)} owner offhook_owner`).then(() => undefined),
  );
  await migrate(databaseOf(urls.ownerUrl, size));
  const clock = manualClock(at);
  const random = seededRandom(size);
  const environment = { PORT: '0', WS_PORT: '0', LOG_LEVEL: 'silent', CARRIER: 'emulator', OFFHOOK_DATA_DIR: folder };
  const database = { appUrl: databaseOf(urls.appUrl, size), systemUrl: databaseOf(urls.systemUrl, size) };
  const app = await buildApp({ config: readConfig(environment, folder), database, clock, random });
  await createFirstAdmin(app.ctx, { email: 'admin@example.com', name: 'Ada Admin', password: 'correct horse battery' });
  // Nobody listens there, and nobody is asked.
  const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: '2'.repeat(32), baseUrl: 'http://127.0.0.1:9' };
  await seedConnections(app.ctx, { mode: 'emulator', ...account });
  const campaign = await asSuperuser(databaseOf(urls.superuserUrl, size), async (client) => {
    const { rows } = await client.query<{ tenant_id: Id<'workspace'> }>('select tenant_id from workspaces');
    const [workspace] = rows;
    if (!workspace) throw new Error('There is no workspace.');
    await client.query(`update workspaces set default_from_number = '+14155550199'`);
    const filled = { tenantId: workspace.tenant_id, id: makeIds(clock, random).next('campaign'), prospects: size };
    await fillCampaign(client, filled, { at, settings: {} });
    return filled;
  });
  return { app, campaign, close: () => app.stop() };
}

async function asSuperuser<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
