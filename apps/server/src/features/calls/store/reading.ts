import type { Id } from '@offhook/kit';
import type { Selectable } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';

export async function eventsOf(tx: Tx, id: Id<'call'>): Promise<Selectable<Schema['call_events']>[]> {
  return tx.selectFrom('call_events').selectAll().where('call_id', '=', id).orderBy('at').orderBy('id').execute();
}

export async function exchangesOf(tx: Tx, id: Id<'call'>): Promise<Selectable<Schema['webhook_exchanges']>[]> {
  const query = tx.selectFrom('webhook_exchanges').selectAll().where('call_id', '=', id).orderBy('id').limit(500);
  return (await query.execute()).map((row) => ({
    ...row,
    params: row.body === '' ? row.params : formParams(row.body),
  }));
}

// The writer has seen that no name is repeated.
function formParams(body: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

export async function callIdsBySid(tx: Tx, sids: string[]): Promise<Map<string, Id<'call'>>> {
  if (sids.length === 0) return new Map();
  const rows = await tx.selectFrom('calls').select(['id', 'sid']).where('sid', 'in', sids).execute();
  return new Map(rows.flatMap((row) => (row.sid ? [[row.sid, row.id] as const] : [])));
}

/** The nodes that a call came through so far, in order; one that waited is named once. */
export async function pathOfCall(tx: Tx, sid: string): Promise<{ path: string[]; isOver: boolean }> {
  const rows = await tx
    .selectFrom('call_events')
    .innerJoin('calls', (join) =>
      join.onRef('calls.tenant_id', '=', 'call_events.tenant_id').onRef('calls.id', '=', 'call_events.call_id'),
    )
    .select(['call_events.details', 'calls.outcome'])
    .where('calls.sid', '=', sid)
    .where('call_events.kind', '=', 'flow-step')
    .orderBy('call_events.at')
    .orderBy('call_events.id')
    .execute();
  const path = rows.flatMap(({ details }) => {
    // As `take-reports` wrote it.
    const { path: came, heard } = details as { path: { nodeId: string }[]; heard: object | null };
    return came.slice(heard === null ? 0 : 1).map(({ nodeId }) => nodeId);
  });
  return { path, isOver: rows.some(({ outcome }) => outcome !== null) };
}

/** Calls from one number to another that have not ended. */
export async function liveBetween(tx: Tx, { caller, called }: { caller: string; called: string }): Promise<number> {
  const live = tx
    .selectFrom('calls')
    .select('id')
    .where('outcome', 'is', null)
    .where('direction', '=', 'inbound')
    .where('from_number', '=', caller)
    .where('to_number', '=', called)
    .limit(30);
  return (await live.execute()).length;
}
