import { formatId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import type { KeptWish } from '../retry.ts';
import { type CallRow, callById, insertEvent } from '../store/calls.ts';
import { dueRetries, type RetryRow, settleRetry, takeRetry } from '../store/retries.ts';
import type { CallWish } from '../wish.ts';
import { carryOut, type Intent, mustBePlayable, writeIntent } from './place-call.ts';

const callsPerSweep = 50;

type Due = Pick<RetryRow, 'tenantId' | 'callId'>;

/**
 * Places calls anew whose policy says so. The new call and the decision are one transaction, so that a stop at any
 * instant leaves one new call at most; asked for it is like every other one.
 */
export async function placeRetries(ctx: Context): Promise<void> {
  const due = await ctx.db.asSystem((tx) => dueRetries(tx, ctx.clock.now(), callsPerSweep));
  for (const each of due) {
    await placeAgain(ctx, each).catch((error: unknown) =>
      ctx.log.warn({ err: error, call: each.callId }, 'a call could not be placed anew; the next sweep tries again'),
    );
  }
}

async function placeAgain(ctx: Context, due: Due): Promise<void> {
  const intent = await decide(ctx, due).catch(async (error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    await ctx.db.asTenant(due.tenantId, (tx) => refuse(ctx, tx, due, error));
    return undefined;
  });
  if (intent) await carryOut(ctx, intent);
}

async function decide(ctx: Context, due: Due): Promise<Intent | undefined> {
  const before = await ctx.db.asTenant(due.tenantId, (tx) => open(tx, due));
  if (!before) return undefined;
  if (isAllowed(before)) await mustBePlayable(ctx, before.kept.wish);
  return ctx.db.asTenant(due.tenantId, async (tx) => {
    const now = await open(tx, due);
    if (!now) return undefined;
    const intent = isAllowed(now) ? await writeIntent(ctx, tx, actorOf(now), again(now)) : undefined;
    const nextCallId = intent?.call.id ?? null;
    await settleRetry(tx, due, { at: ctx.clock.now(), nextCallId });
    if (nextCallId) await tell(ctx, tx, due, 'retried', { next_call_id: formatId('call', nextCallId) });
    return intent;
  });
}

interface Open {
  retry: RetryRow;
  call: CallRow;
  kept: KeptWish;
}

async function open(tx: Tx, { tenantId, callId }: Due): Promise<Open | undefined> {
  const retry = await takeRetry(tx, tenantId, callId);
  if (!retry) return undefined;
  // We wrote it as JSON ourselves.
  const kept = retry.wish as KeptWish;
  return { retry, call: found(await callById(tx, tenantId, callId)), kept };
}

// Of unknown fate, or surely never at the carrier: neither says anything about whoever was to be called.
function isAllowed({ retry, call }: Open): boolean {
  return call.placement === 'placed' && retry.afterOutcomes.includes(call.status);
}

function actorOf({ call, kept }: Open): Actor {
  return { kind: 'system', tenantId: call.tenantId, name: kept.by };
}

function again({ call, kept }: Open): CallWish {
  return { ...kept.wish, retryOf: { callId: call.id, personId: call.personId } };
}

async function refuse(ctx: Context, tx: Tx, due: Due, { code, message }: Refusal): Promise<void> {
  if (!(await takeRetry(tx, due.tenantId, due.callId))) return;
  await settleRetry(tx, due, { at: ctx.clock.now(), nextCallId: null });
  await tell(ctx, tx, due, 'retry-refused', { code, message });
}

async function tell(ctx: Context, tx: Tx, { tenantId, callId }: Due, kind: string, details: object): Promise<void> {
  const id = ctx.ids.next('event');
  await insertEvent(tx, { tenantId, callId, key: kind, id, kind, at: ctx.clock.now(), details });
  await ctx.outbox.publish(tx, tenantId, { type: 'call.changed', call_id: callId });
}
