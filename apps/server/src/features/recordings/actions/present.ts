import type { CallRecording } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { settingOf } from '#features/settings';
import type { Tx } from '#runtime/database/database';
import { presentRecording } from '../recording.ts';
import { recordingsOfCalls } from '../store.ts';

/** The recordings of some calls as the API shows them, by call, oldest first; `partiesOf` names who is on each channel. */
export async function recordingViews(
  tx: Tx,
  callIds: Id<'call'>[],
  partiesOf: (callId: Id<'call'>) => readonly [string, string],
): Promise<Map<Id<'call'>, CallRecording[]>> {
  const recordings = await recordingsOfCalls(tx, callIds);
  if (recordings.length === 0) return new Map();
  const retentionDays = await settingOf(tx, 'recording_retention_days');
  const byCall = Map.groupBy(recordings, (recording) => recording.callId);
  return new Map(
    [...byCall].map(([callId, of]) => [
      callId,
      of.map((recording) => presentRecording(recording, { parties: partiesOf(callId), retentionDays })),
    ]),
  );
}
