// Statistics of a workspace with few and with many calls, beside adding up the calls themselves.
import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import { Client } from 'pg';
import { groupsOf, quarterMs, rangesOf } from '../apps/server/src/features/insights/periods.ts';
import { readSums, type Selection, sumsQuery } from '../apps/server/src/features/insights/reading.ts';
import { type Database, openDatabase } from '../apps/server/src/runtime/database/database.ts';
import { makeLog } from '../apps/server/src/runtime/log.ts';
import { fillCalls } from './fill-calls.ts';
import { fillRollups } from './fill-rollups.ts';

export interface StatsFigures {
  what: string;
  calls: number;
  p95Ms: number;
  buffers: number;
  /** Adding up the calls, once. */
  directMs: number;
}

const times = 200;
const dayMs = 86_400_000;
const tenantOf = (calls: number) => `00000000-0000-7000-a000-${String(calls).padStart(12, '0')}` as Id<'workspace'>; // a UUID

/** `urls` of a migrated database; the superuser fills it with workspaces of so many calls. */
export async function measureStats(
  urls: { superuserUrl: string; appUrl: string; systemUrl: string },
  sizes: readonly number[],
): Promise<StatsFigures[]> {
  const until = new Date('2026-11-01T00:00:00Z');
  const client = new Client({ connectionString: urls.superuserUrl });
  await client.connect();
  const db = openDatabase(urls, makeLog({ level: 'silent', personalData: false }));
  const figures: StatsFigures[] = [];
  try {
    for (const calls of sizes) {
      const tenantId = tenantOf(calls);
      await fillCalls(client, { tenantId, calls, until });
      await fillRollups(client, tenantId);
      for (const [what, days] of [
        ['a month by days', 30],
        ['a year by months', 365],
      ] as const) {
        figures.push({ what, calls, ...(await measure(db, tenantId, until, days)) });
      }
    }
  } finally {
    await db.close();
    await client.end();
  }
  return figures;
}

async function measure(db: Database, tenantId: Id<'workspace'>, until: Date, days: number) {
  const endMs = until.getTime() - 20 * quarterMs;
  const period = { startMs: endMs - days * dayMs, endMs };
  const groups = groupsOf(days > 31 ? 'month' : 'day', period, 'America/New_York', 1000) ?? [];
  const selection: Selection = { tenantId, people: 'everybody', direction: undefined, byOutcome: false };
  const wish = [rangesOf(groups), groups.map(({ startMs }) => startMs)] as const;
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    took.push(await milliseconds(() => db.asTenant(tenantId, (tx) => readSums(tx, selection, ...wish))));
  }
  const { rows } = await db.asTenant(tenantId, (tx) =>
    sql<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>`
      explain (analyze, buffers, format json) ${sumsQuery(selection, ...wish)}`.execute(tx),
  );
  const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {};
  const directMs = await milliseconds(() =>
    db.asTenant(tenantId, (tx) =>
      sql`select date_trunc('day', created_at, 'America/New_York'), direction, count(*), count(answered_at),
          sum(duration_seconds), sum(cost_micros)
        from calls where tenant_id = ${tenantId} and created_at >= ${new Date(period.startMs)}
          and created_at < ${new Date(endMs)} group by 1, 2`.execute(tx),
    ),
  );
  return {
    p95Ms: took.toSorted((one, other) => one - other)[Math.floor(times * 0.95)] ?? 0,
    buffers: (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0),
    directMs,
  };
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
