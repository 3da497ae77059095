import type { AuditEntry } from '@offhook/contract';
import type { Actor } from '#runtime/actor';
import { cursorAfter, readCursor } from '#runtime/page';
import type { Context } from '../../context.ts';
import { entriesBefore } from './store.ts';

export async function listEntries(
  ctx: Context,
  actor: Actor,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ items: AuditEntry[]; next_cursor: string | null }> {
  const before = readCursor('event', page.cursor);
  const items = await ctx.db.asTenant(actor.tenantId, (tx) => entriesBefore(tx, before, page.limit + 1));
  return cursorAfter('event', items, page.limit);
}
