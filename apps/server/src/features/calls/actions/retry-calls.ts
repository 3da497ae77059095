import { placeCall as placeRoute } from '@offhook/contract';
import { formatId } from '@offhook/kit';
import { scopesOfKey } from '#features/access';
import { membershipOf } from '#features/people';
import { type Actor, mustBeAllowed } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { isOfPolicy, type KeptWish, objection } from '../retry.ts';
import { type CallRow, callById, insertEvent } from '../store/calls.ts';
import { dispositionsBetween, dueRetries, type RetryRow, settleRetry, takeRetry } from '../store/retries.ts';
import type { CallWish } from '../wish.ts';
import { byWorkspace } from './by-workspace.ts';
import { carryOut, mustBePlayable, writeIntent } from './place-call.ts';
import type { Intent } from './write-intents.ts';

const callsPerSweep = 50;

type Due = Pick<RetryRow, 'tenantId' | 'callId'>;

/**
 * Places calls anew whose policy says so. The new call and the decision are one transaction, so that a stop at any
 * instant leaves one new call at most; asked for it is like every other one.
 */
export async function placeRetries(ctx: Context): Promise<void> {
  const due = await ctx.db.asSystem((tx) => dueRetries(tx, ctx.clock.now(), callsPerSweep));
  await byWorkspace(
    due,
    (each) => placeAgain(ctx, each),
    (error, { callId }) =>
      ctx.log.warn({ err: error, call: callId }, 'a call could not be placed anew; the next sweep tries again'),
  );
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
    if (!isAllowed(now)) {
      await settleRetry(tx, due, { at: ctx.clock.now(), nextCallId: null });
      return undefined;
    }
    const message = objection(now.call, await dispositionsBetween(tx, now.call));
    if (message !== undefined) {
      await callOff(ctx, tx, due, { code: 'not-wanted', message });
      return undefined;
    }
    await mustStillBeAllowed(ctx, tx, now);
    const intent = await writeIntent(ctx, tx, actorOf(now), again(now));
    await settleRetry(tx, due, { at: ctx.clock.now(), nextCallId: intent.call.id });
    await tell(ctx, tx, due, 'retried', { next_call_id: formatId('call', intent.call.id) });
    return intent;
  });
}

/** Whoever placed the call may have left, or lost the right to, since. */
async function mustStillBeAllowed(ctx: Context, tx: Tx, { call, kept }: Open): Promise<void> {
  const { access } = placeRoute;
  const { tenantId, personId } = call;
  if (personId) {
    const member = await membershipOf(tx, tenantId, personId);
    if (!member) throw new Refusal('access.not_allowed', { needed: access.role });
    mustBeAllowed({ kind: 'person', tenantId, personId, sessionId: null, role: member.role, name: kept.by }, access);
  } else if (kept.keyId) {
    const scopes = await scopesOfKey(tx, kept.keyId, ctx.clock.now());
    mustBeAllowed({ kind: 'key', tenantId, keyId: kept.keyId, scopes, name: kept.by }, access);
  }
}

/** Has a call that ended not be placed anew; false when nothing was left to decide. */
export async function cancelRetry(ctx: Context, tx: Tx, actor: Actor, call: CallRow): Promise<boolean> {
  const due = { tenantId: call.tenantId, callId: call.id };
  const retry = await takeRetry(tx, due.tenantId, due.callId);
  if (!retry || !isOfPolicy(call, retry.afterOutcomes)) return false;
  await callOff(ctx, tx, due, { code: 'called-off', message: `${actor.name} called it off.` });
  return true;
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

function isAllowed({ retry, call }: Open): boolean {
  return isOfPolicy(call, retry.afterOutcomes);
}

function actorOf({ call, kept }: Open): Actor {
  return { kind: 'system', tenantId: call.tenantId, name: kept.by };
}

function again({ call, kept }: Open): CallWish {
  return { ...kept.wish, retryOf: { callId: call.id, personId: call.personId, keyId: kept.keyId ?? null } };
}

async function refuse(ctx: Context, tx: Tx, due: Due, { code, message }: Refusal): Promise<void> {
  if (!(await takeRetry(tx, due.tenantId, due.callId))) return;
  await callOff(ctx, tx, due, { code, message });
}

async function callOff(ctx: Context, tx: Tx, due: Due, why: { code: string; message: string }): Promise<void> {
  await settleRetry(tx, due, { at: ctx.clock.now(), nextCallId: null });
  await tell(ctx, tx, due, 'retry-refused', why);
}

async function tell(ctx: Context, tx: Tx, { tenantId, callId }: Due, kind: string, details: object): Promise<void> {
  const id = ctx.ids.next('event');
  await insertEvent(tx, { tenantId, callId, key: kind, id, kind, at: ctx.clock.now(), details });
  await ctx.outbox.publish(tx, tenantId, { type: 'call.changed', call_id: callId });
}
