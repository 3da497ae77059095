import { type Id, parseId } from '@offhook/kit';
import { type ReadyRecording, type Recording, recordingsOfCalls } from '#features/recordings';
import { type Listener, messageHolds } from '#features/voicemail';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type CallRow, callById } from '../store/calls.ts';

/**
 * The recordings of some calls, oldest first, with the end of the message on each; what is not for this listener is as
 * missing.
 */
export async function recordingsFor(tx: Tx, listener: Listener, callIds: Id<'call'>[]) {
  const all = await recordingsOfCalls(tx, callIds);
  const holds = await messageHolds(tx, listener, all);
  const isWithheld = ({ id }: Recording) => holds.get(id)?.isWithheld ?? false;
  return {
    recordings: all.filter((recording) => !isWithheld(recording)),
    withheldSids: all.filter(isWithheld).map(({ sid }) => sid),
    endsWithMessage: (id: Id<'recording'>) => holds.get(id)?.deleteAfter,
  };
}

/** A recording of a call: the one that is named, else the first. Who is going to change it locks the call. */
export async function recordingOf(
  tx: Tx,
  actor: Actor,
  callId: string,
  recordingId: string | undefined,
  lock?: 'lock',
): Promise<{ call: CallRow; recording: Recording }> {
  const call = found(await callById(tx, actor.tenantId, found(parseId('call', callId)), lock));
  const { recordings } = await recordingsFor(tx, actor, [call.id]);
  if (recordingId === undefined) {
    const [recording] = recordings;
    if (!recording) throw new Refusal('calls.no_recording');
    return { call, recording };
  }
  const wanted = parseId('recording', recordingId);
  return { call, recording: found(recordings.find(({ id }) => id === wanted)) };
}

/** A recording that can be heard; who hears it is noted by the routes that serve it. */
export async function readyRecording(
  ctx: Context,
  actor: Actor,
  callId: string,
  recordingId: string | undefined,
): Promise<ReadyRecording> {
  const { recording } = await ctx.db.asTenant(actor.tenantId, (tx) => recordingOf(tx, actor, callId, recordingId));
  const { status, storageKey, bytes, failure } = recording;
  if (status === 'absent') throw new Refusal('calls.no_recording');
  if (status === 'failed') throw new Refusal('calls.recording_failed', { reason: failure ?? 'no reason is known.' });
  if (status !== 'ready' || !storageKey || bytes === null) throw new Refusal('calls.recording_not_ready', { status });
  return { ...recording, storageKey, bytes };
}
