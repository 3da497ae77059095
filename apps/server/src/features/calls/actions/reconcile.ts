import { connectionById } from '#features/workspaces';
import type { CarrierCall } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import { sideBySide } from '#runtime/side-by-side';
import type { Context } from '../../../context.ts';
import { type AttemptRow, callById, insertEvent, sidIsBound } from '../store/calls.ts';
import { countNotFound, orphanedIntents, rivalsOf, takeUnknownAttempts } from '../store/due.ts';
import { forgetUnbound, takeKeptOfKnownCalls } from '../store/ingest.ts';
import { takeLookUp, workspacesAtOnce } from './ask-carrier.ts';
import { settlePlacement } from './settle-placement.ts';
import { noteStray } from './strays.ts';
import { againWhenOvertaken, keptReport, takeReports } from './take-reports.ts';

const attemptsPerSweep = 50;
const keptPerSweep = 200;
/** The carrier's clock and ours may differ by this much. */
const skewMs = 10_000;
const lookAgainMs = 10_000;
const dayMs = 86_400_000;

/** Settles attempts of unknown fate: finds their call at the carrier, or is sure at last that there is none. */
export async function reconcile(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const { timeoutMs, reconcileAfterMs } = ctx.config.carrier;
  await bindKept(ctx);
  const orphans = await ctx.db.asSystem(async (tx) => {
    await forgetUnbound(tx, new Date(now.getTime() - dayMs));
    return orphanedIntents(tx, new Date(now.getTime() - timeoutMs - 5000), attemptsPerSweep);
  });
  // One transaction each, the call locked before its attempt, as the ingest does: else they wait for each other.
  for (const attempt of orphans) {
    const cutOff = { outcome: 'unknown', reason: 'the server stopped' } as const;
    await ctx.db.asSystem((tx) => settlePlacement(ctx, tx, attempt, cutOff));
  }
  if (orphans.length > 0) {
    ctx.log.warn({ orphans: orphans.length }, 'attempts were cut off by a stop; looking for their calls');
  }
  const lookedBefore = new Date(now.getTime() - Math.min(lookAgainMs, reconcileAfterMs / 2));
  const unknown = await ctx.db.asSystem((tx) => takeUnknownAttempts(tx, lookedBefore, now, attemptsPerSweep));
  await sideBySide(Map.groupBy(unknown, ({ tenantId }) => tenantId).values(), workspacesAtOnce, async (attempts) => {
    for (const attempt of attempts) {
      await lookFor(ctx, attempt).catch((error: unknown) =>
        ctx.log.warn({ err: error, attempt: attempt.id }, 'the carrier did not answer'),
      );
    }
  });
}

/** Reports that were kept while their call became known in another transaction, which did not see them. */
async function bindKept(ctx: Context): Promise<void> {
  await againWhenOvertaken(() =>
    ctx.db.asSystem(async (tx) => {
      const kept = await takeKeptOfKnownCalls(tx, keptPerSweep);
      const receivedAt = ctx.clock.now();
      if (kept.length > 0)
        await takeReports(
          ctx,
          tx,
          kept.map((each) => keptReport(each, receivedAt)),
        );
    }),
  );
}

async function lookFor(ctx: Context, attempt: AttemptRow): Promise<void> {
  const { tenantId } = attempt;
  const { call, connection } = await ctx.db.asTenant(tenantId, async (tx) => ({
    call: found(await callById(tx, tenantId, attempt.callId)),
    connection: await connectionById(ctx, tx, tenantId, attempt.connectionId),
  }));
  if (!connection) return;
  // Without a filter on the start time: it is empty until the call is dialed, and counts in days. The list comes before
  // the look at our own: an attempt that is made meanwhile is then a rival of whatever the list shows.
  const listed = await connection.carrier.findCalls({ to: call.to, from: call.from });
  const { rivals, candidates } = await ctx.db.asTenant(tenantId, async (tx) => ({
    rivals: await rivalsOf(tx, attempt),
    candidates: await unboundOf(ctx, tx, attempt, listed),
  }));
  if (mustWait(ctx, attempt, rivals)) return;
  const [first, ...twins] = candidates;
  if (!first) return noteAbsence(ctx, attempt);
  await ctx.db.asSystem((tx) => noteStep(ctx, tx, attempt, 'found', { sid: first.sid, status: first.status }));
  await takeLookUp(ctx, connection, { tenantId, wantsRecording: call.wantsRecording, attemptId: attempt.id }, first);
  for (const twin of rivals.length === 0 ? twins : []) {
    await ctx.db.asSystem((tx) => noteStray(ctx, tx, call, twin.sid));
  }
}

// The carrier does not tell which call belongs to which attempt, and a wrong guess hangs up on somebody. With rivals
// only their own callbacks may bind them until the horizon; what is still unbound then is settled oldest first.
function mustWait(ctx: Context, attempt: AttemptRow, rivals: readonly AttemptRow[]): boolean {
  if (rivals.length === 0) return false;
  const isYoung = ctx.clock.nowMs() - attempt.createdAt.getTime() < ctx.config.carrier.reconcileAfterMs;
  return isYoung || rivals.some((rival) => rival.state === 'intended' || rival.id < attempt.id);
}

/** Of the carrier's calls those that may be the attempt's: made while it was being made, and of no other call of ours. */
async function unboundOf(
  ctx: Context,
  tx: Tx,
  attempt: AttemptRow,
  calls: readonly CarrierCall[],
): Promise<CarrierCall[]> {
  const { timeoutMs, reconcileAfterMs } = ctx.config.carrier;
  const intendedMs = attempt.createdAt.getTime();
  const unbound: CarrierCall[] = [];
  for (const call of calls) {
    const afterMs = call.createdAt.getTime() - intendedMs;
    if (afterMs < -skewMs || afterMs > timeoutMs + reconcileAfterMs + skewMs) continue;
    if (!(await sidIsBound(tx, attempt.tenantId, call.sid))) unbound.push(call);
  }
  return unbound.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

// A late acceptance looks like none: only after the horizon, and only when missed twice, there is no call.
async function noteAbsence(ctx: Context, attempt: AttemptRow): Promise<void> {
  const ageMs = ctx.clock.nowMs() - attempt.createdAt.getTime();
  await ctx.db.asSystem(async (tx) => {
    await callById(tx, attempt.tenantId, attempt.callId, 'lock');
    await noteStep(ctx, tx, attempt, 'looked', {});
    if (ageMs < ctx.config.carrier.reconcileAfterMs) return;
    if ((await countNotFound(tx, attempt)) >= 2) await settlePlacement(ctx, tx, attempt, { outcome: 'not-placed' });
  });
}

async function noteStep(
  ctx: Context,
  tx: Tx,
  { tenantId, callId }: AttemptRow,
  kind: string,
  details: object,
): Promise<void> {
  const id = ctx.ids.next('event');
  await insertEvent(tx, { tenantId, callId, key: `${kind} ${id}`, id, kind, at: ctx.clock.now(), details });
}
