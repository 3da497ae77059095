import type { Id } from '@offhook/kit';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import type { LedgerLine } from './correct.ts';
import type { ChargedCall, ChargedLeg } from './estimate.ts';

/** A call by its key. */
export interface CallKey {
  tenantId: Id<'workspace'>;
  id: Id<'call'>;
}

export interface CallFacts extends CallKey, ChargedCall {
  currency: string;
  /** The carrier has it and will tell its price. */
  isPricedByCarrier: boolean;
}

export const nameOf = ({ tenantId, id }: CallKey): string => `${tenantId} ${id}`;

const keysOf = (calls: readonly CallKey[]) =>
  sql`unnest(${calls.map((call) => call.tenantId)}::uuid[], ${calls.map((call) => call.id)}::uuid[])`;

/** What the charges of some ended calls follow from. */
export async function factsOf(tx: Tx, calls: readonly CallKey[]): Promise<CallFacts[]> {
  type Row = Omit<CallFacts, 'legs'> & { legs: Record<string, string | number | null>[] };
  const { rows } = await sql<Row>`
    select c.tenant_id as "tenantId", c.id, coalesce(c.sid, '') as sid, c.direction, c.to_number as to,
      c.answered_at as "answeredAt", c.ended_at as "endedAt", c.duration_seconds as "durationSeconds", c.currency,
      c.sid is not null and not c.is_sample as "isPricedByCarrier", c.legs,
      c.answered_by is not null or exists (
        select from attempts a where a.tenant_id = c.tenant_id and a.call_id = c.id and a.machine_detection <> 'off'
          and a.state in ('intended', 'placed', 'unknown') -- those that the index has, and the only ones that cost
      ) as "machineDetection",
      coalesce((
        select jsonb_agg(jsonb_build_object('sid', r.sid, 'seconds', r.duration_seconds) order by r.sid)
        from recordings r
        where r.tenant_id = c.tenant_id and r.call_id = c.id and r.duration_seconds is not null and r.status <> 'absent'
      ), '[]') as recordings
    from ${keysOf(calls)} as k (tenant_id, id) join calls c on c.tenant_id = k.tenant_id and c.id = k.id
    where c.outcome is not null`.execute(tx);
  return rows.map((row) => ({ ...row, legs: row.legs.map(legOf) }));
}

export function legOf(leg: Record<string, string | number | null>): ChargedLeg {
  const time = (at: string | number | null | undefined) => (typeof at === 'string' ? new Date(at) : null);
  const seconds = leg.durationSeconds;
  return {
    sid: String(leg.sid ?? ''),
    to: String(leg.to ?? ''),
    answeredAt: time(leg.answeredAt),
    endedAt: time(leg.endedAt),
    durationSeconds: typeof seconds === 'number' ? seconds : null,
  };
}

/** Locks calls in the one order in which everybody does; leaves out those that somebody else is writing now. */
export async function lockCalls(tx: Tx, calls: readonly CallKey[]): Promise<CallKey[]> {
  const { rows } = await sql<CallKey>`
    select c.tenant_id as "tenantId", c.id
    from calls c join (select distinct * from ${keysOf(calls)} as u (tenant_id, id)) k
      on c.tenant_id = k.tenant_id and c.id = k.id
    order by c.tenant_id, c.id
    for no key update of c skip locked`.execute(tx);
  return rows;
}

/** The ledger of some calls, by their names. */
export async function linesOf(tx: Tx, calls: readonly CallKey[]): Promise<Map<string, LedgerLine[]>> {
  const { rows } = await sql<LedgerLine & { tenantId: Id<'workspace'>; callId: Id<'call'> }>`
    select h.tenant_id as "tenantId", h.call_id as "callId", h.kind, h.sid, h.revision, h.basis, h.micros, h.currency,
      h.source
    from ${keysOf(calls)} as k (tenant_id, id) join charges h on h.tenant_id = k.tenant_id and h.call_id = k.id
    order by h.kind, h.sid, h.revision`.execute(tx);
  return Map.groupBy(rows, ({ tenantId, callId }) => nameOf({ tenantId, id: callId }));
}

export interface NewLine extends LedgerLine {
  call: CallKey;
  quantity: number | null;
  unit: 'minute' | 'call' | null;
}

/** Adds lines. Of two that make the same one, one is too late and changes nothing. */
export async function addLines(tx: Tx, lines: readonly NewLine[], at: Date): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into charges (tenant_id, call_id, kind, sid, revision, basis, quantity, unit, micros, currency, source, at)
    select *, ${at}::timestamptz from unnest(
      ${lines.map(({ call }) => call.tenantId)}::uuid[], ${lines.map(({ call }) => call.id)}::uuid[],
      ${lines.map((line) => line.kind)}::text[], ${lines.map((line) => line.sid)}::text[],
      ${lines.map((line) => line.revision)}::int[], ${lines.map((line) => line.basis)}::text[],
      ${lines.map((line) => line.quantity)}::int[], ${lines.map((line) => line.unit)}::text[],
      ${lines.map((line) => line.micros)}::bigint[], ${lines.map((line) => line.currency)}::text[],
      ${lines.map((line) => line.source)}::text[]
    )
    on conflict do nothing`.execute(tx);
}

/** Writes the sums of the ledger on the calls; answers the calls that this changed. */
export async function writeSums(tx: Tx, calls: readonly CallKey[]): Promise<CallKey[]> {
  if (calls.length === 0) return [];
  const { rows } = await sql<CallKey>`
    with things as (
      select h.tenant_id, h.call_id, h.kind, sum(h.micros) as micros, bool_or(h.basis = 'carrier') as is_told
      from (select distinct * from ${keysOf(calls)} as u (tenant_id, id)) k
        join charges h on h.tenant_id = k.tenant_id and h.call_id = k.id
      group by h.tenant_id, h.call_id, h.kind, h.sid
    ), sums as (
      select tenant_id, call_id, sum(micros)::bigint as micros,
        case when bool_and(is_told) filter (where kind = 'minutes') then 'carrier' else 'estimate' end as basis
      from things group by tenant_id, call_id
    )
    update calls c set cost_micros = s.micros, cost_basis = s.basis from sums s
    where c.tenant_id = s.tenant_id and c.id = s.call_id
      and (c.cost_micros is distinct from s.micros or c.cost_basis is distinct from s.basis)
    returning c.tenant_id as "tenantId", c.id`.execute(tx);
  return rows;
}

export async function costLines(tx: Tx, id: Id<'call'>): Promise<Selectable<Schema['charges']>[]> {
  return tx
    .selectFrom('charges')
    .selectAll()
    .where('call_id', '=', id)
    .orderBy('kind')
    .orderBy('sid')
    .orderBy('revision')
    .execute();
}
