import type { Id } from '@offhook/kit';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import type { BoxOwner, Sight } from '../voicemail.ts';

export interface BoxRow extends BoxOwner {
  id: Id<'box'>;
  tenantId: Id<'workspace'>;
  name: string;
  hoursId: string | null;
  maxMessageSeconds: number;
  maxMessages: number;
  notifyEmails: string[];
  attachAudio: boolean;
  isDefault: boolean;
  createdAt: Date;
}

const columns = [
  'voicemail_boxes.id',
  'voicemail_boxes.tenant_id as tenantId',
  'voicemail_boxes.name',
  'voicemail_boxes.owner_kind as ownerKind',
  'voicemail_boxes.owner_id as ownerId',
  'voicemail_boxes.hours_id as hoursId',
  'voicemail_boxes.max_message_seconds as maxMessageSeconds',
  'voicemail_boxes.max_messages as maxMessages',
  'voicemail_boxes.notify_emails as notifyEmails',
  'voicemail_boxes.attach_audio as attachAudio',
  'voicemail_boxes.is_default as isDefault',
  'voicemail_boxes.created_at as createdAt',
] as const;

/** A condition on voicemail_boxes: those that somebody sees. */
export function isSeen(sight: Sight) {
  return (where: ExpressionBuilder<Schema, 'voicemail_boxes'>): Expression<SqlBool> => {
    if (sight === 'all' || sight === 'none') return sql<SqlBool>`${sight === 'all'}::boolean`;
    const isShared = where('voicemail_boxes.owner_kind', '<>', 'person');
    if (sight === 'shared') return isShared;
    return where.or([isShared, where('voicemail_boxes.owner_id', '=', sight.personId)]);
  };
}

/** Those of the workspace, the default one first, then by name. Not for the system. */
export async function boxesOf(tx: Tx, sight: Sight = 'all'): Promise<BoxRow[]> {
  return tx
    .selectFrom('voicemail_boxes')
    .select(columns)
    .where(isSeen(sight))
    .orderBy('is_default', 'desc')
    .orderBy(sql`lower(name)`)
    .execute();
}

export async function boxById(
  tx: Tx,
  tenantId: Id<'workspace'>,
  id: Id<'box'>,
  sight: Sight = 'all',
): Promise<BoxRow | undefined> {
  return tx
    .selectFrom('voicemail_boxes')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where(isSeen(sight))
    .executeTakeFirst();
}

/**
 * Until the transaction ends nobody else can change or delete it; `emptied`: or put anything into it. Then callers wait,
 * whose calls are locked: nobody locks a call after that.
 */
export async function lockBox(tx: Tx, tenantId: Id<'workspace'>, id: Id<'box'>, how?: 'emptied'): Promise<void> {
  const box = tx.selectFrom('voicemail_boxes').select('id').where('tenant_id', '=', tenantId).where('id', '=', id);
  await (how === 'emptied' ? box.forUpdate() : box.forNoKeyUpdate()).execute();
}

export async function boxOfOwner(tx: Tx, ownerKind: BoxRow['ownerKind'], ownerId: string): Promise<BoxRow | undefined> {
  return tx
    .selectFrom('voicemail_boxes')
    .select(columns)
    .where('owner_kind', '=', ownerKind)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
}

export async function defaultBox(tx: Tx, tenantId: Id<'workspace'>): Promise<BoxRow> {
  return tx
    .selectFrom('voicemail_boxes')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow();
}

export async function insertBox(tx: Tx, box: BoxRow): Promise<void> {
  await tx
    .insertInto('voicemail_boxes')
    .values({
      tenant_id: box.tenantId,
      id: box.id,
      name: box.name,
      owner_kind: box.ownerKind,
      owner_id: box.ownerId,
      hours_id: box.hoursId,
      max_message_seconds: box.maxMessageSeconds,
      max_messages: box.maxMessages,
      notify_emails: box.notifyEmails,
      attach_audio: box.attachAudio,
      is_default: box.isDefault,
      created_at: box.createdAt,
    })
    .execute();
}

export async function updateBox(tx: Tx, box: BoxRow): Promise<void> {
  await tx
    .updateTable('voicemail_boxes')
    .set({
      name: box.name,
      hours_id: box.hoursId,
      max_message_seconds: box.maxMessageSeconds,
      max_messages: box.maxMessages,
      notify_emails: box.notifyEmails,
      attach_audio: box.attachAudio,
      is_default: box.isDefault,
    })
    .where('id', '=', box.id)
    .execute();
}

/** The one that was the default steps back, so that another can be it. */
export async function takeDefaultAway(tx: Tx): Promise<void> {
  await tx.updateTable('voicemail_boxes').set({ is_default: false }).where('is_default', '=', true).execute();
}

export async function deleteBox(tx: Tx, id: Id<'box'>): Promise<void> {
  await tx.deleteFrom('voicemail_boxes').where('id', '=', id).execute();
}

export interface BoxCounts {
  messages: number;
  unread: number;
}

/** Of each box the messages that are neither archived nor deleted. */
export async function countsOfBoxes(tx: Tx): Promise<Map<string, BoxCounts>> {
  const rows = await tx
    .selectFrom('voicemails')
    .select(['box_id as boxId', sql<number>`count(*)`.as('messages')])
    .select(sql<number>`count(*) filter (where not is_read)`.as('unread'))
    .where('deleted_at', 'is', null)
    .where('is_archived', '=', false)
    .groupBy('box_id')
    .execute();
  return new Map(rows.map(({ boxId, messages, unread }) => [boxId, { messages, unread }]));
}
