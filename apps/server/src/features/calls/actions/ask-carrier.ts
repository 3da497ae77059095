import { isFinal } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { type Connection, connectionById, connectionFor } from '#features/workspaces';
import type { CarrierCall, CarrierEvent, CarrierRecording, Progress } from '#providers/carrier';
import { sideBySide } from '#runtime/side-by-side';
import type { Context } from '../../../context.ts';
import type { Leg } from '../call.ts';
import type { CallRow } from '../store/calls.ts';
import { connectionsTried, takeCallsWithOpenLegs, takeSilentCalls } from '../store/due.ts';
import { type Report, takeAnswers } from './take-reports.ts';

const callsPerSweep = 100;
/** So many workspaces are asked for at once: one whose carrier is slow does not hold up the others. */
export const workspacesAtOnce = 8;

/** Asks the carrier about live calls that went silent: their webhooks may be lost. It never ends a conversation. */
export async function askAboutSilentCalls(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const heardBefore = new Date(now.getTime() - ctx.config.carrier.sweepMs);
  const due = await ctx.db.asSystem(async (tx) => [
    ...(await takeSilentCalls(tx, heardBefore, now, callsPerSweep)),
    ...(await takeCallsWithOpenLegs(tx, heardBefore, now, callsPerSweep)),
  ]);
  await sideBySide(Map.groupBy(due, (call) => call.tenantId).values(), workspacesAtOnce, async (calls) => {
    for (const call of calls) {
      await askAbout(ctx, call).catch((error: unknown) =>
        ctx.log.warn({ err: error, call: call.id }, 'the carrier did not answer'),
      );
    }
  });
}

/** Takes in what the carrier says now about one call, and about the legs of it that are open for all we know. */
export async function askAbout(ctx: Context, call: CallRow): Promise<void> {
  const connection = await connectionOf(ctx, call);
  if (!connection || !call.sid) return;
  const { tenantId, wantsRecording, sid } = call;
  const known = await connection.carrier.lookUp(sid);
  if (known) await takeLookUp(ctx, connection, { tenantId, wantsRecording }, known);
  else await takeForgotten(ctx, call, [{ kind: 'progress', ...over(ctx.clock.now()) }]);
  const open = call.legs.filter(({ status }) => !isFinal(status));
  for (const leg of open) await askAboutLeg(ctx, connection, call, leg);
}

/** Through which account the call was placed, whichever the workspace uses now. */
async function connectionOf(ctx: Context, { tenantId, id }: CallRow): Promise<Connection | undefined> {
  return ctx.db.asTenant(tenantId, async (tx) => {
    const [tried] = await connectionsTried(tx, tenantId, id);
    return tried ? connectionById(ctx, tx, tenantId, tried) : connectionFor(ctx, tx, tenantId);
  });
}

async function askAboutLeg(ctx: Context, connection: Connection, call: CallRow, leg: Leg): Promise<void> {
  const known = await connection.carrier.lookUp(leg.sid);
  const now = ctx.clock.now();
  const named = { sid: leg.sid, parentSid: leg.parentSid, to: leg.to, from: leg.from };
  const event = (progress: Progress): CarrierEvent => ({ kind: 'leg', at: progress.at, leg: named, progress });
  if (!known) return takeForgotten(ctx, call, [event({ kind: 'progress', ...over(now) })]);
  await takeAnswers(
    ctx,
    progressOf(known, now).map((progress) => reportOf(call, event(progress), now)),
  );
}

// A carrier may take a while to show a new call; one that it does not know after that is over.
async function takeForgotten(ctx: Context, call: CallRow, events: readonly CarrierEvent[]): Promise<void> {
  const now = ctx.clock.now();
  if (now.getTime() - call.createdAt.getTime() < ctx.config.carrier.reconcileAfterMs) return;
  await takeAnswers(
    ctx,
    events.map((event) => reportOf(call, event, now)),
  );
}

const over = (at: Date) => ({ status: 'failed' as const, at, error: forgotten });

function reportOf(call: Pick<CallRow, 'tenantId' | 'sid'>, event: CarrierEvent, receivedAt: Date): Report {
  return { tenantId: call.tenantId, attemptId: undefined, sid: call.sid ?? '', event, receivedAt, source: 'asked' };
}

const forgotten = { code: '20404', message: 'The carrier no longer knows this call.' };

export async function takeLookUp(
  ctx: Context,
  connection: Connection,
  call: { tenantId: Id<'workspace'>; wantsRecording: boolean; attemptId?: Id<'attempt'> },
  known: CarrierCall,
): Promise<void> {
  const ended = isFinal(known.status);
  const recordings = call.wantsRecording && ended ? await connection.carrier.recordingsOf(known.sid) : [];
  const now = ctx.clock.now();
  const report = (event: CarrierEvent): Report => ({
    tenantId: call.tenantId,
    attemptId: call.attemptId,
    sid: known.sid,
    event,
    receivedAt: now,
    source: 'asked',
  });
  const events = [...progressOf(known, now), ...recordings.map((recording) => recordingEvent(recording, now))];
  await takeAnswers(ctx, events.map(report));
}

/** The reports that the carrier would have sent us on the way to where the call is now. */
function progressOf(known: CarrierCall, now: Date): Progress[] {
  const { status, startedAt, endedAt, durationSeconds, answeredBy } = known;
  // The carrier tells when it began to dial; when somebody answered follows from the end and the duration.
  if (status === 'in-progress') return [{ kind: 'progress', status, at: now, answeredBy }];
  if (!isFinal(status)) return [{ kind: 'progress', status, at: startedAt ?? now, answeredBy }];
  return [{ kind: 'progress', status, at: endedAt ?? now, durationSeconds, answeredBy }];
}

function recordingEvent(recording: CarrierRecording, at: Date): CarrierEvent {
  return { kind: 'recording', at, recording };
}
