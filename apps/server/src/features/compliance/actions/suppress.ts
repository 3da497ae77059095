import type { SuppressionSource } from '@offhook/contract';
import { formatId, type Id, isE164 } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { type ListRow, ownList } from '../store/lists.ts';
import { numberHasher } from '../store/number-hash.ts';
import { insertEntries } from '../store/suppressions.ts';

export interface SuppressWish {
  /** E.164. What is no number is left out: it cannot be called either. */
  numbers: readonly string[];
  source: SuppressionSource;
  reason?: string | null | undefined;
  /** Default: the list of the workspace. */
  list?: Pick<ListRow, 'id' | 'name'> | undefined;
  campaignId?: Id<'campaign'> | undefined;
}

/**
 * Never call these numbers again. It holds with the commit of the transaction, so that whoever writes down that somebody
 * asked for it does both or nothing. Answers how many did not stand there before.
 */
export async function suppress(ctx: Context, tx: Tx, actor: Actor, wish: SuppressWish): Promise<number> {
  const numbers = [...new Set(wish.numbers.filter(isE164))];
  if (numbers.length === 0) return 0;
  const list = wish.list ?? (await listFor(ctx, tx, actor.tenantId, wish.campaignId));
  const hashOf = numberHasher(ctx.keys, actor.tenantId);
  const entries = numbers.map((number) => ({
    hash: hashOf(number),
    id: ctx.ids.next('suppression'),
    lastDigits: number.slice(-4),
  }));
  const reason = wish.reason?.trim() || null;
  const added = await insertEntries(tx, actor.tenantId, entries, {
    ...{ listId: list.id, source: wish.source, reason, by: actor.name, at: ctx.clock.now(), importId: null },
  });
  if (added > 0) {
    const details = { list: list.name, source: wish.source, added, reason };
    await note(ctx, tx, actor, 'suppressions.added', formatId('list', list.id), details);
  }
  return added;
}

/** The list of the workspace, or that of a campaign; made when it is first needed. */
export async function listFor(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  campaignId?: Id<'campaign'> | undefined,
): Promise<ListRow> {
  const id = ctx.ids.next('list');
  const name = campaignId ? `Campaign ${campaignId.slice(-4)}` : 'Do not call';
  return ownList(tx, tenantId, { id, name, campaignId: campaignId ?? null, now: ctx.clock.now() });
}
