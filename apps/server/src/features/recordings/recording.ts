import type { CallRecording } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';

export interface Recording {
  id: Id<'recording'>;
  tenantId: Id<'workspace'>;
  callId: Id<'call'>;
  sid: string;
  status: CallRecording['status'];
  durationSeconds: number | null;
  channels: number | null;
  bytes: number | null;
  sha256: string | null;
  storageKey: string | null;
  mp3Key: string | null;
  mp3Bytes: number | null;
  peaks: number[][] | null;
  name: string | null;
  description: string | null;
  isPaused: boolean;
  failure: string | null;
  fetchTries: number;
  createdAt: Date;
}

/** A recording that can be heard. */
export type ReadyRecording = Recording & { storageKey: string; bytes: number };

export const wavKey = ({ tenantId, id }: Pick<Recording, 'tenantId' | 'id'>): string => `${tenantId}/${id}.wav`;
export const mp3Key = ({ tenantId, id }: Pick<Recording, 'tenantId' | 'id'>): string => `${tenantId}/${id}.mp3`;

/** Wherever sound of a recording can lie: a file may be there that the row does not name (yet). */
export function audioKeys(recording: Pick<Recording, 'tenantId' | 'id' | 'storageKey' | 'mp3Key'>): string[] {
  const named = [recording.storageKey, recording.mp3Key].filter((key) => key !== null);
  return [...new Set([...named, wavKey(recording), mp3Key(recording)])];
}

/**
 * The messages on a recording. A recording of a call that is no message's own was made of the whole call, or of a part
 * that nobody knows: what callers left is on it, too.
 */
export function messagesOn<Message extends { callId: Id<'call'>; recordingSid: string }>(
  { callId, sid }: { callId: Id<'call'>; sid: string },
  messages: readonly Message[],
): Message[] {
  const ofCall = messages.filter((message) => message.callId === callId);
  const own = ofCall.filter(({ recordingSid }) => recordingSid === sid);
  return own.length > 0 ? own : ofCall;
}

const order: Record<CallRecording['status'], number> = {
  'in-progress': 0,
  fetching: 1,
  absent: 2,
  failed: 2,
  ready: 3,
};

/** Reports come late and twice: a recording only moves forward. */
export function later(one: CallRecording['status'], other: CallRecording['status']): CallRecording['status'] {
  return order[one] >= order[other] ? one : other;
}

/** What the page is told. `parties`: who is heard on each channel; Twilio's first is the leg that was called or calls. */
export function presentRecording(
  recording: Recording,
  given: { parties: readonly [string, string]; retentionDays: number; endsWithMessage?: Date | null | undefined },
): CallRecording {
  const { id, sid, status, durationSeconds, channels, bytes, callId, createdAt } = recording;
  const url = status === 'ready' ? `/api/calls/${formatId('call', callId)}/recording` : null;
  return {
    id: formatId('recording', id),
    status,
    duration_seconds: durationSeconds,
    channels,
    bytes,
    url,
    recording_sid: sid,
    name: recording.name,
    description: recording.description,
    paused: status === 'in-progress' && recording.isPaused,
    channel_names: channels === 2 ? [...given.parties] : [],
    failure: recording.failure,
    delete_after: endOf(createdAt, given)?.toISOString() ?? null,
  };
}

const dayMs = 86_400_000;

function endOf(createdAt: Date, given: { retentionDays: number; endsWithMessage?: Date | null | undefined }) {
  if (given.endsWithMessage !== undefined) return given.endsWithMessage;
  return given.retentionDays === 0 ? null : new Date(createdAt.getTime() + given.retentionDays * dayMs);
}
