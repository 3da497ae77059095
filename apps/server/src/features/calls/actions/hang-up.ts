import { type Call, isFinal } from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import { connectionOfCall } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import { missingCredentials } from '#runtime/config';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { callById, insertEvent, saveCall } from '../store/calls.ts';
import { takeCallsToHangUp } from '../store/due.ts';
import { askAbout } from './ask-carrier.ts';
import { byWorkspace } from './by-workspace.ts';
import { presentOne } from './present.ts';
import { cancelRetry } from './retry-calls.ts';

/**
 * Ends a call. While the carrier's id is unknown the wish is kept; whoever learns the id ends the call. One that is over
 * and waits to be placed anew no longer does.
 */
export async function hangUp(ctx: Context, actor: Actor, callId: string): Promise<Call> {
  const id = found(parseId('call', callId));
  const { tenantId } = actor;
  const isLive = await ctx.db.asTenant(tenantId, async (tx) => {
    const call = found(await callById(tx, tenantId, id, 'lock'));
    if (isFinal(call.status)) {
      if (await cancelRetry(ctx, tx, actor, call)) return false;
      throw new Refusal('calls.over');
    }
    if (!(await connectionOfCall(ctx, tx, call))) {
      throw new Refusal('calls.no_carrier', { missing: missingCredentials(ctx.config.carrier).join(', ') });
    }
    await saveCall(tx, { ...call, hangUpWantedAt: call.hangUpWantedAt ?? ctx.clock.now() });
    const at = ctx.clock.now();
    await insertEvent(tx, {
      tenantId,
      callId: id,
      key: 'hang-up',
      id: ctx.ids.next('event'),
      kind: 'hang-up',
      at,
      details: { by: actor.name },
    });
    return true;
  });
  // The wish is written down: when the carrier cannot be reached now, a sweep asks again.
  const ending = isLive ? endAtCarrier(ctx, tenantId, id) : Promise.resolve();
  await ending.catch((error: unknown) => ctx.log.warn({ err: error, call: id }, 'a call could not be ended yet'));
  return ctx.db.asTenant(tenantId, async (tx) => presentOne(tx, actor, found(await callById(tx, tenantId, id))));
}

/** Ends calls that somebody hung up before we knew the carrier's id. */
export async function hangUpLate(ctx: Context): Promise<void> {
  const due = await ctx.db.asSystem((tx) => takeCallsToHangUp(tx, ctx.clock.now(), { all: 100, ofOneWorkspace: 20 }));
  await byWorkspace(
    due,
    ({ tenantId, id }) => endAtCarrier(ctx, tenantId, id),
    (error, { id }) => ctx.log.warn({ err: error, call: id }, 'a call could not be ended yet'),
  );
}

/** Ends a call by the carrier, whatever it is doing. Throws when the carrier cannot be asked. */
export async function endAtCarrier(ctx: Context, tenantId: Id<'workspace'>, id: Id<'call'>): Promise<void> {
  const { call, connection } = await ctx.db.asTenant(tenantId, async (tx) => ({
    call: found(await callById(tx, tenantId, id)),
    connection: await connectionOfCall(ctx, tx, { tenantId, id }),
  }));
  if (!call.sid || !connection) return;
  const { carrier } = connection;
  // "Canceled" is only for calls that nobody answered; between our look and theirs somebody may have.
  const canceled = call.status !== 'in-progress' && (await carrier.endCall(call.sid, 'canceled'));
  if (!canceled) await carrier.endCall(call.sid, 'completed');
  await askAbout(ctx, call);
}
