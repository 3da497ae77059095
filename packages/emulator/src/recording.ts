import { assertNever } from '@offhook/kit';
import type { RecordingPlan } from './call.ts';

export type RecordingSource = 'DialVerb' | 'OutboundAPI' | 'RecordVerb' | 'StartCallRecordingAPI' | 'Conference';

export interface Recording {
  sid: string;
  accountSid: string;
  /** Of a conference the call that opened it. */
  callSid: string;
  conferenceSid?: string;
  source: RecordingSource;
  plan: RecordingPlan;
  status: 'in-progress' | 'paused' | 'completed' | 'absent';
  startedAtMs: number;
  updatedAtMs: number;
  durationSeconds?: number;
  isTold: boolean;
  isDeleted: boolean;
}

export type RecordingEvent =
  | {
      type: 'started';
      accountSid: string;
      callSid: string;
      conferenceSid?: string;
      source: RecordingSource;
      plan: RecordingPlan;
    }
  | { type: 'paused' }
  | { type: 'resumed' }
  | { type: 'completed'; durationSeconds: number }
  | { type: 'lost' }
  | { type: 'told' }
  | { type: 'deleted' };

/** The recording after one more event. */
export function nextRecording(
  recording: Recording | undefined,
  sid: string,
  atMs: number,
  event: RecordingEvent,
): Recording {
  if (event.type === 'started') {
    const { type: _, ...asked } = event;
    const times = { startedAtMs: atMs, updatedAtMs: atMs };
    return { ...asked, sid, ...times, status: 'in-progress', isTold: false, isDeleted: false };
  }
  if (!recording) throw new Error(`The first event of a recording is 'started', not '${event.type}'`);
  const now = { ...recording, updatedAtMs: atMs };
  switch (event.type) {
    case 'paused':
      return { ...now, status: 'paused' };
    case 'resumed':
      return { ...now, status: 'in-progress' };
    case 'completed':
      return { ...now, status: 'completed', durationSeconds: event.durationSeconds };
    case 'lost':
      return { ...now, status: 'absent' };
    case 'told':
      return { ...now, isTold: true };
    case 'deleted':
      return { ...now, isDeleted: true };
    default:
      return assertNever(event);
  }
}
