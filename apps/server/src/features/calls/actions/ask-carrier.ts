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
  const known = await connection.carrier.lookUp(call.sid);
  if (known) await takeLookUp(ctx, connection, { tenantId: call.tenantId, wantsRecording: call.wantsRecording }, known);
}

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
  if (!isFinal(status)) return [{ kind: 'progress', status, at: startedAt ?? now, answeredBy }];
  return [{ kind: 'progress', status, at: endedAt ?? now, durationSeconds, answeredBy }];
}

function recordingEvent(recording: CarrierRecording, at: Date): CarrierEvent {
  return { kind: 'recording', at, recording };
}
