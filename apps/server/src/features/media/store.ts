import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

export interface MediaRow {
  id: Id<'media'>;
  tenantId: Id<'workspace'>;
  storageKey: string;
  sha256: string;
  bytes: number;
  durationSeconds: number;
  peaks: number[];
  sourceName: string | null;
  createdAt: Date;
}

/** Before its file is written, so that no file is ever without a row. */
export async function insertWriting(tx: Tx, media: MediaRow): Promise<void> {
  await tx
    .insertInto('media')
    .values({
      tenant_id: media.tenantId,
      id: media.id,
      state: 'writing',
      storage_key: media.storageKey,
      sha256: media.sha256,
      bytes: media.bytes,
      duration_seconds: media.durationSeconds,
      peaks: JSON.stringify(media.peaks),
      source_name: media.sourceName,
      created_at: media.createdAt,
    })
    .execute();
}

export async function markReady(tx: Tx, id: Id<'media'>): Promise<boolean> {
  const result = await tx
    .updateTable('media')
    .set({ state: 'ready' })
    .where('id', '=', id)
    .where('state', '=', 'writing')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function markUnwanted(tx: Tx, id: Id<'media'>): Promise<void> {
  await tx.updateTable('media').set({ state: 'unwanted' }).where('id', '=', id).execute();
}

export async function readyMedia(tx: Tx, ids: readonly Id<'media'>[]): Promise<MediaRow[]> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('media')
    .select([
      'id',
      'tenant_id as tenantId',
      'storage_key as storageKey',
      'sha256',
      'bytes',
      'duration_seconds as durationSeconds',
      'peaks',
      'source_name as sourceName',
      'created_at as createdAt',
    ])
    .where('id', 'in', ids)
    .where('state', '=', 'ready')
    .execute();
}

export type Gone = Pick<MediaRow, 'id' | 'tenantId' | 'storageKey'>;

/** Nobody wants what was never finished and is older than `before`. For the system. */
export async function giveUpUnfinished(tx: Tx, before: Date): Promise<void> {
  await tx
    .updateTable('media')
    .set({ state: 'unwanted' })
    .where('state', '=', 'writing')
    .where('created_at', '<', before)
    .execute();
}

/** Of all workspaces what nobody wants, page by page. For the system. */
export async function unwantedMedia(tx: Tx, after: Id<'media'> | undefined): Promise<Gone[]> {
  const unwanted = tx
    .selectFrom('media')
    .select(['id', 'tenant_id as tenantId', 'storage_key as storageKey'])
    .where('state', '=', 'unwanted')
    .orderBy('id')
    .limit(200);
  return (after ? unwanted.where('id', '>', after) : unwanted).execute();
}

export async function deleteUnwanted(tx: Tx, { id, tenantId }: Gone): Promise<void> {
  await tx
    .deleteFrom('media')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'unwanted')
    .execute();
}
