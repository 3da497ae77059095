import { connectionById } from '#features/workspaces';
import type { CarrierCall } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import type { AttemptRow } from '../store/attempts.ts';
import { callById, insertEvent } from '../store/calls.ts';
import { boundAmong, countNotFound, noteLook, orphanedIntents, rivalsOf, takeUnknownAttempts } from '../store/due.ts';
import { forgetUnbound, knownCallsWithKept } from '../store/ingest.ts';
import { takeLookUp } from './ask-carrier.ts';
import { byWorkspace } from './by-workspace.ts';
import { takeKeptReports } from './kept-reports.ts';
import { settlePlacement } from './settle-placement.ts';
import { againWhenOvertaken } from './take-reports.ts';

const attemptsAtOnce = 50;
/** So long one sweep goes on with what is left. */
const longestSweepMs = 20_000;
const callsPerSweep = 200;
/** The carrier's clock and ours may differ by this much. */
const skewMs = 10_000;
const lookAgainMs = 10_000;
const dayMs = 86_400_000;

/** Settles attempts of unknown fate: finds their call at the carrier, or is sure at last that there is none. */
export async function reconcile(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  await bindKept(ctx, now);
  await settleOrphans(ctx, now);
  const lookedBefore = new Date(now.getTime() - Math.min(lookAgainMs, ctx.config.carrier.reconcileAfterMs / 2));
  await whileFull(ctx, now, async () => {
    const unknown = await ctx.db.asSystem((tx) => takeUnknownAttempts(tx, lookedBefore, now, attemptsAtOnce));
    await byWorkspace(
      unknown,
      (attempt) => lookFor(ctx, attempt),
      (error, { id }) => ctx.log.warn({ err: error, attempt: id }, 'the carrier did not answer'),
    );
    return unknown.length;
  });
}

/** None comes twice within a sweep, so that it ends also where nothing can be settled. */
async function whileFull(ctx: Context, since: Date, doSome: () => Promise<number>): Promise<void> {
  let done: number;
  do done = await doSome();
  while (done === attemptsAtOnce && ctx.clock.nowMs() - since.getTime() < longestSweepMs);
}

/** Reports that were kept while their call became known in another transaction, which did not see them. */
async function bindKept(ctx: Context, now: Date): Promise<void> {
  const known = await ctx.db.asSystem(async (tx) => {
    await forgetUnbound(tx, new Date(now.getTime() - dayMs));
    return knownCallsWithKept(tx, callsPerSweep);
  });
  await byWorkspace(
    known,
    async (call) => {
      await againWhenOvertaken(() => ctx.db.asSystem((tx) => takeKeptReports(ctx, tx, call)));
    },
    (error, { sid }) => ctx.log.error({ err: error, sid }, 'a report that was kept could not be taken'),
  );
}

/** Attempts that a stop cut off before they were settled: whether there is a call is unknown. */
async function settleOrphans(ctx: Context, now: Date): Promise<void> {
  const before = new Date(now.getTime() - ctx.config.carrier.timeoutMs - 5000);
  await whileFull(ctx, now, () => settleSomeOrphans(ctx, before, now));
}

async function settleSomeOrphans(ctx: Context, before: Date, now: Date): Promise<number> {
  const orphans = await ctx.db.asSystem((tx) => orphanedIntents(tx, before, now, attemptsAtOnce));
  if (orphans.length === 0) return 0;
  ctx.log.warn({ orphans: orphans.length }, 'attempts were cut off by a stop; looking for their calls');
  const cutOff = { outcome: 'unknown', reason: 'the server stopped' } as const;
  // One transaction each, the call locked before its attempt, as the ingest does: else they wait for each other.
  await byWorkspace(
    orphans,
    (attempt) =>
      againWhenOvertaken(() => ctx.db.asSystem((tx) => settlePlacement(ctx, tx, attempt, cutOff))).then(
        () => undefined,
        async (error: unknown) => {
          // Its turn is over: those behind it have theirs.
          await ctx.db.asSystem((tx) => noteLook(tx, attempt, now));
          throw error;
        },
      ),
    (error, { id }) => ctx.log.error({ err: error, attempt: id }, 'an attempt that was cut off could not be settled'),
  );
  return orphans.length;
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
  // As the system: workspaces may share the account, and the other one's call must not be taken for ours.
  const { rivals, candidates } = await ctx.db.asSystem(async (tx) => ({
    rivals: await rivalsOf(tx, attempt),
    candidates: await unboundOf(ctx, tx, attempt, { accountSid: connection.accountSid, listed }),
  }));
  if (mustWait(ctx, attempt, rivals)) return;
  // Another one beside it may be a second call for the attempt, or somebody else's on this account: only its own
  // requests, which carry our MAC, prove it ours, and it is hung up then.
  const [first] = candidates;
  if (!first) return noteAbsence(ctx, attempt);
  const { sid, status } = first;
  // Who dies before the next line finds it again: it was found once.
  await ctx.db.asSystem((tx) => noteStep(ctx, tx, attempt, 'found', { sid, status }, `found ${sid}`));
  await takeLookUp(ctx, connection, { tenantId, wantsRecording: call.wantsRecording, attemptId: attempt.id }, first);
}

// It may have waited long for its turn.
const askedMs = ({ askedAt, createdAt }: AttemptRow) => (askedAt ?? createdAt).getTime();

// The carrier does not tell which call belongs to which attempt, and a wrong guess hangs up on somebody. With rivals
// only their own callbacks may bind them until the horizon; what is still unbound then is settled oldest first.
function mustWait(ctx: Context, attempt: AttemptRow, rivals: readonly AttemptRow[]): boolean {
  if (rivals.length === 0) return false;
  const isYoung = ctx.clock.nowMs() - askedMs(attempt) < ctx.config.carrier.reconcileAfterMs;
  return isYoung || rivals.some((rival) => rival.state === 'intended' || rival.id < attempt.id);
}

/** Of the carrier's calls those that may be the attempt's: made while it was being made, and of no other call of ours. */
async function unboundOf(
  ctx: Context,
  tx: Tx,
  attempt: AttemptRow,
  { accountSid, listed }: { accountSid: string; listed: readonly CarrierCall[] },
): Promise<CarrierCall[]> {
  const { timeoutMs, reconcileAfterMs } = ctx.config.carrier;
  const asked = askedMs(attempt);
  const near = listed.filter(({ createdAt }) => {
    const afterMs = createdAt.getTime() - asked;
    return afterMs >= -skewMs && afterMs <= timeoutMs + reconcileAfterMs + skewMs;
  });
  const sids = near.map(({ sid }) => sid);
  const bound = await boundAmong(tx, { accountSid, sids });
  return near
    .filter(({ sid }) => !bound.has(sid))
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

// A late acceptance looks like none: only after the horizon, and only when missed twice, there is no call.
async function noteAbsence(ctx: Context, attempt: AttemptRow): Promise<void> {
  const ageMs = ctx.clock.nowMs() - askedMs(attempt);
  await againWhenOvertaken(() =>
    ctx.db.asSystem(async (tx) => {
      await callById(tx, attempt.tenantId, attempt.callId, 'lock');
      await noteStep(ctx, tx, attempt, 'looked', {});
      if (ageMs < ctx.config.carrier.reconcileAfterMs) return;
      if ((await countNotFound(tx, attempt)) >= 2) await settlePlacement(ctx, tx, attempt, { outcome: 'not-placed' });
    }),
  );
}

async function noteStep(
  ctx: Context,
  tx: Tx,
  { tenantId, callId }: AttemptRow,
  kind: string,
  details: object,
  key?: string,
): Promise<void> {
  const id = ctx.ids.next('event');
  await insertEvent(tx, { tenantId, callId, key: key ?? `${kind} ${id}`, id, kind, at: ctx.clock.now(), details });
}
