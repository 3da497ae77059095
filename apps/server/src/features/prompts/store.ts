import type { Directory } from '@offhook/flow/shapes';
import { formatId, type Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

export interface PromptRow {
  mediaId: Id<'media'>;
  name: string;
  createdAt: Date;
}

const columns = ['media_id as mediaId', 'name', 'created_at as createdAt'] as const;

export async function promptById(tx: Tx, id: Id<'media'>): Promise<PromptRow | undefined> {
  return tx.selectFrom('flow_prompts').select(columns).where('media_id', '=', id).executeTakeFirst();
}

/** Until the transaction ends nobody else changes it, and no flow that plays it is published. */
export async function lockPrompt(tx: Tx, id: Id<'media'>): Promise<PromptRow | undefined> {
  return tx.selectFrom('flow_prompts').select(columns).where('media_id', '=', id).forUpdate().executeTakeFirst();
}

/** Until the transaction ends none of these can be deleted. */
export async function holdPrompts(tx: Tx, ids: readonly Id<'media'>[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .selectFrom('flow_prompts')
    .select('media_id')
    .where('media_id', 'in', ids)
    .orderBy('media_id')
    .forKeyShare()
    .execute();
}

/** By name. A workspace records dozens, not thousands: whoever chooses one sees all of them. */
export async function allPrompts(tx: Tx): Promise<PromptRow[]> {
  return tx.selectFrom('flow_prompts').select(columns).orderBy(sql`lower(name)`).execute();
}

export async function promptsForDirectory(tx: Tx): Promise<Directory['prompts']> {
  const prompts = await allPrompts(tx);
  return Object.fromEntries(prompts.map(({ mediaId, name }) => [formatId('media', mediaId), { name }]));
}

/** Spares the work for a name that is taken; who is first in the end the index decides. */
export async function isNameTaken(tx: Tx, name: string): Promise<boolean> {
  const row = await tx
    .selectFrom('flow_prompts')
    .select('media_id')
    .where(sql<string>`lower(name)`, '=', sql<string>`lower(${name})`)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertPrompt(tx: Tx, tenantId: Id<'workspace'>, prompt: PromptRow): Promise<void> {
  await tx
    .insertInto('flow_prompts')
    .values({ tenant_id: tenantId, media_id: prompt.mediaId, name: prompt.name, created_at: prompt.createdAt })
    .execute();
}

export async function renamePrompt(tx: Tx, id: Id<'media'>, name: string): Promise<void> {
  await tx.updateTable('flow_prompts').set({ name }).where('media_id', '=', id).execute();
}

export async function deletePrompt(tx: Tx, id: Id<'media'>): Promise<void> {
  await tx.deleteFrom('flow_prompts').where('media_id', '=', id).execute();
}
