import { isFinal } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { type Connection, connectionOfCall } from '#features/workspaces';
import type { CarrierCall, CarrierEvent, CarrierRecording, Progress } from '#providers/carrier';
import type { Context } from '../../../context.ts';
import type { Leg } from '../call.ts';
import type { CallRow } from '../store/calls.ts';
import { forgetMiss, noteMiss, takeCallsWithOpenLegs, takeSilentCalls } from '../store/due.ts';
import { byWorkspace } from './by-workspace.ts';
import { type Report, takeAnswers } from './take-reports.ts';

const callsPerSweep = 100;
/** Asked sooner, a carrier that slipped once may be slipping still. */
const missesApartMs = 10_000;

/** Asks the carrier about live calls that went silent: their webhooks may be lost. It never ends a conversation. */
export async function askAboutSilentCalls(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const heardBefore = new Date(now.getTime() - ctx.config.carrier.sweepMs);
  const due = await ctx.db.asSystem(async (tx) => [
    ...(await takeSilentCalls(tx, heardBefore, now, callsPerSweep)),
    ...(await takeCallsWithOpenLegs(tx, heardBefore, now, callsPerSweep)),
  ]);
  await byWorkspace(
    due,
    (call) => askAbout(ctx, call),
    (error, { id }) => ctx.log.warn({ err: error, call: id }, 'the carrier did not answer'),
  );
}

/** Takes in what the carrier says now about one call, and about the legs of it that are open for all we know. */
export async function askAbout(ctx: Context, call: CallRow): Promise<void> {
  const { tenantId, wantsRecording, sid } = call;
  const connection = await ctx.db.asTenant(tenantId, (tx) => connectionOfCall(ctx, tx, call));
  if (!connection || !sid) return;
  const known = await connection.carrier.lookUp(sid);
  if (!known) await takeMiss(ctx, call, sid, { kind: 'progress', ...over(ctx.clock.now()) });
  else {
    await ctx.db.asTenant(tenantId, (tx) => forgetMiss(tx, call, sid));
    await takeLookUp(ctx, connection, { tenantId, wantsRecording }, known);
  }
  const open = call.legs.filter(({ status }) => !isFinal(status));
  for (const leg of open) await askAboutLeg(ctx, connection, call, leg);
}

async function askAboutLeg(ctx: Context, connection: Connection, call: CallRow, leg: Leg): Promise<void> {
  const known = await connection.carrier.lookUp(leg.sid);
  const now = ctx.clock.now();
  const named = { sid: leg.sid, parentSid: leg.parentSid, to: leg.to, from: leg.from };
  const event = (progress: Progress): CarrierEvent => ({ kind: 'leg', at: progress.at, leg: named, progress });
  if (!known) return takeMiss(ctx, call, leg.sid, event({ kind: 'progress', ...over(now) }));
  await ctx.db.asTenant(call.tenantId, (tx) => forgetMiss(tx, call, leg.sid));
  await takeAnswers(
    ctx,
    progressOf(known, now).map((progress) => reportOf(call, event(progress), now)),
  );
}

// A carrier may take a while to show a new call, and may slip once. One that it does not know twice after that is over:
// `over` then says so.
async function takeMiss(ctx: Context, call: CallRow, sid: string, over: CarrierEvent): Promise<void> {
  const now = ctx.clock.now();
  if (now.getTime() - call.createdAt.getTime() < ctx.config.carrier.reconcileAfterMs) return;
  const { tenantId, id: callId } = call;
  const first = await ctx.db.asTenant(tenantId, (tx) =>
    noteMiss(tx, { tenantId, callId, id: ctx.ids.next('event'), sid, at: now }),
  );
  if (now.getTime() - first.getTime() < missesApartMs) return;
  await takeAnswers(ctx, [reportOf(call, over, now)]);
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
