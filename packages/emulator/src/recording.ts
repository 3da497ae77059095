import { assertNever } from '@offhook/kit';
import type { RecordingPlan } from './call.ts';

export type RecordingSource = 'DialVerb' | 'OutboundAPI' | 'RecordVerb' | 'StartCallRecordingAPI';

export interface Recording {
  sid: string;
  accountSid: string;
  callSid: string;
  source: RecordingSource;
  plan: RecordingPlan;
  status: 'in-progress' | 'completed' | 'absent';
  startedAtMs: number;
  updatedAtMs: number;
  durationSeconds?: number;
  isTold: boolean;
  isDeleted: boolean;
}

export type RecordingEvent =
  | { type: 'started'; accountSid: string; callSid: string; source: RecordingSource; plan: RecordingPlan }
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
    const { accountSid, callSid, source, plan } = event;
    const times = { startedAtMs: atMs, updatedAtMs: atMs };
    return { sid, accountSid, callSid, source, plan, ...times, status: 'in-progress', isTold: false, isDeleted: false };
  }
  if (!recording) throw new Error(`The first event of a recording is 'started', not '${event.type}'`);
  const now = { ...recording, updatedAtMs: atMs };
  switch (event.type) {
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
