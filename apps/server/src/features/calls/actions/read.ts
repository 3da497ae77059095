import type { Call, CallDetail } from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { callById, callsByIds } from '../store/calls.ts';
import { pageOfCalls } from '../store/listing.ts';
import { presentCalls, presentDetail } from './present.ts';

export async function getCallDetail(ctx: Context, actor: Actor, callId: string): Promise<CallDetail> {
  const id = found(parseId('call', callId));
  return ctx.db.asTenant(actor.tenantId, async (tx) =>
    presentDetail(tx, actor, found(await callById(tx, actor.tenantId, id))),
  );
}

/** Ticks the first step and tells other features; hearing is no change of the call. */
export async function noteHeard(ctx: Context, actor: Actor, callId: Id<'call'>): Promise<void> {
  await ctx.db.asTenant(actor.tenantId, (tx) =>
    ctx.outbox.publish(tx, actor.tenantId, { type: 'recording.heard', call_id: callId }),
  );
}

/** Live calls now, for a page that has just connected. */
export async function liveCalls(ctx: Context, tenantId: Id<'workspace'>): Promise<Call[]> {
  return ctx.db.asTenant(tenantId, async (tx) => {
    const { rows } = await pageOfCalls(tx, { live: true }, { before: undefined, limit: 200 });
    return presentCalls(tx, 'anybody', rows);
  });
}

export async function callsForPage(ctx: Context, tenantId: Id<'workspace'>, ids: string[]): Promise<Call[]> {
  const known = ids.flatMap((id) => parseId('call', id) ?? []);
  return ctx.db.asTenant(tenantId, async (tx) => presentCalls(tx, 'anybody', await callsByIds(tx, known)));
}
