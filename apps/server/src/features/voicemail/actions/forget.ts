import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { releaseAudio } from '#features/media';
import { deleteRecordings, deleteUnreported, messagesOn, recordingsOfCalls } from '#features/recordings';
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

/**
 * For good, with every recording that they are on, also one that was not reported yet. Whoever does it holds their calls
 * locked.
 */
async function forget(ctx: Context, tx: Tx, messages: readonly store.MessageRow[]): Promise<void> {
  const [first] = messages;
  if (!first) return;
  const { tenantId } = first;
  const callIds = [...new Set(messages.map(({ callId }) => callId))];
  const forgotten = new Set(messages.map(({ id }) => id));
  const all = await store.messagesOfCalls(tx, callIds);
  const recordings = await recordingsOfCalls(tx, callIds);
  await deleteRecordings(
    ctx,
    tx,
    recordings.filter((recording) => messagesOn(recording, all).some(({ id }) => forgotten.has(id))),
  );
  const reported = new Set(recordings.map(({ sid }) => sid));
  const unreported = messages
    .filter(({ recordingSid }) => !reported.has(recordingSid))
    .map(({ callId, recordingSid }) => ({ tenantId, callId, sid: recordingSid }));
  await deleteUnreported(ctx, tx, unreported);
  await store.deleteMessages(tx, [...forgotten]);
  await tellOfGone(ctx, tx, messages);
  const changed = callIds.map((call_id) => ({ type: 'call.changed' as const, call_id }));
  await ctx.outbox.publish(tx, tenantId, ...changed);
}

async function tellOfGone(ctx: Context, tx: Tx, messages: readonly store.MessageRow[]): Promise<void> {
  for (const message of messages) await publishChange(ctx, tx, message);
}

/** Tells pages of the messages that go with calls which are being deleted. */
export async function tellOfMessagesGoing(ctx: Context, tx: Tx, callIds: readonly Id<'call'>[]): Promise<void> {
  await tellOfGone(ctx, tx, await store.messagesOfCalls(tx, callIds));
}

/**
 * A box to which nothing leads and in which nothing is; what was deleted in it goes for good. That is done first, a part
 * at a time: while the box is locked, callers wait.
 */
export async function deleteBox(ctx: Context, actor: Actor, boxId: string, neighbours: BoxNeighbours): Promise<void> {
  const { tenantId } = actor;
  const id = found(parseId('box', boxId));
  await ctx.db.asTenant(tenantId, async (tx) => mustBeFree(tx, await boxToChange(tx, actor, id), neighbours));
  do await emptyBox(ctx, tenantId, id);
  while (
    // Somebody may have put another into the trash meanwhile.
    !(await ctx.db.asTenant(tenantId, (tx) => deleteEmptied(ctx, tx, { actor, id, neighbours })))
  );
}

/** Refuses unless nothing leads to a box and nothing that somebody wants is in it; tells how many deleted messages are. */
async function mustBeFree(tx: Tx, box: boxes.BoxRow, neighbours: BoxNeighbours): Promise<number> {
  if (box.isDefault) throw new Refusal('voicemail.box_is_default');
  const id = formatId('box', box.id);
  const uses = [...leadingToBox(await neighbours.directory(tx), id), ...(await neighbours.usesOfBox(tx, id))];
  if (uses.length > 0) throw new Refusal('voicemail.box_in_use', { uses: uses.join(', ') });
  const { kept, deleted } = await store.countInBox(tx, box.id);
  if (kept > 0) throw new Refusal('voicemail.box_has_messages', { messages: kept });
  return deleted;
}

async function emptyBox(ctx: Context, tenantId: Id<'workspace'>, id: Id<'box'>): Promise<void> {
  let forgotten: number;
  do {
    forgotten = await ctx.db.asTenant(tenantId, async (tx) => {
      const messages = await store.deletedMessagesOfBox(tx, id, perTransaction);
      await forget(ctx, tx, messages);
      return messages.length;
    });
  } while (forgotten === perTransaction);
}

interface Deletion {
  actor: Actor;
  id: Id<'box'>;
  neighbours: BoxNeighbours;
}

/** False: there are deleted messages in it again. */
async function deleteEmptied(ctx: Context, tx: Tx, { actor, id, neighbours }: Deletion): Promise<boolean> {
  const box = await boxToChange(tx, actor, id, 'emptied');
  if ((await mustBeFree(tx, box, neighbours)) > 0) return false;
  for (const { id: greetingId, mediaId } of await greetings.greetingsOf(tx, [id])) {
    await greetings.deleteGreeting(tx, greetingId);
    if (mediaId) await releaseAudio(tx, mediaId);
  }
  await boxes.deleteBox(tx, id);
  await note(ctx, tx, actor, 'voicemail.box_deleted', formatId('box', id), { name: box.name });
  return true;
}
