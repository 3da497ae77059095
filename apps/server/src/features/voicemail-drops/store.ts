import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

export interface DropRow {
  id: Id<'drop'>;
  name: string;
  /** Text and voice of spoken ones, media of the others. */
  text: string | null;
  voice: string | null;
  mediaId: Id<'media'> | null;
  durationSeconds: number;
  createdAt: Date;
}

const columns = [
  'id',
  'name',
  'text',
  'voice',
  'media_id as mediaId',
  'duration_seconds as durationSeconds',
  'created_at as createdAt',
] as const;

export async function dropById(tx: Tx, id: Id<'drop'>): Promise<DropRow | undefined> {
  return tx.selectFrom('voicemail_drops').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Until the transaction ends nobody can delete it; others may use it, too. */
export async function dropToUse(tx: Tx, id: Id<'drop'>): Promise<DropRow | undefined> {
  return tx.selectFrom('voicemail_drops').select(columns).where('id', '=', id).forKeyShare().executeTakeFirst();
}

/** Until the transaction ends nobody else can use, change or delete it. */
export async function lockDrop(tx: Tx, id: Id<'drop'>): Promise<DropRow | undefined> {
  return tx.selectFrom('voicemail_drops').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function listDrops(tx: Tx, after: Id<'drop'> | undefined, limit: number): Promise<DropRow[]> {
  let query = tx.selectFrom('voicemail_drops').select(columns).orderBy('id', 'desc').limit(limit);
  if (after) query = query.where('id', '<', after);
  return query.execute();
}

/** Spares the work for a name that is taken; who is first in the end the index decides. */
export async function isNameTaken(tx: Tx, name: string): Promise<boolean> {
  const row = await tx
    .selectFrom('voicemail_drops')
    .select('id')
    .where(sql<string>`lower(name)`, '=', sql<string>`lower(${name})`)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertDrop(tx: Tx, tenantId: Id<'workspace'>, drop: DropRow): Promise<void> {
  await tx
    .insertInto('voicemail_drops')
    .values({
      tenant_id: tenantId,
      id: drop.id,
      name: drop.name,
      text: drop.text,
      voice: drop.voice,
      media_id: drop.mediaId,
      duration_seconds: drop.durationSeconds,
      created_at: drop.createdAt,
    })
    .execute();
}

export async function renameDrop(tx: Tx, id: Id<'drop'>, name: string): Promise<void> {
  await tx.updateTable('voicemail_drops').set({ name }).where('id', '=', id).execute();
}

export async function deleteDrop(tx: Tx, id: Id<'drop'>): Promise<void> {
  await tx.deleteFrom('voicemail_drops').where('id', '=', id).execute();
}

export interface Uses {
  /** By calls under way. */
  live: number;
  /** By all calls, counted up to 10,000. */
  all: number;
}

export async function usesOf(tx: Tx, ids: readonly Id<'drop'>[]): Promise<Map<string, Uses>> {
  const { rows } = await sql<{ id: string } & Uses>`
    select d.id,
      (select count(*) from calls c where c.tenant_id = current_tenant() and c.drop_id = d.id and c.outcome is null) as live,
      (select count(*) from (
        select from calls c where c.tenant_id = current_tenant() and c.drop_id = d.id limit 10000
      ) used) as all
    from unnest(${ids}::uuid[]) as d (id)`.execute(tx);
  return new Map(rows.map(({ id, live, all }) => [id, { live, all }]));
}
