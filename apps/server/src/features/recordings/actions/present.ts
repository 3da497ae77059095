import type { CallRecording } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { settingOf } from '#features/settings';
import type { Tx } from '#runtime/database/database';
import { presentRecording, type Recording } from '../recording.ts';

/** What recordings alone do not know. */
interface Around {
  /** Who is on each channel. */
  partiesOf: (callId: Id<'call'>) => readonly [string, string];
  /** Of a recording with a message on it the end of that message, null: none; undefined: there is no message on it. */
  endsWithMessage: (id: Id<'recording'>) => Date | null | undefined;
}

/** Recordings as the API shows them, by call, in the order in which they are given. */
export async function recordingViews(
  tx: Tx,
  recordings: readonly Recording[],
  { partiesOf, endsWithMessage }: Around,
): Promise<Map<Id<'call'>, CallRecording[]>> {
  if (recordings.length === 0) return new Map();
  const retentionDays = await settingOf(tx, 'recording_retention_days');
  const byCall = Map.groupBy(recordings, (recording) => recording.callId);
  return new Map(
    [...byCall].map(([callId, of]) => [
      callId,
      of.map((recording) => {
        const parties = partiesOf(callId);
        return presentRecording(recording, { parties, retentionDays, endsWithMessage: endsWithMessage(recording.id) });
      }),
    ]),
  );
}
