import type { VoicemailGreeting, VoicemailMessage } from '@offhook/contract';
import { formatId } from '@offhook/kit';
import { contactsByIds } from '#features/contacts';
import { type MediaRow, readyMedia } from '#features/media';
import { namesOfPeople } from '#features/people';
import { type Recording, recordingsOfCalls, wasDeleted } from '#features/recordings';
import { settingOf } from '#features/settings';
import type { Tx } from '#runtime/database/database';
import { type BoxRow, boxesOf } from '../store/boxes.ts';
import type { GreetingRow } from '../store/greetings.ts';
import { type MessageRow, simulatedAmong } from '../store/messages.ts';
import { audioState, deleteAfter, transcriptionState } from '../voicemail.ts';

/** Messages of one workspace as the API shows them. */
export async function presentMessages(tx: Tx, messages: readonly MessageRow[]): Promise<VoicemailMessage[]> {
  const [first] = messages;
  if (!first) return [];
  const callIds = [...new Set(messages.map(({ callId }) => callId))];
  const recordings = new Map((await recordingsOfCalls(tx, callIds)).map((each) => [each.sid, each]));
  const boxes = new Map((await boxesOf(tx)).map((box) => [box.id, box]));
  const contacts = await contactsByIds(
    tx,
    messages.flatMap(({ contactId }) => contactId ?? []),
  );
  const people = await namesOfPeople(
    tx,
    messages.flatMap(({ assignedTo }) => assignedTo ?? []),
  );
  const simulated = await simulatedAmong(tx, callIds);
  const retentionDays = await settingOf(tx, 'voicemail_retention_days');
  const transcription = transcriptionState(await settingOf(tx, 'auto_transcribe_voicemails'));
  const shown: VoicemailMessage[] = [];
  for (const message of messages) {
    const recording = recordings.get(message.recordingSid);
    const isGone = !recording && (await wasDeleted(tx, message.tenantId, message.recordingSid));
    const audio = audioState(recording, isGone);
    const id = formatId('voicemail', message.id);
    shown.push({
      id,
      ...boxPart(boxes.get(message.boxId), message.boxId),
      call_id: formatId('call', message.callId),
      from_number: message.fromNumber,
      to_number: message.toNumber,
      contact: named('contact', message.contactId, contacts),
      duration_seconds: message.durationSeconds,
      is_read: message.isRead,
      is_archived: message.isArchived,
      is_deleted: message.deletedAt !== null,
      deleted_at: message.deletedAt?.toISOString() ?? null,
      assigned_to: named('person', message.assignedTo, people),
      recording_url: audio.audio_status === 'ready' ? `/api/voicemail/messages/${id}/audio` : null,
      recording_sid: message.recordingSid,
      ...audio,
      transcription_id: null,
      transcription: null,
      ...transcription,
      delete_after: deleteAfter(message, retentionDays)?.toISOString() ?? null,
      simulated: simulated.has(message.callId),
      created_at: message.createdAt.toISOString(),
    });
  }
  return shown;
}

function boxPart(box: BoxRow | undefined, id: string) {
  const boxId = formatId('box', id);
  return {
    box_id: boxId,
    box: { id: boxId, name: box?.name ?? '' },
    user_id: box?.ownerKind === 'person' && box.ownerId ? formatId('person', box.ownerId) : null,
  };
}

function named(kind: 'contact' | 'person', id: string | null, names: ReadonlyMap<string, string>) {
  const name = id === null ? undefined : names.get(id);
  return id === null || name === undefined ? null : { id: formatId(kind, id), name };
}

/** The recording of a message, once it has arrived. */
export async function recordingOfMessage(tx: Tx, message: MessageRow): Promise<Recording | undefined> {
  return (await recordingsOfCalls(tx, [message.callId])).find(({ sid }) => sid === message.recordingSid);
}

/** Greetings of boxes that are given, as the API shows them. */
export async function presentGreetings(
  tx: Tx,
  greetings: readonly GreetingRow[],
  boxes: readonly BoxRow[],
): Promise<VoicemailGreeting[]> {
  const media = await readyMedia(
    tx,
    greetings.flatMap(({ mediaId }) => mediaId ?? []),
  );
  const audio = new Map<string | null, MediaRow>(media.map((row) => [row.id, row]));
  return greetings.map((greeting) => {
    const box = boxes.find(({ id }) => id === greeting.boxId);
    const id = formatId('greeting', greeting.id);
    return {
      id,
      ...boxPart(box, greeting.boxId),
      phone_number_id: box?.ownerKind === 'number' && box.ownerId ? formatId('number', box.ownerId) : null,
      name: greeting.name,
      type: greeting.type,
      audio_url: greeting.mediaId ? `/api/voicemail/greetings/${id}/audio` : null,
      text_to_speech: greeting.text,
      voice: greeting.voice,
      duration_seconds: greeting.durationSeconds,
      peaks: audio.get(greeting.mediaId)?.peaks ?? null,
      schedule: greeting.schedule,
      is_active: greeting.isActive,
      is_default: greeting.isDefault,
      created_at: greeting.createdAt.toISOString(),
    };
  });
}
