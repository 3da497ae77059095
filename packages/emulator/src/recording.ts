import { assertNever } from '@offhook/kit';
import type { RecordingPlan } from './call.ts';

export type RecordingSource =
  | 'DialVerb'
  | 'OutboundAPI'
  | 'RecordVerb'
  | 'StartCallRecordingAPI'
  | 'StartCallRecordingTwiML'
  | 'Conference';

export interface Recording {
  sid: string;
  accountSid: string;
  /** Of a conference the call that opened it. */
  callSid: string;
  conferenceSid?: string;
  source: RecordingSource;
  plan: RecordingPlan;
  /** While it is `processing` it has ended and its sound is being written. */
  status: 'in-progress' | 'paused' | 'processing' | 'completed' | 'absent' | 'failed';
  startedAtMs: number;
  updatedAtMs: number;
  durationSeconds?: number;
  /** Why there is no sound. */
  errorCode?: number;
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
  | { type: 'stopped' }
  | { type: 'completed'; durationSeconds: number }
  | { type: 'lost'; errorCode?: number }
  | { type: 'failed' }
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
    case 'stopped':
      return { ...now, status: 'processing' };
    case 'completed':
      return { ...now, status: 'completed', durationSeconds: event.durationSeconds };
    case 'lost':
      return { ...now, status: 'absent', errorCode: event.errorCode };
    case 'failed':
      return { ...now, status: 'failed' };
    case 'told':
      return { ...now, isTold: true };
    case 'deleted':
      return { ...now, isDeleted: true };
    default:
      return assertNever(event);
  }
}
