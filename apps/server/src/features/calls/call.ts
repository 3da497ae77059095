import { type CallStatus, isFinal } from '@offhook/contract';
import type { CarrierEvent, CarrierLeg, Progress } from '#providers/carrier';

/** What the carrier's reports make of one connection: of a call, or of a leg inside it. */
export interface LineFacts {
  status: CallStatus;
  answeredBy: string | null;
  ringingAt: Date | null;
  answeredAt: Date | null;
  endedAt: Date | null;
  durationSeconds: number | null;
  errorCode: string | null;
  errorMessage: string | null;
}

/** A connection inside a call, such as the phone that a Dial reaches. */
export interface Leg extends LineFacts, CarrierLeg {
  /** When the person there pressed 1 to take the call. */
  acceptedAt: Date | null;
}

/** What the carrier's reports make of a call. Everything else about it was fixed when it was placed. */
export interface CallFacts extends LineFacts {
  /** By their sids. */
  legs: readonly Leg[];
  /** The proof of a voicemail drop: the beep, the playing, and that all of it was played. */
  dropBeepAt: Date | null;
  dropStartedAt: Date | null;
  dropFinishedAt: Date | null;
}

export const noLineFacts: LineFacts = {
  status: 'queued',
  answeredBy: null,
  ringingAt: null,
  answeredAt: null,
  endedAt: null,
  durationSeconds: null,
  errorCode: null,
  errorMessage: null,
};

export const noFacts: CallFacts = {
  ...noLineFacts,
  legs: [],
  dropBeepAt: null,
  dropStartedAt: null,
  dropFinishedAt: null,
};

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
      return withVerdict(
        forward({ ...call, answeredAt: earliest(call.answeredAt, event.at) }, 'in-progress'),
        event.answeredBy,
        event.at,
      );
    case 'machine-verdict':
      return withVerdict(call, event.answeredBy, event.at);
    case 'progress':
      return progressed(call, event);
    case 'leg':
      return withLeg(call, event.leg, (leg) => progressed(leg, event.progress));
    case 'leg-keypress': {
      if (event.digits !== '1') return withLeg(call, event.leg, (leg) => leg);
      const taken = withLeg(call, event.leg, (leg) => ({ ...leg, acceptedAt: earliest(leg.acceptedAt, event.at) }));
      // A call that only rang until somebody took it is answered by that.
      return forward({ ...taken, answeredAt: taken.answeredAt ?? event.at }, 'in-progress');
    }
    case 'drop-started':
      return { ...call, dropStartedAt: earliest(call.dropStartedAt, event.at) };
    case 'drop-finished':
      return { ...call, dropFinishedAt: earliest(call.dropFinishedAt, event.at) };
    case 'flow-step':
      return event.isAnswered
        ? forward({ ...call, answeredAt: earliest(call.answeredAt, event.at) }, 'in-progress')
        : call;
    case 'recording':
    case 'document-failed':
    case 'opening-ended':
    case 'keypress':
    case 'bridge-ended':
    case 'transcription':
      return call;
  }
}

function withLeg<Call extends CallFacts>(call: Call, named: CarrierLeg, change: (leg: Leg) => Leg): Call {
  const known = call.legs.find((leg) => leg.sid === named.sid) ?? { ...noLineFacts, ...named, acceptedAt: null };
  // The first report of a leg may have named neither end.
  const leg = change({ ...known, to: known.to || named.to, from: known.from || named.from });
  const others = call.legs.filter((each) => each.sid !== named.sid);
  return { ...call, legs: [...others, leg].sort((one, other) => (one.sid < other.sid ? -1 : 1)) };
}

function progressed<Line extends LineFacts>(call: Line, event: Progress): Line {
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

function forward<Line extends LineFacts>(call: Line, status: CallStatus): Line {
  return isFinal(call.status) || rank[status] <= rank[call.status] ? call : { ...call, status };
}

function failureCode(event: Progress): string | null {
  if (event.error) return event.error.code;
  return event.status === 'failed' && event.sipCode ? `SIP ${event.sipCode}` : null;
}

/** A verdict that is told in the instant of the beep, whether the carrier waited for it or told it later. */
function withVerdict<Call extends CallFacts>(call: Call, answeredBy: string | undefined, at: Date): Call {
  const isBeep = answeredBy === 'machine_end_beep';
  return withAnsweredBy(isBeep ? { ...call, dropBeepAt: earliest(call.dropBeepAt, at) } : call, answeredBy);
}

// `unknown` gives way to a verdict, whichever comes first.
function withAnsweredBy<Line extends LineFacts>(call: Line, answeredBy: string | undefined): Line {
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
    case 'opening-ended':
    case 'drop-started':
    case 'drop-finished':
      return event.kind;
    case 'document-failed':
      return `document-failed:${event.code}:${event.url}`;
    case 'machine-verdict':
      return `machine:${event.answeredBy}`;
    case 'keypress':
      return `keypress:${event.digits}`;
    case 'leg':
      return `leg:${event.leg.sid}:${event.progress.status}`;
    case 'leg-keypress':
      return `leg:${event.leg.sid}:keypress:${event.digits}`;
    case 'bridge-ended':
      return `bridge-ended:${event.turn === undefined ? '' : `${event.turn}:`}${event.status}`;
    case 'flow-step':
      return `flow-step:${event.step.number}`;
    case 'recording':
      return `recording:${event.recording.sid}:${event.recording.status}`;
    case 'transcription':
      return `transcription:${event.transcription.sid}:${event.transcription.status}`;
    case 'progress':
      return `progress:${event.status}`;
  }
}
