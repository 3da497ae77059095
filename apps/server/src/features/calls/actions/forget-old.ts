import type { Id } from '@offhook/kit';
import { note } from '#features/audit';
import type { SettlePowers } from '#features/insights';
import { settingOf } from '#features/settings';
import { allTenantIds, mustConnect } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { deleteStrayExchanges, endedBefore } from '../store/retention.ts';
import { deleteCallsEverywhere } from './change.ts';

const dayMs = 86_400_000;
const perTransaction = 200;
/** Requests that name no call of ours are of use while somebody looks into them; they hold numbers of people, too. */
const strayExchangeDays = 30;

/** Deletes calls that are older than the workspace keeps them, with their recordings, here and at the carrier. */
export async function forgetOldCalls(ctx: Context, powers: SettlePowers): Promise<void> {
  for (const tenantId of await ctx.db.asSystem(allTenantIds)) {
    // One workspace where it does not work does not keep the others from theirs.
    try {
      await whileFull(() => ctx.db.asTenant(tenantId, (tx) => forgetSome(ctx, tx, powers, tenantId)));
      await whileFull(() => ctx.db.asTenant(tenantId, (tx) => forgetStrayExchanges(ctx, tx)));
    } catch (error) {
      ctx.log.error({ err: error, tenant: tenantId }, 'old calls could not be deleted; tried again in an hour');
    }
  }
}

async function whileFull(work: () => Promise<number>): Promise<void> {
  let done: number;
  do done = await work();
  while (done === perTransaction);
}

async function forgetSome(ctx: Context, tx: Tx, powers: SettlePowers, tenantId: Id<'workspace'>): Promise<number> {
  const days = await settingOf(tx, 'call_retention_days');
  if (days === 0) return 0;
  const old = await endedBefore(tx, new Date(ctx.clock.nowMs() - days * dayMs), perTransaction);
  if (old.length === 0) return 0;
  await deleteCallsEverywhere(ctx, tx, powers, old);
  const retention = { kind: 'system' as const, tenantId, name: 'Retention' };
  await note(ctx, tx, retention, 'calls.deleted_by_age', undefined, { deleted: old.length, after_days: days });
  return old.length;
}

async function forgetStrayExchanges(ctx: Context, tx: Tx): Promise<number> {
  const days = Math.min((await settingOf(tx, 'call_retention_days')) || strayExchangeDays, strayExchangeDays);
  return deleteStrayExchanges(tx, new Date(ctx.clock.nowMs() - days * dayMs), perTransaction);
}

/** A call at the carrier, to be deleted through the connection that it was made with. */
export interface GoneCall {
  sid: string;
  connectionId: Id<'connection'> | null;
}

/** Deletes a call at the carrier with the recordings that we may never have heard of. */
export async function deleteAtCarrier(
  ctx: Context,
  tenantId: Id<'workspace'>,
  { sid, connectionId }: GoneCall,
): Promise<void> {
  const { carrier } = await mustConnect(ctx, tenantId, connectionId);
  const recordings = await carrier.recordingsOf(sid);
  // What the carrier is still making it does not delete, and without the call nobody would find it again.
  if (recordings.some(({ status }) => status === 'in-progress')) throw new Error('The call is still being recorded.');
  for (const recording of recordings) await carrier.deleteRecording(recording.sid);
  await carrier.deleteCall(sid);
}

export async function noteCallNotDeleted(ctx: Context, tenantId: Id<'workspace'>, sid: string): Promise<void> {
  const retention = { kind: 'system' as const, tenantId, name: 'Retention' };
  await ctx.db.asTenant(tenantId, (tx) => note(ctx, tx, retention, 'calls.deletion_given_up', undefined, { sid }));
}
