import type { CallStatus } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { type Selectable, sql } from 'kysely';
import { digitsOfSearch } from '#features/contacts';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import { type CallRow, callRow } from './calls.ts';

export interface CallFilter {
  direction?: 'inbound' | 'outbound' | undefined;
  statuses?: CallStatus[] | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
  search?: string | undefined;
  contactId?: Id<'contact'> | undefined;
  live?: boolean | undefined;
  hasRecording?: boolean | undefined;
}

const liveStatuses: CallStatus[] = ['queued', 'ringing', 'in-progress'];

function filtered(tx: Tx, filter: CallFilter) {
  let query = tx.selectFrom('calls');
  if (filter.direction) query = query.where('direction', '=', filter.direction);
  if (filter.statuses) query = query.where('status', 'in', filter.statuses);
  if (filter.live !== undefined) query = query.where('status', filter.live ? 'in' : 'not in', liveStatuses);
  if (filter.since) query = query.where('created_at', '>=', filter.since);
  if (filter.until) query = query.where('created_at', '<', filter.until);
  if (filter.contactId) query = query.where('contact_id', '=', filter.contactId);
  if (filter.hasRecording !== undefined) {
    const recorded = sql<boolean>`exists (select from recordings r where r.tenant_id = calls.tenant_id and r.call_id = calls.id and r.status <> 'absent')`;
    query = query.where(filter.hasRecording ? recorded : sql<boolean>`not ${recorded}`);
  }
  return filter.search ? query.where(matches(filter.search)) : query;
}

// Part of either number in any format, or of the contact's name.
function matches(search: string) {
  const digits = digitsOfSearch(search);
  if (digits) {
    const forwards = [...digits].reverse().join('');
    return sql<boolean>`(reversed_digits like ${`%${digits}%`} or from_number like ${`%${forwards}%`})`;
  }
  const name = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`exists (select from contacts k where k.tenant_id = calls.tenant_id and k.id = calls.contact_id and k.name ilike ${name})`;
}

export async function listCalls(
  tx: Tx,
  filter: CallFilter,
  page: { before: Id<'call'> | undefined; limit: number; offset: number | undefined },
): Promise<CallRow[]> {
  let query = filtered(tx, filter).selectAll().orderBy('id', 'desc').limit(page.limit);
  if (page.before) query = query.where('id', '<', page.before);
  if (page.offset) query = query.offset(page.offset);
  return (await query.execute()).map(callRow);
}

export interface Stats {
  total: number;
  inbound: number;
  outbound: number;
  answered: number;
  failed: number;
  humans: number;
  machines: number;
  drops: number;
  live: number;
  seconds: number;
  micros: number;
}

export async function statsOf(tx: Tx, filter: CallFilter): Promise<Stats> {
  return filtered(tx, filter)
    .select([
      sql<number>`count(*)`.as('total'),
      sql<number>`count(*) filter (where direction = 'inbound')`.as('inbound'),
      sql<number>`count(*) filter (where direction = 'outbound')`.as('outbound'),
      sql<number>`count(*) filter (where answered_at is not null)`.as('answered'),
      sql<number>`count(*) filter (where status = 'failed')`.as('failed'),
      sql<number>`count(*) filter (where answered_by = 'human')`.as('humans'),
      sql<number>`count(*) filter (where answered_by like 'machine%')`.as('machines'),
      sql<number>`count(*) filter (where drop_finished_at is not null)`.as('drops'),
      sql<number>`count(*) filter (where status in ('queued', 'ringing', 'in-progress'))`.as('live'),
      sql<number>`coalesce(sum(duration_seconds), 0)::bigint`.as('seconds'),
      sql<number>`coalesce(sum(cost_micros), 0)::bigint`.as('micros'),
    ])
    .executeTakeFirstOrThrow();
}

export async function eventsOf(tx: Tx, id: Id<'call'>): Promise<Selectable<Schema['call_events']>[]> {
  return tx.selectFrom('call_events').selectAll().where('call_id', '=', id).orderBy('at').orderBy('id').execute();
}

export async function exchangesOf(tx: Tx, id: Id<'call'>): Promise<Selectable<Schema['webhook_exchanges']>[]> {
  return tx.selectFrom('webhook_exchanges').selectAll().where('call_id', '=', id).orderBy('id').limit(500).execute();
}

export async function chargesOfCall(tx: Tx, id: Id<'call'>): Promise<Selectable<Schema['charges']>[]> {
  return tx.selectFrom('charges').selectAll().where('call_id', '=', id).orderBy('kind').execute();
}

export async function callIdsBySid(tx: Tx, sids: string[]): Promise<Map<string, Id<'call'>>> {
  if (sids.length === 0) return new Map();
  const rows = await tx.selectFrom('calls').select(['id', 'sid']).where('sid', 'in', sids).execute();
  return new Map(rows.flatMap((row) => (row.sid ? [[row.sid, row.id] as const] : [])));
}
