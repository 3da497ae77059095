import { settingCatalogue } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import type { Sight } from '../voicemail.ts';
import { isSeen } from './boxes.ts';

export interface MessageRow {
  id: Id<'voicemail'>;
  tenantId: Id<'workspace'>;
  boxId: Id<'box'>;
  callId: Id<'call'>;
  recordingSid: string;
  fromNumber: string;
  toNumber: string;
  contactId: Id<'contact'> | null;
  durationSeconds: number;
  isRead: boolean;
  isArchived: boolean;
  deletedAt: Date | null;
  assignedTo: Id<'person'> | null;
  createdAt: Date;
}

const columns = [
  'voicemails.id',
  'voicemails.tenant_id as tenantId',
  'voicemails.box_id as boxId',
  'voicemails.call_id as callId',
  'voicemails.recording_sid as recordingSid',
  'voicemails.from_number as fromNumber',
  'voicemails.to_number as toNumber',
  'voicemails.contact_id as contactId',
  'voicemails.duration_seconds as durationSeconds',
  'voicemails.is_read as isRead',
  'voicemails.is_archived as isArchived',
  'voicemails.deleted_at as deletedAt',
  'voicemails.assigned_to as assignedTo',
  'voicemails.created_at as createdAt',
] as const;

type NewMessage = Pick<
  MessageRow,
  | 'id'
  | 'tenantId'
  | 'callId'
  | 'recordingSid'
  | 'fromNumber'
  | 'toNumber'
  | 'contactId'
  | 'durationSeconds'
  | 'createdAt'
>;

/**
 * Puts a message into the box that is wanted, or where that is gone into the default one, unless it is too short, was
 * deleted or is there already; gives the box. One statement: the call is locked, and other news wait.
 */
export async function insertMessage(
  tx: Tx,
  message: NewMessage & { wantedBox: Id<'box'> | undefined },
): Promise<Id<'box'> | undefined> {
  const { id, tenantId, wantedBox = null, callId, recordingSid, contactId, durationSeconds } = message;
  const usualLeast = settingCatalogue.voicemail_min_seconds.default;
  const { rows } = await sql<{ boxId: Id<'box'> }>`
    insert into voicemails (
      tenant_id, id, box_id, call_id, recording_sid, from_number, to_number, contact_id, duration_seconds, created_at
    )
    select ${tenantId}, ${id}, box.id, ${callId}, ${recordingSid}, ${message.fromNumber}, ${message.toNumber},
      ${contactId}, ${durationSeconds}::int, ${message.createdAt}
    from (
      -- Who waits here for a box to be deleted gets the next one.
      select b.id from voicemail_boxes b
      where b.tenant_id = ${tenantId} and (b.id = ${wantedBox} or b.is_default)
      order by coalesce(b.id = ${wantedBox}, false) desc limit 1 for key share
    ) box
    where ${durationSeconds}::int >= coalesce((
        select (s.value #>> '{}')::int from settings s
        where s.tenant_id = ${tenantId} and s.key = 'voicemail_min_seconds'
      ), ${usualLeast}::int)
      and not exists (
        select from deleted_recordings d where d.tenant_id = ${tenantId} and d.sid = ${recordingSid}
      )
    on conflict (tenant_id, recording_sid) do nothing
    returning box_id as "boxId"`.execute(tx);
  return rows[0]?.boxId;
}

export interface MessageFilter {
  isRead: boolean | undefined;
  archived: boolean;
  deleted: boolean;
  boxId: Id<'box'> | undefined;
  assignedTo: Id<'person'> | 'nobody' | undefined;
  /** Digits of a number, else a part of a name. */
  search: { digits: string } | { name: string } | undefined;
}

type Seen = SelectQueryBuilder<Schema, 'voicemails' | 'voicemail_boxes', object>;

function seen(tx: Tx, sight: Sight): Seen {
  return tx
    .selectFrom('voicemails')
    .innerJoin('voicemail_boxes', (join) =>
      join
        .onRef('voicemail_boxes.tenant_id', '=', 'voicemails.tenant_id')
        .onRef('voicemail_boxes.id', '=', 'voicemails.box_id'),
    )
    .where((where) => isSeen(sight)(where));
}

function matching(tx: Tx, sight: Sight, filter: MessageFilter): Seen {
  let query = seen(tx, sight).where('voicemails.deleted_at', filter.deleted ? 'is not' : 'is', null);
  if (!filter.deleted) query = query.where('is_archived', '=', filter.archived);
  if (filter.isRead !== undefined) query = query.where('is_read', '=', filter.isRead);
  if (filter.boxId) query = query.where('box_id', '=', filter.boxId);
  if (filter.assignedTo === 'nobody') query = query.where('assigned_to', 'is', null);
  else if (filter.assignedTo) query = query.where('assigned_to', '=', filter.assignedTo);
  const { search } = filter;
  if (!search) return query;
  if ('digits' in search) return query.where('from_number', 'like', `%${search.digits}%`);
  const pattern = `%${search.name.replace(/[\\%_]/g, '\\$&')}%`;
  return query.where('voicemails.contact_id', 'in', (of) =>
    of.selectFrom('contacts').select('contacts.id').where('contacts.name', 'ilike', pattern),
  );
}

/** Newest first. */
export async function listMessages(
  tx: Tx,
  sight: Sight,
  filter: MessageFilter,
  page: { after: Id<'voicemail'> | undefined; offset: number | undefined; limit: number },
): Promise<MessageRow[]> {
  let query = matching(tx, sight, filter).select(columns).orderBy('voicemails.id', 'desc').limit(page.limit);
  if (page.after) query = query.where('voicemails.id', '<', page.after);
  if (page.offset) query = query.offset(page.offset);
  return query.execute();
}

export async function countMessages(tx: Tx, sight: Sight, filter: MessageFilter): Promise<number> {
  const row = await matching(tx, sight, filter).select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow();
  return row.count;
}

export async function messageById(tx: Tx, id: Id<'voicemail'>, sight: Sight = 'all'): Promise<MessageRow | undefined> {
  return seen(tx, sight).select(columns).where('voicemails.id', '=', id).executeTakeFirst();
}

/** The messages that were left in some calls, and whether somebody sees them. */
export async function messagesOfCalls(
  tx: Tx,
  callIds: readonly Id<'call'>[],
  sight: Sight = 'all',
): Promise<(MessageRow & { isSeen: boolean })[]> {
  if (callIds.length === 0) return [];
  return seen(tx, 'all')
    .select(columns)
    .select((where) => sql<boolean>`${isSeen(sight)(where)}`.as('isSeen'))
    .where('voicemails.call_id', 'in', callIds)
    .execute();
}

/** The messages that a recording is of. */
export async function messageOfRecording(tx: Tx, recordingId: Id<'recording'>): Promise<MessageRow | undefined> {
  return tx
    .selectFrom('voicemails')
    .innerJoin('recordings', (join) =>
      join
        .onRef('recordings.tenant_id', '=', 'voicemails.tenant_id')
        .onRef('recordings.sid', '=', 'voicemails.recording_sid'),
    )
    .select(columns)
    .where('recordings.id', '=', recordingId)
    .executeTakeFirst();
}

export type MessageChange = Partial<
  Pick<MessageRow, 'contactId' | 'isRead' | 'isArchived' | 'deletedAt' | 'assignedTo'>
>;

/** What is left out stays as it is. */
export async function changeMessage(tx: Tx, id: Id<'voicemail'>, change: MessageChange): Promise<void> {
  const { contactId, isRead, isArchived, deletedAt, assignedTo } = change;
  const columns = {
    ...(contactId === undefined ? {} : { contact_id: contactId }),
    ...(isRead === undefined ? {} : { is_read: isRead }),
    ...(isArchived === undefined ? {} : { is_archived: isArchived }),
    ...(deletedAt === undefined ? {} : { deleted_at: deletedAt }),
    ...(assignedTo === undefined ? {} : { assigned_to: assignedTo }),
  };
  if (Object.keys(columns).length === 0) return;
  await tx.updateTable('voicemails').set(columns).where('id', '=', id).execute();
}

/** Which of some calls the emulator carried. */
export async function simulatedAmong(tx: Tx, callIds: readonly Id<'call'>[]): Promise<Set<string>> {
  if (callIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom('calls')
    .select('id')
    .where('id', 'in', callIds)
    .where('simulated', '=', true)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Messages that came before a day, or were deleted before another, their calls locked; others' work is left to them. */
export async function messagesToForget(
  tx: Tx,
  { cameBefore, deletedBefore, limit }: { cameBefore: Date | null; deletedBefore: Date; limit: number },
): Promise<MessageRow[]> {
  return tx
    .selectFrom('voicemails')
    .innerJoin('calls', (join) =>
      join.onRef('calls.tenant_id', '=', 'voicemails.tenant_id').onRef('calls.id', '=', 'voicemails.call_id'),
    )
    .select(columns)
    .where((where) =>
      where.or([
        where('voicemails.deleted_at', '<', deletedBefore),
        ...(cameBefore ? [where('voicemails.created_at', '<', cameBefore)] : []),
      ]),
    )
    .orderBy('voicemails.id')
    .limit(limit)
    .forNoKeyUpdate('calls')
    .skipLocked()
    .execute();
}

/** Some deleted messages of a box, their calls locked; whoever waits for one holds no other lock. */
export async function deletedMessagesOfBox(tx: Tx, boxId: Id<'box'>, limit: number): Promise<MessageRow[]> {
  return (
    tx
      .selectFrom('voicemails')
      .innerJoin('calls', (join) =>
        join.onRef('calls.tenant_id', '=', 'voicemails.tenant_id').onRef('calls.id', '=', 'voicemails.call_id'),
      )
      .select(columns)
      .where('box_id', '=', boxId)
      .where('deleted_at', 'is not', null)
      // As news of calls lock them.
      .orderBy('calls.id')
      .limit(limit)
      .forNoKeyUpdate('calls')
      .execute()
  );
}

export async function countInBox(tx: Tx, boxId: Id<'box'>): Promise<{ kept: number; deleted: number }> {
  return tx
    .selectFrom('voicemails')
    .select(sql<number>`count(*) filter (where deleted_at is null)`.as('kept'))
    .select(sql<number>`count(*) filter (where deleted_at is not null)`.as('deleted'))
    .where('box_id', '=', boxId)
    .executeTakeFirstOrThrow();
}

export async function deleteMessages(tx: Tx, ids: readonly Id<'voicemail'>[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('voicemails').where('id', 'in', ids).execute();
}
