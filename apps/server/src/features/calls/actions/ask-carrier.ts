import { isFinal } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { type Connection, connectionFor } from '#features/workspaces';
import type { CarrierCall, CarrierEvent, CarrierRecording } from '#providers/carrier';
import type { Context } from '../../../context.ts';
import type { CallRow } from '../store/calls.ts';
import { takeSilentCalls } from '../store/due.ts';
import { type Report, takeReports } from './take-reports.ts';

const callsPerSweep = 50;

/** Asks the carrier about live calls that went silent: their webhooks may be lost. It never ends a conversation. */
export async function askAboutSilentCalls(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const heardBefore = new Date(now.getTime() - ctx.config.carrier.sweepMs);
  const silent = await ctx.db.asSystem((tx) => takeSilentCalls(tx, heardBefore, now, callsPerSweep));
  for (const call of silent) {
    await askAbout(ctx, call).catch((error: unknown) =>
      ctx.log.warn({ err: error, call: call.id }, 'the carrier did not answer'),
    );
  }
}

/** Takes in what the carrier says about one call now. */
export async function askAbout(ctx: Context, call: CallRow): Promise<void> {
  const connection = await ctx.db.asTenant(call.tenantId, (tx) => connectionFor(ctx, tx, call.tenantId));
  if (!connection || !call.sid) return;
  const { tenantId, wantsRecording, sid } = call;
  const known = await connection.carrier.lookUp(sid);
  if (known) return takeLookUp(ctx, connection, { tenantId, wantsRecording }, known);
  const receivedAt = ctx.clock.now();
  // A carrier may take a while to show a new call; one that it does not know after that is over.
  if (receivedAt.getTime() - call.createdAt.getTime() < ctx.config.carrier.reconcileAfterMs) return;
  const event: CarrierEvent = { kind: 'progress', status: 'failed', at: receivedAt, error: forgotten };
  const report: Report = { tenantId, attemptId: undefined, sid, event, receivedAt, source: 'asked' };
  await ctx.db.asSystem((tx) => takeReports(ctx, tx, [report]));
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
  await ctx.db.asSystem((tx) => takeReports(ctx, tx, events.map(report)));
}

/** The reports that the carrier would have sent us on the way to where the call is now. */
function progressOf(known: CarrierCall, now: Date): CarrierEvent[] {
  const { status, startedAt, endedAt, durationSeconds, answeredBy } = known;
  // The carrier tells when it began to dial; when somebody answered follows from the end and the duration.
  if (status === 'in-progress') return [{ kind: 'progress', status, at: now, answeredBy }];
  if (!isFinal(status)) return [{ kind: 'progress', status, at: startedAt ?? now, answeredBy }];
  return [{ kind: 'progress', status, at: endedAt ?? now, durationSeconds, answeredBy }];
}

function recordingEvent(recording: CarrierRecording, at: Date): CarrierEvent {
  return { kind: 'recording', at, recording };
}
