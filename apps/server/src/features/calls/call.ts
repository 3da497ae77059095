import { type CallStatus, isFinal } from '@offhook/contract';
import type { CarrierEvent } from '#providers/carrier';

/** What the carrier's reports make of a call. Everything else about it was fixed when it was placed. */
export interface CallFacts {
  status: CallStatus;
  answeredBy: string | null;
  ringingAt: Date | null;
  answeredAt: Date | null;
  endedAt: Date | null;
  durationSeconds: number | null;
  errorCode: string | null;
  errorMessage: string | null;
}

const rank: Record<CallStatus, number> = {
  queued: 0,
  ringing: 1,
  'in-progress': 2,
  completed: 3,
  busy: 3,
  failed: 3,
  'no-answer': 3,
  canceled: 3,
};

/**
 * The call after a report. Late, repeated and reordered reports give the same final call: a status only moves
 * forward, a final one never changes, times are the earliest that anybody told, other facts only fill in.
 */
export function next<Call extends CallFacts>(call: Call, event: CarrierEvent): Call {
  switch (event.kind) {
    case 'answered':
      return withAnsweredBy(
        forward({ ...call, answeredAt: earliest(call.answeredAt, event.at) }, 'in-progress'),
        event.answeredBy,
      );
    case 'machine-verdict':
      return withAnsweredBy(call, event.answeredBy);
    case 'recording':
      return call;
    case 'progress':
      return progressed(call, event);
  }
}

function progressed<Call extends CallFacts>(call: Call, event: Extract<CarrierEvent, { kind: 'progress' }>): Call {
  const moved = withAnsweredBy(forward(call, event.status), event.answeredBy);
  switch (event.status) {
    case 'queued':
      return moved;
    case 'ringing':
      return { ...moved, ringingAt: earliest(moved.ringingAt, event.at) };
    case 'in-progress':
      return { ...moved, answeredAt: earliest(moved.answeredAt, event.at) };
    default: {
      const duration = event.durationSeconds ?? 0;
      // A call that talked was answered, even if nobody told us so.
      const answeredAt =
        duration > 0 ? earliest(moved.answeredAt, new Date(event.at.getTime() - duration * 1000)) : moved.answeredAt;
      return {
        ...moved,
        answeredAt,
        endedAt: moved.endedAt ?? event.at,
        durationSeconds: moved.durationSeconds ?? event.durationSeconds ?? null,
        errorCode: moved.errorCode ?? failureCode(event),
        errorMessage: moved.errorMessage ?? event.error?.message ?? null,
      };
    }
  }
}

function forward<Call extends CallFacts>(call: Call, status: CallStatus): Call {
  return isFinal(call.status) || rank[status] <= rank[call.status] ? call : { ...call, status };
}

function failureCode(event: Extract<CarrierEvent, { kind: 'progress' }>): string | null {
  if (event.error) return event.error.code;
  return event.status === 'failed' && event.sipCode ? `SIP ${event.sipCode}` : null;
}

// `unknown` gives way to a verdict, whichever comes first.
function withAnsweredBy<Call extends CallFacts>(call: Call, answeredBy: string | undefined): Call {
  if (!answeredBy || (call.answeredBy !== null && call.answeredBy !== 'unknown')) return call;
  return { ...call, answeredBy };
}

function earliest(one: Date | null, other: Date): Date {
  return one && one <= other ? one : other;
}

/** The name of a report among those of its call: a copy has the same name and is dropped. */
export function eventKey(event: CarrierEvent): string {
  switch (event.kind) {
    case 'answered':
      return 'answered';
    case 'machine-verdict':
      return `machine:${event.answeredBy}`;
    case 'recording':
      return `recording:${event.recording.sid}:${event.recording.status}`;
    case 'progress':
      return `progress:${event.status}`;
  }
}
