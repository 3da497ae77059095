import { isFinal } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { PlaceOutcome } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { noteAsked, stillIntended } from '../store/attempts.ts';
import { orderOf } from './ask-for-call.ts';
import { type Settling, settlePlacements } from './settle-placement.ts';
import { againWhenOvertaken } from './take-reports.ts';
import type { Intent } from './write-intents.ts';

export interface Dialling {
  /** So many requests to the carrier at once. */
  abreast: number;
  /** Of the calls that are about to be asked for those that may be, looked at just before. */
  mayStill: (tx: Tx, intents: readonly Intent[]) => Promise<readonly Intent[]>;
}

/**
 * Has the carrier do what is written down, for many calls of one workspace: each is asked for once, and what the carrier
 * answered is settled together. Answers the seconds after which it may be asked again, when it asked to slow down.
 */
export async function dialMany(
  ctx: Context,
  tenantId: Id<'workspace'>,
  intents: readonly Intent[],
  dialling: Dialling,
): Promise<{ slowDownSeconds: number; outcomes: PlaceOutcome[] }> {
  let slowDownSeconds = 0;
  const outcomes: PlaceOutcome[] = [];
  for (let start = 0; start < intents.length; start += dialling.abreast) {
    const slice = intents.slice(start, start + dialling.abreast);
    const may = slowDownSeconds > 0 ? new Set() : await stillWanted(ctx, tenantId, slice, dialling);
    const settlings = await Promise.all(slice.map((intent) => ask(ctx, intent, may.has(intent.call.id))));
    for (const { settlement } of settlings) {
      if (settlement.outcome === 'busy') slowDownSeconds = Math.max(slowDownSeconds, settlement.retryAfterSeconds);
      if (settlement.outcome !== 'not-placed') outcomes.push(settlement);
    }
    await settle(ctx, tenantId, slice, settlings);
  }
  return { slowDownSeconds, outcomes };
}

async function stillWanted(
  ctx: Context,
  tenantId: Id<'workspace'>,
  slice: readonly Intent[],
  { mayStill }: Dialling,
): Promise<Set<Id<'call'>>> {
  return ctx.db.asTenant(tenantId, async (tx) => {
    const intended = await stillIntended(
      tx,
      slice.map(({ attempt }) => attempt.id),
    );
    const wanted = await mayStill(
      tx,
      slice.filter(({ attempt }) => intended.has(attempt.id)),
    );
    await noteAsked(
      tx,
      tenantId,
      wanted.map(({ attempt }) => attempt.id),
      ctx.clock.now(),
    );
    return new Set(wanted.map(({ call }) => call.id));
  });
}

async function ask(ctx: Context, intent: Intent, may: boolean): Promise<Settling> {
  const { attempt, connection } = intent;
  if (!may) return { attempt, settlement: { outcome: 'not-placed' } };
  const settlement = await connection.carrier.placeCall(orderOf(ctx, intent));
  ctx.telemetry.attempts.inc({ outcome: settlement.outcome });
  return { attempt, settlement };
}

async function settle(
  ctx: Context,
  tenantId: Id<'workspace'>,
  slice: readonly Intent[],
  settlings: readonly Settling[],
): Promise<void> {
  const calls = await againWhenOvertaken(() =>
    ctx.db.asTenant(tenantId, (tx) => settlePlacements(ctx, tx, tenantId, settlings)),
  );
  for (const [index, { settlement }] of settlings.entries()) {
    const { call: before, connection } = slice[index] ?? {};
    const call = before && calls.get(before.id);
    if (!call || !connection || settlement.outcome !== 'placed') continue;
    if (!isFinal(call.status) || call.sid === settlement.sid) continue;
    ctx.log.error(
      { call: call.id, sid: settlement.sid },
      'a call was accepted after it had been given up, and is ended',
    );
    await connection.carrier.endCall(settlement.sid, 'completed');
  }
}
