import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { releaseAudio } from '#features/media';
import { deleteRecordings, recordingsOfCalls } from '#features/recordings';
import { settingOf } from '#features/settings';
import { allTenantIds } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type BoxNeighbours, leadingToBox } from '../neighbours.ts';
import * as boxes from '../store/boxes.ts';
import * as greetings from '../store/greetings.ts';
import * as store from '../store/messages.ts';
import { daysBefore, restorableDays } from '../voicemail.ts';
import { boxToChange } from './boxes.ts';
import { publishChange } from './messages.ts';

const perTransaction = 100;

/** Deletes messages that are older than the workspace keeps them, or were deleted long ago, here and at the carrier. */
export async function forgetOldMessages(ctx: Context): Promise<void> {
  for (const tenantId of await ctx.db.asSystem(allTenantIds)) {
    let forgotten: number;
    // One workspace where it does not work does not keep the others from theirs.
    try {
      do forgotten = await forgetSome(ctx, tenantId);
      while (forgotten === perTransaction);
    } catch (error) {
      ctx.log.error({ err: error, tenant: tenantId }, 'old voicemail could not be deleted; tried again in an hour');
    }
  }
}

async function forgetSome(ctx: Context, tenantId: Id<'workspace'>): Promise<number> {
  return ctx.db.asTenant(tenantId, async (tx) => {
    const days = await settingOf(tx, 'voicemail_retention_days');
    const now = ctx.clock.now();
    const old = await store.messagesToForget(tx, {
      cameBefore: days === 0 ? null : daysBefore(now, days),
      deletedBefore: daysBefore(now, restorableDays),
      limit: perTransaction,
    });
    if (old.length === 0) return 0;
    await forget(ctx, tx, old);
    const retention = { kind: 'system' as const, tenantId, name: 'Retention' };
    await note(ctx, tx, retention, 'voicemail.deleted_by_age', undefined, { deleted: old.length, after_days: days });
    return old.length;
  });
}

/** For good, with their recordings. Whoever does it holds their calls locked. */
async function forget(ctx: Context, tx: Tx, messages: readonly store.MessageRow[]): Promise<void> {
  const sids = new Set(messages.map(({ recordingSid }) => recordingSid));
  const callIds = [...new Set(messages.map(({ callId }) => callId))];
  const recordings = (await recordingsOfCalls(tx, callIds)).filter(({ sid }) => sids.has(sid));
  await deleteRecordings(ctx, tx, recordings);
  await store.deleteMessages(
    tx,
    messages.map(({ id }) => id),
  );
  for (const message of messages) {
    await publishChange(ctx, tx, message);
    await ctx.outbox.publish(tx, message.tenantId, { type: 'call.changed', call_id: message.callId });
  }
}

/** A box to which nothing leads and in which nothing is; what was deleted in it goes for good. */
export async function deleteBox(ctx: Context, actor: Actor, boxId: string, neighbours: BoxNeighbours): Promise<void> {
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const box = await boxToChange(tx, actor, found(parseId('box', boxId)));
    if (box.isDefault) throw new Refusal('voicemail.box_is_default');
    const id = formatId('box', box.id);
    const uses = [...leadingToBox(await neighbours.directory(tx), id), ...(await neighbours.usesOfBox(tx, id))];
    if (uses.length > 0) throw new Refusal('voicemail.box_in_use', { uses: uses.join(', ') });
    const messages = await store.countInBox(tx, box.id);
    if (messages > 0) throw new Refusal('voicemail.box_has_messages', { messages });
    await forget(ctx, tx, await store.deletedMessagesOfBox(tx, box.id));
    for (const { id, mediaId } of await greetings.greetingsOf(tx, [box.id])) {
      await greetings.deleteGreeting(tx, id);
      if (mediaId) await releaseAudio(tx, mediaId);
    }
    await boxes.deleteBox(tx, box.id);
    await note(ctx, tx, actor, 'voicemail.box_deleted', id, { name: box.name });
  });
}
