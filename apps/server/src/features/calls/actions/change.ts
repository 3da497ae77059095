import { type Call, isFinal } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { deleteRecordingsOf } from '#features/recordings';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { callById, deleteCall, sampleCallIds, saveCall } from '../store/calls.ts';
import { presentOne } from './present.ts';

interface CallChange {
  notes?: string | null | undefined;
  disposition?: string | null | undefined;
  metadata?: Record<string, unknown> | undefined;
}

export async function changeCall(ctx: Context, actor: Actor, callId: string, change: CallChange): Promise<Call> {
  const id = found(parseId('call', callId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const call = found(await callById(tx, actor.tenantId, id, 'lock'));
    const changed = {
      ...call,
      notes: change.notes === undefined ? call.notes : change.notes,
      disposition: change.disposition === undefined ? call.disposition : change.disposition,
      metadata: change.metadata ?? call.metadata,
    };
    await saveCall(tx, changed);
    await ctx.outbox.publish(tx, actor.tenantId, { type: 'call.changed', call_id: id });
    return presentOne(tx, changed);
  });
}

export async function removeCall(ctx: Context, actor: Actor, callId: string): Promise<void> {
  const id = found(parseId('call', callId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const call = found(await callById(tx, actor.tenantId, id, 'lock'));
    if (!isFinal(call.status)) throw new Refusal('calls.still_live');
    await deleteRecordingsOf(ctx, tx, actor.tenantId, [id]);
    await deleteCall(tx, id);
    await note(ctx, tx, actor, 'calls.deleted', formatId('call', id));
    await ctx.outbox.publish(tx, actor.tenantId, { type: 'call.deleted', call_id: id });
  });
}

export async function removeSampleCalls(ctx: Context, tx: Tx, actor: Actor): Promise<void> {
  const ids = await sampleCallIds(tx);
  await deleteRecordingsOf(ctx, tx, actor.tenantId, ids);
  for (const id of ids) {
    await deleteCall(tx, id);
    await ctx.outbox.publish(tx, actor.tenantId, { type: 'call.deleted', call_id: id });
  }
}

/** Tells open pages that something that is shown with a call has changed. */
export async function announceChange(ctx: Context, tenantId: Id<'workspace'>, callId: string): Promise<void> {
  await ctx.db.asTenant(tenantId, (tx) => ctx.outbox.publish(tx, tenantId, { type: 'call.changed', call_id: callId }));
}
