import type { WalletLineKind } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { WalletRow } from './wallets.ts';

export interface WalletLine {
  tenantId: Id<'workspace'>;
  id: Id<'ledger'>;
  kind: WalletLineKind;
  micros: number;
  callId: Id<'call'> | null;
  revision: number;
  by: string;
  note: string;
}

/** What becomes of the hold of a call. */
export interface HoldEnd {
  tenantId: Id<'workspace'>;
  callId: Id<'call'>;
  state: 'settled' | 'released';
}

export type Moved = Pick<WalletRow, 'tenantId' | 'balanceMicros' | 'lowSince'>;

/**
 * Adds lines to wallets that are locked, and ends holds: balance, what is held and the ledger change in one statement.
 * Two lines of a call with the same revision are an error, for its call is locked and was read before.
 */
export async function moveMoney(
  tx: Tx,
  { lines = [], ends = [] }: { lines?: readonly WalletLine[]; ends?: readonly HoldEnd[] },
  at: Date,
): Promise<Moved[]> {
  if (lines.length === 0 && ends.length === 0) return [];
  const { rows } = await sql<Moved>`
    with closed as (
      update wallet_holds h set state = u.state
      from unnest(
        ${ends.map((end) => end.tenantId)}::uuid[], ${ends.map((end) => end.callId)}::uuid[],
        ${ends.map((end) => end.state)}::text[]
      ) as u (tenant_id, call_id, state)
        join wallet_holds before on before.tenant_id = u.tenant_id and before.call_id = u.call_id
      where h.tenant_id = u.tenant_id and h.call_id = u.call_id and h.state <> u.state
        and (u.state = 'settled' or before.state = 'held')
      returning h.tenant_id, case when before.state = 'held' then h.micros else 0 end as freed
    ), lined as (
      insert into wallet_lines
        (tenant_id, line, id, kind, micros, balance_after_micros, call_id, revision, by, note, at)
      select u.tenant_id, w.last_line + row_number() over by_wallet, u.id, u.kind, u.micros,
        w.balance_micros + sum(u.micros) over by_wallet, u.call_id, u.revision, u.by, u.note, ${at}::timestamptz
      from unnest(
        ${lines.map((line) => line.tenantId)}::uuid[], ${lines.map((line) => line.id)}::uuid[],
        ${lines.map((line) => line.kind)}::text[], ${lines.map((line) => line.micros)}::bigint[],
        ${lines.map((line) => line.callId)}::uuid[], ${lines.map((line) => line.revision)}::int[],
        ${lines.map((line) => line.by)}::text[], ${lines.map((line) => line.note)}::text[]
      ) with ordinality as u (tenant_id, id, kind, micros, call_id, revision, by, note, n)
        join wallets w on w.tenant_id = u.tenant_id
      window by_wallet as (partition by u.tenant_id order by u.n)
      returning tenant_id, micros
    ), sums as (
      select tenant_id, sum(micros)::bigint as micros, sum(freed)::bigint as freed, sum(lines)::bigint as lines
      from (
        select tenant_id, micros, 0 as freed, 1 as lines from lined
        union all select tenant_id, 0, freed, 0 from closed
      ) parts group by tenant_id
    )
    update wallets w set balance_micros = w.balance_micros + s.micros, held_micros = w.held_micros - s.freed,
      last_line = w.last_line + s.lines,
      low_since = case when w.balance_micros + s.micros < w.low_balance_micros then coalesce(w.low_since, ${at}) end
    from sums s where w.tenant_id = s.tenant_id
    returning w.tenant_id as "tenantId", w.balance_micros as "balanceMicros", w.low_since as "lowSince"`.execute(tx);
  return rows;
}

export interface StatementLine extends WalletLine {
  line: number;
  balanceAfterMicros: number;
  at: Date;
  callTo: string | null;
}

export interface StatementFilter {
  id?: Id<'ledger'> | undefined;
  kind?: WalletLine['kind'] | undefined;
  callId?: Id<'call'> | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  /** Only those before this place in the ledger. */
  before?: number | undefined;
}

/** Newest first. */
export async function statementLines(
  tx: Tx,
  tenantId: Id<'workspace'>,
  filter: StatementFilter,
  limit: number,
): Promise<StatementLine[]> {
  const { id, kind, callId, from, until, before } = filter;
  let query = tx
    .selectFrom('wallet_lines')
    .leftJoin('calls', (join) =>
      join.onRef('calls.tenant_id', '=', 'wallet_lines.tenant_id').onRef('calls.id', '=', 'wallet_lines.call_id'),
    )
    .select([
      'wallet_lines.tenant_id as tenantId',
      'wallet_lines.line',
      'wallet_lines.id',
      'kind',
      'micros',
      'balance_after_micros as balanceAfterMicros',
      'call_id as callId',
      'revision',
      'by',
      'note',
      'at',
      'calls.to_number as callTo',
    ])
    .where('wallet_lines.tenant_id', '=', tenantId);
  if (id) query = query.where('wallet_lines.id', '=', id);
  if (kind) query = query.where('kind', '=', kind);
  if (callId) query = query.where('call_id', '=', callId);
  if (from) query = query.where('at', '>=', from);
  if (until) query = query.where('at', '<', until);
  if (before !== undefined) query = query.where('line', '<', before);
  return query.orderBy('line', 'desc').limit(limit).execute();
}
