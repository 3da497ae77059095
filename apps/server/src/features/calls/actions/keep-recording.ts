import { type Call, type CallRecording, isFinal } from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { deleteRecordings, fetchAgain, recordingsOfCalls, setPaused, setWords } from '#features/recordings';
import { connectionOfCall } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import { missingCredentials } from '#runtime/config';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { callById, insertEvent } from '../store/calls.ts';
import { recordingOf } from './hear.ts';
import { presentOne, presentRecordings } from './present.ts';

/** Pauses or goes on with the recording of a live call. */
export async function steerRecording(
  ctx: Context,
  actor: Actor,
  callId: string,
  verb: 'pause' | 'resume',
): Promise<Call> {
  const id = found(parseId('call', callId));
  const { tenantId } = actor;
  const { sid, recording, connection } = await ctx.db.asTenant(tenantId, async (tx) => {
    const call = found(await callById(tx, tenantId, id));
    if (isFinal(call.status)) throw new Refusal('calls.over');
    const recording = (await recordingsOfCalls(tx, [id])).find(({ status }) => status === 'in-progress');
    return { sid: call.sid, recording, connection: await connectionOfCall(ctx, tx, { tenantId, id }) };
  });
  if (!connection) {
    throw new Refusal('calls.no_carrier', { missing: missingCredentials(ctx.config.carrier).join(', ') });
  }
  if (!sid || !recording || !(await connection.carrier.steerRecording(sid, recording.sid, verb))) {
    throw new Refusal('calls.not_recorded');
  }
  return ctx.db.asTenant(tenantId, async (tx) => {
    const call = found(await callById(tx, tenantId, id));
    await setPaused(tx, recording.id, verb === 'pause');
    const at = ctx.clock.now();
    const kind = verb === 'pause' ? 'recording-paused' : 'recording-resumed';
    const details = { by: actor.name };
    await insertEvent(tx, {
      tenantId,
      callId: id,
      key: `${kind}:${at.getTime()}`,
      id: ctx.ids.next('event'),
      kind,
      at,
      details,
    });
    await ctx.outbox.publish(tx, tenantId, { type: 'call.changed', call_id: id });
    return presentOne(tx, actor, call);
  });
}

type Words = { name?: string | null | undefined; description?: string | null | undefined };

export async function nameRecording(
  ctx: Context,
  actor: Actor,
  which: { callId: string; recordingId: string | undefined },
  words: Words,
): Promise<CallRecording> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { call, recording } = await recordingOf(tx, actor, which.callId, which.recordingId);
    await setWords(tx, recording.id, words);
    await ctx.outbox.publish(tx, actor.tenantId, { type: 'call.changed', call_id: call.id });
    const { views } = await presentRecordings(tx, actor, [call]);
    return found(views.get(call.id)?.find(({ id }) => id === formatId('recording', recording.id)));
  });
}

/** Has a recording fetched again that was given up. */
export async function retryRecording(
  ctx: Context,
  actor: Actor,
  which: { callId: string; recordingId: string | undefined },
): Promise<Call> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { call, recording } = await recordingOf(tx, actor, which.callId, which.recordingId, 'lock');
    if (await fetchAgain(ctx, tx, recording)) {
      await ctx.outbox.publish(tx, actor.tenantId, { type: 'call.changed', call_id: call.id });
    }
    return presentOne(tx, actor, call);
  });
}

export async function removeRecording(
  ctx: Context,
  actor: Actor,
  which: { callId: string; recordingId: string | undefined },
): Promise<void> {
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { call, recording } = await recordingOf(tx, actor, which.callId, which.recordingId, 'lock');
    // It would go on being made, and nobody would see it.
    if (recording.status === 'in-progress' && !isFinal(call.status)) throw new Refusal('calls.still_live');
    await deleteRecordings(ctx, tx, [recording]);
    await note(ctx, tx, actor, 'recordings.deleted', formatId('call', call.id), { sid: recording.sid });
    await ctx.outbox.publish(tx, actor.tenantId, { type: 'call.changed', call_id: call.id });
  });
}
