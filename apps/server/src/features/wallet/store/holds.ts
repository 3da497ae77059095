import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { CallKey } from '../store.ts';

/** Inbound calls that are seen for the first time: whether the wallet pays for them is decided then, and kept. */
export async function markInbound(
  tx: Tx,
  calls: readonly (CallKey & { state: 'settled' | 'released' })[],
  at: Date,
): Promise<void> {
  if (calls.length === 0) return;
  await sql`
    insert into wallet_holds (tenant_id, call_id, micros, seconds, state, held_at, expires_at)
    select tenant_id, call_id, 0, 0, state, ${at}::timestamptz, ${at}::timestamptz from unnest(
      ${calls.map((call) => call.tenantId)}::uuid[], ${calls.map((call) => call.id)}::uuid[],
      ${calls.map((call) => call.state)}::text[]
    ) as u (tenant_id, call_id, state)
    on conflict do nothing`.execute(tx);
}

/**
 * Holds whose call is gone, or ended before `endedBefore` and waits for nothing, or that have expired. A call that ended
 * stays held for a while where it is not known how long it lasted.
 */
export async function orphanHolds(tx: Tx, now: Date, endedBefore: Date, limit: number): Promise<CallKey[]> {
  const { rows } = await sql<CallKey>`
    select h.tenant_id as "tenantId", h.call_id as id
    from wallet_holds h left join calls c on c.tenant_id = h.tenant_id and c.id = h.call_id
    where h.state = 'held' and (
      c.id is null or h.expires_at <= ${now}
      or c.outcome is not null and coalesce(c.ended_at, c.heard_at) <= ${endedBefore}
        and not exists (select from calls_to_settle s where s.tenant_id = h.tenant_id and s.call_id = h.call_id)
    )
    order by h.tenant_id, h.call_id limit ${limit}`.execute(tx);
  return rows;
}

/** Holds that ended so long ago that nothing is learned of their calls any more. */
export async function forgetHolds(tx: Tx, expiredBefore: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from wallet_holds h using (
      select tenant_id, call_id from wallet_holds where state <> 'held' and expires_at < ${expiredBefore}
      order by expires_at limit ${limit} for update skip locked
    ) old
    where h.tenant_id = old.tenant_id and h.call_id = old.call_id`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Wallets whose ledger, holds and sums do not agree. As the system of all workspaces, as a tenant of its own. */
export async function walletDifferences(
  tx: Tx,
): Promise<{ tenantId: Id<'workspace'>; what: string; kept: number; counted: number }[]> {
  const { rows } = await sql<{ tenantId: Id<'workspace'>; what: string; kept: number; counted: number }>`
    with counted as (
      select w.*, coalesce(l.micros, 0) as line_micros, coalesce(l.lines, 0) as lines, l.last_balance,
        coalesce(h.micros, 0) as hold_micros
      from wallets w
        left join (
          select tenant_id, sum(micros)::bigint as micros, count(*) as lines,
            (array_agg(balance_after_micros order by line desc))[1] as last_balance
          from wallet_lines group by tenant_id
        ) l on l.tenant_id = w.tenant_id
        left join (
          select tenant_id, sum(micros)::bigint as micros from wallet_holds where state = 'held' group by tenant_id
        ) h on h.tenant_id = w.tenant_id
    )
    select c.tenant_id as "tenantId", d.what, d.kept, d.counted
    from counted c cross join lateral (values
      ('the lines add up to the balance', c.balance_micros, c.line_micros),
      ('the last line says the balance', c.balance_micros, coalesce(c.last_balance, 0)),
      ('the lines are without gaps', c.last_line, c.lines),
      ('the holds add up to what is held', c.held_micros, c.hold_micros)
    ) as d (what, kept, counted)
    where d.kept <> d.counted
    order by 1, 2`.execute(tx);
  return rows;
}
