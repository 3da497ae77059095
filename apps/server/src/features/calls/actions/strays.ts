import type { Id } from '@offhook/kit';
import { connectionById } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { insertEvent } from '../store/calls.ts';
import { connectionsTried } from '../store/due.ts';

/**
 * A call at the carrier that must not be: a second one for an attempt, or one that was given up. Written into the history
 * of the call that it was meant to be, once, and hung up by a job, so that a stop of ours does not leave it ringing.
 */
export async function noteStray(
  ctx: Context,
  tx: Tx,
  call: { tenantId: Id<'workspace'>; id: Id<'call'> },
  sid: string,
): Promise<void> {
  const isNew = await insertEvent(tx, {
    tenantId: call.tenantId,
    callId: call.id,
    key: `stray:${sid}`,
    id: ctx.ids.next('event'),
    kind: 'stray',
    at: ctx.clock.now(),
    details: { call_sid: sid },
  });
  if (!isNew) return;
  ctx.log.error({ call: call.id, sid }, 'a second call for one attempt was found and is hung up');
  await ctx.outbox.enqueue(tx, call.tenantId, 'calls.end_stray', { call_id: call.id, sid });
  await ctx.outbox.publish(tx, call.tenantId, { type: 'call.changed', call_id: call.id });
}

/** Hangs a stray call up, through the account that its attempt was made with. */
export async function endStray(
  ctx: Context,
  tenantId: Id<'workspace'>,
  { callId, sid }: { callId: Id<'call'>; sid: string },
): Promise<void> {
  const connections = await ctx.db.asTenant(tenantId, async (tx) => {
    const ids = await connectionsTried(tx, tenantId, callId);
    return Promise.all(ids.map((id) => connectionById(ctx, tx, tenantId, id)));
  });
  for (const connection of connections) await connection?.carrier.endCall(sid, 'completed');
}
