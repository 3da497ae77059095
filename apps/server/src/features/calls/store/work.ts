import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Work } from '../work.ts';

export interface CallWork extends Work {
  id: Id<'call'>;
}

/** What is written on calls, locked; in the order in which news of calls locks them, so that nobody waits in a circle. */
export async function lockWork(tx: Tx, ids: readonly Id<'call'>[]): Promise<CallWork[]> {
  const rows = await tx
    .selectFrom('calls')
    .select(['id', 'notes', 'disposition', 'metadata'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const tags = await tagsOfCalls(tx, ids);
  return rows.map((row) => ({ ...row, tags: tags.get(row.id) ?? [] }));
}

export async function saveWork(tx: Tx, tenantId: Id<'workspace'>, calls: readonly CallWork[]): Promise<void> {
  const ids = calls.map(({ id }) => id);
  await sql`
    update calls c set notes = n.notes, disposition = n.disposition, metadata = n.metadata
    from unnest(
      ${ids}::uuid[], ${calls.map(({ notes }) => notes)}::text[], ${calls.map(({ disposition }) => disposition)}::text[],
      ${calls.map(({ metadata }) => JSON.stringify(metadata))}::jsonb[]
    ) as n (id, notes, disposition, metadata)
    where c.tenant_id = ${tenantId} and c.id = n.id
      and (c.notes, c.disposition, c.metadata) is distinct from (n.notes, n.disposition, n.metadata)`.execute(tx);
  const tagged = calls.flatMap(({ id, tags }) => tags.map((tag) => ({ id, tag })));
  const wanted = sql`select * from unnest(${tagged.map(({ id }) => id)}::uuid[], ${tagged.map(({ tag }) => tag)}::text[])`;
  await sql`
    delete from call_tags
    where tenant_id = ${tenantId} and call_id = any (${ids}::uuid[]) and (call_id, tag) not in (${wanted})`.execute(tx);
  await sql`
    insert into call_tags (tenant_id, call_id, tag)
    select ${tenantId}, w.call_id, w.tag from (${wanted}) as w (call_id, tag) on conflict do nothing`.execute(tx);
}

export async function tagsOfCalls(tx: Tx, ids: readonly Id<'call'>[]): Promise<Map<Id<'call'>, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('call_tags')
    .select(['call_id', 'tag'])
    .where('call_id', 'in', ids)
    .orderBy('tag')
    .execute();
  const byCall = Map.groupBy(rows, (row) => row.call_id);
  return new Map([...byCall].map(([id, of]) => [id, of.map(({ tag }) => tag)]));
}

/** The numbers of whom some calls were with. */
export async function otherSides(tx: Tx, tenantId: Id<'workspace'>, ids: readonly Id<'call'>[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('calls')
    .select(['direction', 'from_number', 'to_number'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
  return rows.map((call) => (call.direction === 'inbound' ? call.from_number : call.to_number));
}
