import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { CallKey } from './store.ts';

/** A call whose price the carrier is asked for. */
export interface PriceCheck extends CallKey {
  sid: string;
  endedAt: Date;
  timesAsked: number;
  hasLegs: boolean;
  hasRecordings: boolean;
  currency: string;
}

/** Has the carrier asked for the prices of calls from a time on; calls that it is asked about already stay as they are. */
export async function askForPrices(tx: Tx, calls: readonly (CallKey & { endedAt: Date })[], dueAt: Date) {
  if (calls.length === 0) return;
  await sql`
    insert into price_checks (tenant_id, call_id, ended_at, due_at)
    select *, ${dueAt}::timestamptz from unnest(
      ${calls.map((call) => call.tenantId)}::uuid[], ${calls.map((call) => call.id)}::uuid[],
      ${calls.map((call) => call.endedAt)}::timestamptz[]
    )
    on conflict do nothing`.execute(tx);
}

/** Takes what is due, so that no other node takes it; if we die it is due again at `dueAgainAt`. */
export async function takeDueChecks(tx: Tx, now: Date, dueAgainAt: Date, limit: number): Promise<PriceCheck[]> {
  const { rows } = await sql<PriceCheck>`
    with due as (
      select tenant_id, call_id from price_checks where due_at <= ${now} order by due_at limit ${limit}
      for update skip locked
    )
    update price_checks p set due_at = ${dueAgainAt}, times_asked = times_asked + 1
    from due join calls c on c.tenant_id = due.tenant_id and c.id = due.call_id
    where p.tenant_id = due.tenant_id and p.call_id = due.call_id
    returning p.tenant_id as "tenantId", p.call_id as id, c.sid, p.ended_at as "endedAt", p.times_asked as "timesAsked",
      c.legs <> '[]' or c.plan ? 'connect' and c.plan -> 'connect' <> 'null' as "hasLegs",
      exists (select from recordings r where r.tenant_id = c.tenant_id and r.call_id = c.id) as "hasRecordings",
      c.currency`.execute(tx);
  return rows;
}

export async function setDue(tx: Tx, checks: readonly (CallKey & { dueAt: Date })[]): Promise<void> {
  if (checks.length === 0) return;
  await sql`
    update price_checks p set due_at = k.due_at
    from unnest(
      ${checks.map((check) => check.tenantId)}::uuid[], ${checks.map((check) => check.id)}::uuid[],
      ${checks.map((check) => check.dueAt)}::timestamptz[]
    ) as k (tenant_id, id, due_at)
    where p.tenant_id = k.tenant_id and p.call_id = k.id`.execute(tx);
}

export async function endChecks(tx: Tx, checks: readonly CallKey[]): Promise<void> {
  if (checks.length === 0) return;
  await sql`
    delete from price_checks p
    using unnest(
      ${checks.map((check) => check.tenantId)}::uuid[], ${checks.map((check) => check.id)}::uuid[]
    ) as k (tenant_id, id)
    where p.tenant_id = k.tenant_id and p.call_id = k.id`.execute(tx);
}

/** Has what is summed up over calls made anew. */
export async function settleAgain(tx: Tx, calls: readonly CallKey[]): Promise<void> {
  if (calls.length === 0) return;
  await sql`
    insert into calls_to_settle (tenant_id, call_id)
    select * from unnest(${calls.map((call) => call.tenantId)}::uuid[], ${calls.map((call) => call.id)}::uuid[])`.execute(
    tx,
  );
}
