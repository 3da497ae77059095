import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { fillCalls } from '../../../../../bench/fill-calls.ts';
import { fillRollups } from '../../../../../bench/fill-rollups.ts';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { type Database, openDatabase } from '../../runtime/database/database.ts';
import { makeLog } from '../../runtime/log.ts';
import { groupsOf, rangesOf, type TimeGrouping } from './periods.ts';
import { readSums, type Selection, sumsQuery } from './reading-store.ts';
import { nobody } from './store.ts';

// Both are ids that nobody else has.
const few = '00000000-0000-7000-8000-00000000000f' as Id<'workspace'>;
const many = '00000000-0000-7000-8000-0000000000ff' as Id<'workspace'>;
const startMs = Date.parse('2025-11-01T00:00:00Z');
const endMs = Date.parse('2026-11-01T00:00:00Z');
const dayMs = 86_400_000;
const calls = 2000;

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await cloneDatabase();
  const { superuserUrl } = inject('testPostgres') ?? {};
  const { pathname } = new URL(database.ownerUrl);
  const client = new Client({ connectionString: Object.assign(new URL(superuserUrl ?? ''), { pathname }).href });
  await client.connect();
  await fillCalls(client, { tenantId: few, calls, until: new Date(endMs) });
  await fillRollups(client, few);
  await fillWhole(client);
  await client.end();
  db = openDatabase(database, makeLog({ level: 'silent', personalData: false }));
  // What a connection reads of the catalogue at first is not of the question.
  for (const tenantId of [few, many]) await buffersOf(tenantId, by('month', { startMs, endMs }));
}, 240_000);
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

/** Every sum that any number of calls in a year can make, as ten million do: more calls add no rows. */
async function fillWhole(client: Client): Promise<void> {
  for (const [span, step] of [
    ['quarter', '15 minutes'],
    ['hour', '1 hour'],
    ['day', '1 day'],
    ['month', '1 month'],
  ]) {
    await client.query(
      `insert into call_rollups
       select $1, $2, $3, bucket, direction, '', 142, 90, 9, 50, 30, 10, 9000, 1400000
       from generate_series($4::timestamptz, $5::timestamptz - interval '1 s', $6::interval) bucket,
         unnest('{inbound,outbound}'::text[]) direction
       order by bucket`,
      [many, span, nobody, new Date(startMs), new Date(endMs), step],
    );
  }
  await client.query('vacuum (analyze) call_rollups');
}

const zone = 'America/New_York';
const whole = (period: { startMs: number; endMs: number }) => ({ groups: [period], ranges: rangesOf([period]) });
const by = (grouping: TimeGrouping, period: { startMs: number; endMs: number }, timeZone = zone) => {
  const groups = groupsOf(grouping, period, timeZone, 10_000) ?? [];
  return { groups, ranges: rangesOf(groups) };
};
const lastDays = (days: number, offMs = 0) => ({ startMs: endMs - days * dayMs - offMs, endMs: endMs - offMs });
const fiveHours = 5 * 3_600_000;

test.each([
  ['of everything', whole({ startMs, endMs })],
  ['of today in New York', whole(lastDays(1, fiveHours))],
  ['of a month in New York', whole(lastDays(30, fiveHours))],
  ['of a year in Kathmandu', whole({ startMs: startMs + 900_000, endMs: endMs - fiveHours - 2_700_000 })],
  ['of a period with odd ends', whole({ startMs: startMs + 123 * 900_000, endMs: endMs - 77 * 900_000 })],
])('the summary %s reads at most 50 blocks, of 10,000,000 calls as of 2,000', async (_what, wish) => {
  expect(await buffersOf(few, wish)).toBeLessThanOrEqual(50);
  expect(await buffersOf(many, wish)).toBeLessThanOrEqual(50);
});

test.each([
  ['a month by days', by('day', lastDays(30, fiveHours)), 90],
  ['a year by months', by('month', { startMs, endMs }), 200],
  ['a year by weeks', by('week', { startMs, endMs }), 600],
  ['two weeks by hours of the day', by('hour-of-day', lastDays(14, fiveHours)), 50],
  ['a month by days in Kathmandu', by('day', lastDays(30, fiveHours), 'Asia/Kathmandu'), 400],
])('%s reads what depends on the period, not on the number of calls', async (_what, wish, most) => {
  expect(await buffersOf(many, wish)).toBeLessThanOrEqual(most);
});

test('the sums of the few are those of their calls', async () => {
  const sums = await db.asTenant(few, (tx) =>
    readSums(tx, selectionOf(few), rangesOf([{ startMs, endMs }]), [startMs]),
  );
  expect(sums.reduce((total, each) => total + each.calls, 0)).toBe(calls);
});

const selectionOf = (tenantId: Id<'workspace'>): Selection => ({
  tenantId,
  people: 'everybody',
  direction: undefined,
  byOutcome: false,
});

async function buffersOf(
  tenantId: Id<'workspace'>,
  { groups, ranges }: ReturnType<typeof whole> | ReturnType<typeof by>,
) {
  const starts = groups.map((group) => group.startMs);
  const query = sumsQuery(selectionOf(tenantId), ranges, starts);
  const { rows } = await db.asTenant(tenantId, (tx) =>
    sql<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>`explain (analyze, buffers, format json) ${query}`.execute(
      tx,
    ),
  );
  const { Plan } = rows[0]?.['QUERY PLAN'][0] ?? { Plan: {} };
  const blocks = (kind: string) => Plan[`Shared ${kind} Blocks`] ?? Number.NaN;
  return blocks('Hit') + blocks('Read');
}
