import { roleIsAtLeast, type Scope, type VoicemailMessage } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { Actor } from '#runtime/actor';

/** Whose boxes somebody sees: all, those of no other person, those of no person, none. */
export type Sight = 'all' | { personId: Id<'person'> } | 'shared' | 'none';

const voicemailScopes: readonly Scope[] = ['voicemail.read', 'voicemail.write'];

/** A box of a person is for that person and for managers; a key sees what its scope opens. */
export function sightOf(actor: Actor): Sight {
  // It may have come for calls.
  if (actor.kind === 'key' && !actor.scopes.some((scope) => voicemailScopes.includes(scope))) return 'none';
  if (actor.kind !== 'person' || roleIsAtLeast(actor.role, 'manager')) return 'all';
  return { personId: actor.personId };
}

export interface BoxOwner {
  ownerKind: 'person' | 'number' | 'group' | 'shared';
  ownerId: string | null;
}

/** What callers of the workspace hear is for managers to say; a box of their own is everybody's. */
export function mayChangeBox(actor: Actor, box: BoxOwner): boolean {
  if (actor.kind !== 'person') return true;
  if (roleIsAtLeast(actor.role, 'manager')) return true;
  return roleIsAtLeast(actor.role, 'agent') && isOwn(actor, box);
}

export function isOwn(actor: Actor, { ownerKind, ownerId }: BoxOwner): boolean {
  return actor.kind === 'person' && ownerKind === 'person' && ownerId === actor.personId;
}

/** `{name}` of S2's default_voicemail_greeting. */
export function fallbackGreeting(setting: string, boxName: string): string {
  return setting.replaceAll('{name}', () => boxName);
}

/** What is known of the recording of a message. */
export interface MessageAudio {
  status: 'in-progress' | 'fetching' | 'ready' | 'absent' | 'failed';
  failure: string | null;
}

type AudioState = Pick<VoicemailMessage, 'audio_status' | 'audio_note'>;

/** Whether a message can be heard. `isGone`: its recording was deleted while the call was kept. */
export function audioState(recording: MessageAudio | undefined, isGone: boolean): AudioState {
  if (isGone) return { audio_status: 'gone', audio_note: 'Its recording was deleted.' };
  const status = recording?.status;
  if (status === 'ready') return { audio_status: 'ready', audio_note: null };
  if (status === 'absent') return { audio_status: 'failed', audio_note: 'The carrier recorded nothing.' };
  if (status === 'failed') {
    const reason = recording?.failure ?? 'No reason is known.';
    return { audio_status: 'failed', audio_note: `The recording could not be fetched: ${reason}` };
  }
  return { audio_status: 'arriving', audio_note: 'The recording is on its way from the carrier.' };
}

type Transcription = Pick<VoicemailMessage, 'transcription_status' | 'transcription_note'>;

/** There is no transcription service yet that a message could go to. */
export function transcriptionState(wanted: boolean): Transcription {
  return wanted
    ? { transcription_status: 'no_service', transcription_note: 'No transcription service is set up.' }
    : { transcription_status: 'off', transcription_note: 'Messages are not transcribed, by the settings.' };
}

const dayMs = 86_400_000;
/** So long a deleted message can be restored. */
export const restorableDays = 30;

export function deleteAfter(message: { createdAt: Date; deletedAt: Date | null }, retentionDays: number): Date | null {
  const byAge = retentionDays === 0 ? [] : [message.createdAt.getTime() + retentionDays * dayMs];
  const byDeletion = message.deletedAt === null ? [] : [message.deletedAt.getTime() + restorableDays * dayMs];
  const ends = [...byAge, ...byDeletion];
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}

export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);
