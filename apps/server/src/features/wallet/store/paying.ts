import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { PaidCall } from '../due.ts';
import { type CallKey, legOf, nameOf } from '../store.ts';

export interface CallToPay extends CallKey, PaidCall {
  /** null: none was made, since the call came in. */
  hold: 'held' | 'settled' | 'released' | null;
  paid: { micros: number; lines: number };
}

const keysOf = (calls: readonly CallKey[]) =>
  sql`unnest(${calls.map((call) => call.tenantId)}::uuid[], ${calls.map((call) => call.id)}::uuid[])`;

/** Those among ended calls, which are locked, that a wallet may pay: they have a hold, or came in since there is a wallet, and after `since`. */
export async function callsToPay(tx: Tx, calls: readonly CallKey[], since: Date): Promise<CallToPay[]> {
  type Row = Omit<CallToPay, 'legs' | 'paid'> & { legs: Parameters<typeof legOf>[0][]; micros: number; lines: number };
  const { rows } = await sql<Row>`
    select c.tenant_id as "tenantId", c.id, coalesce(c.sid, '') as sid, c.direction, c.to_number as to,
      c.created_at as "createdAt", c.answered_at as "answeredAt", c.duration_seconds as "durationSeconds", c.legs,
      h.state as hold, paid.micros, paid.lines
    from ${keysOf(calls)} as k (tenant_id, id)
      join wallets w on w.tenant_id = k.tenant_id
      join calls c on c.tenant_id = k.tenant_id and c.id = k.id
      left join wallet_holds h on h.tenant_id = c.tenant_id and h.call_id = c.id
      cross join lateral (
        select coalesce(sum(l.micros), 0)::bigint as micros, count(*)::int as lines from wallet_lines l
        where l.tenant_id = c.tenant_id and l.call_id = c.id
      ) paid
    where c.outcome is not null and not c.is_sample
      and (h.call_id is not null or c.direction = 'inbound' and c.created_at >= greatest(w.created_at, ${since}))
    order by c.tenant_id, c.id`.execute(tx);
  return rows.map(({ legs, micros, lines, ...row }) => ({ ...row, legs: legs.map(legOf), paid: { micros, lines } }));
}

/** What the carrier charges for calls so far, by call and leg. */
export async function carrierMicrosOf(tx: Tx, calls: readonly CallKey[]): Promise<Map<string, Map<string, number>>> {
  if (calls.length === 0) return new Map();
  const { rows } = await sql<{ tenantId: Id<'workspace'>; id: Id<'call'>; sid: string; micros: number }>`
    select h.tenant_id as "tenantId", h.call_id as id, h.sid, sum(h.micros)::bigint as micros
    from ${keysOf(calls)} as k (tenant_id, id) join charges h on h.tenant_id = k.tenant_id and h.call_id = k.id
    group by h.tenant_id, h.call_id, h.sid`.execute(tx);
  const groups = Map.groupBy(rows, nameOf);
  return new Map([...groups].map(([name, group]) => [name, new Map(group.map(({ sid, micros }) => [sid, micros]))]));
}
