import type { Id } from '@offhook/kit';
import { messagesOn, type Recording } from '#features/recordings';
import { settingOf } from '#features/settings';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { messagesOfCalls } from '../store/messages.ts';
import { deleteAfter, sightOf } from '../voicemail.ts';

/** Who wants to hear: somebody, or pages of the workspace, of which nobody knows who sits before them. */
export type Listener = Actor | 'anybody';

/** What the messages on a recording mean for it. */
export interface MessageHold {
  /** Not for this listener, or deleted with its message. */
  isWithheld: boolean;
  /** When the first of its messages goes for good, and with it the recording; null: when somebody deletes it. */
  deleteAfter: Date | null;
}

/**
 * Of recordings of one workspace those with messages of callers on them: they are for whoever sees all of these
 * messages, until one is deleted.
 */
export async function messageHolds(
  tx: Tx,
  listener: Listener,
  recordings: readonly Recording[],
): Promise<Map<Id<'recording'>, MessageHold>> {
  const callIds = [...new Set(recordings.map(({ callId }) => callId))];
  const messages = await messagesOfCalls(tx, callIds, listener === 'anybody' ? 'shared' : sightOf(listener));
  if (messages.length === 0) return new Map();
  const retentionDays = await settingOf(tx, 'voicemail_retention_days');
  return new Map(
    recordings.flatMap((recording) => {
      const on = messagesOn(recording, messages);
      if (on.length === 0) return [];
      const ends = on.flatMap((message) => deleteAfter(message, retentionDays)?.getTime() ?? []);
      const hold = {
        isWithheld: on.some(({ isSeen, deletedAt }) => !isSeen || deletedAt !== null),
        deleteAfter: ends.length === 0 ? null : new Date(Math.min(...ends)),
      };
      return [[recording.id, hold] as const];
    }),
  );
}
