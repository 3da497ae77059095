import { assertNever } from '@offhook/kit';

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

export type EndStatus = Exclude<CallStatus, 'queued' | 'ringing' | 'in-progress'>;

export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial';

export type Method = 'GET' | 'POST';

export interface Target {
  url: string;
  method: Method;
}

export type CallbackEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

export type AnsweredBy =
  | 'human'
  | 'machine_start'
  | 'machine_end_beep'
  | 'machine_end_silence'
  | 'machine_end_other'
  | 'fax'
  | 'unknown';

/** What a recording was asked to be; the same for REST parameters and for TwiML attributes. */
export interface RecordingPlan {
  channels: 1 | 2;
  track: 'inbound' | 'outbound' | 'both';
  trim: boolean;
  callback?: Target & { events: string[] };
}

/** Answering machine detection; all times in milliseconds. */
export interface DetectionPlan {
  mode: 'Enable' | 'DetectMessageEnd';
  timeoutMs: number;
  speechThresholdMs: number;
  speechEndThresholdMs: number;
  silenceTimeoutMs: number;
  isAsync: boolean;
  callback?: Target;
}

/** How a call was asked for: what to run, whom to tell, what to watch. */
export interface CallPlan {
  document?: Target;
  twiml?: string;
  fallback?: Target;
  status?: Target & { events: CallbackEvent[] };
  ringTimeoutSeconds: number;
  timeLimitSeconds: number;
  sendDigits?: string;
  recording?: RecordingPlan;
  detection?: DetectionPlan;
  /** The TwiML application that the call runs, as the application under test is told. */
  applicationSid?: string;
  /** The number that sent the call on to ours. */
  forwardedFrom?: string;
  callerName?: string;
  /** What the called party sees in place of the number that calls. */
  callerId?: string;
  /** Handed to the client that is called. */
  parameters?: Record<string, string>;
}

export interface Call {
  sid: string;
  accountSid: string;
  parentSid?: string;
  from: string;
  to: string;
  direction: Direction;
  plan: CallPlan;
  status: CallStatus;
  createdAtMs: number;
  updatedAtMs: number;
  dialledAtMs?: number;
  answeredAtMs?: number;
  endedAtMs?: number;
  answeredBy?: AnsweredBy;
  sipCode?: number;
  priceMicros?: number;
  /** How many status callbacks were numbered so far. */
  callbacks: number;
  /** Whether the final status callback was sent, or nobody wanted it. */
  isTold: boolean;
  isDeleted: boolean;
}

export type NewCall = Pick<Call, 'sid' | 'accountSid' | 'parentSid' | 'from' | 'to' | 'direction' | 'plan'>;

/** A request to the application, as it was sent. */
export interface AskedRequest {
  method: Method;
  url: string;
  parameters: Record<string, string>;
  signature: string;
}

export interface AskedResponse {
  status: number;
  contentType: string;
  body: string;
  durationMs: number;
}

export type CallEvent =
  | { type: 'placed'; call: NewCall }
  | { type: 'initiated' }
  | { type: 'ringing' }
  | { type: 'answered' }
  | { type: 'detected'; answeredBy: AnsweredBy; afterMs: number }
  | { type: 'redirected'; plan: Partial<CallPlan> }
  | { type: 'document'; twiml: string; url?: string; method?: Method }
  | { type: 'did'; verb: string; path: readonly number[]; detail?: string }
  | { type: 'warned'; code: number; message: string; level?: 'error' | 'warning'; url?: string }
  | { type: 'asked'; request: AskedRequest; response?: AskedResponse; problem?: string }
  | { type: 'ended'; status: EndStatus; sipCode: number }
  | { type: 'callback-numbered'; event: CallbackEvent }
  | { type: 'told' }
  | { type: 'priced'; priceMicros: number }
  | { type: 'deleted' };

/**
 * The call after one more event, or the same when the event only tells what happened on it. An ended call never changes its
 * status again; late facts only fill in.
 */
export function next(call: Call | undefined, atMs: number, event: CallEvent): Call {
  if (event.type === 'placed') return placed(event.call, atMs);
  if (!call) throw new Error(`The first event of a call is 'placed', not '${event.type}'`);
  const updatedAtMs = atMs;
  switch (event.type) {
    case 'initiated':
      return hasEnded(call) ? call : { ...call, updatedAtMs, dialledAtMs: atMs };
    case 'ringing':
      return hasEnded(call) ? call : { ...call, updatedAtMs, status: 'ringing' };
    case 'answered':
      return hasEnded(call) ? call : { ...call, updatedAtMs, status: 'in-progress', answeredAtMs: atMs };
    case 'detected':
      return { ...call, updatedAtMs, answeredBy: event.answeredBy };
    case 'redirected':
      return { ...call, updatedAtMs, plan: { ...call.plan, ...event.plan } };
    case 'ended':
      if (hasEnded(call)) return call;
      return { ...call, updatedAtMs, status: event.status, sipCode: event.sipCode, endedAtMs: atMs };
    case 'callback-numbered':
      return { ...call, updatedAtMs, callbacks: call.callbacks + 1 };
    case 'told':
      return { ...call, updatedAtMs, isTold: true };
    case 'priced':
      return { ...call, updatedAtMs, priceMicros: event.priceMicros };
    case 'deleted':
      return { ...call, updatedAtMs, isDeleted: true };
    case 'document':
    case 'did':
    case 'warned':
    case 'asked':
      return call;
    default:
      return assertNever(event);
  }
}

function placed(call: NewCall, atMs: number): Call {
  return {
    ...call,
    status: 'queued',
    createdAtMs: atMs,
    updatedAtMs: atMs,
    callbacks: 0,
    isTold: false,
    isDeleted: false,
  };
}

export function hasEnded(call: Call): boolean {
  return call.status !== 'queued' && call.status !== 'ringing' && call.status !== 'in-progress';
}

/** Whole seconds between answer and end; 0 when nobody answered. */
export function durationSeconds(call: Call): number {
  if (call.answeredAtMs === undefined || call.endedAtMs === undefined) return 0;
  return Math.round((call.endedAtMs - call.answeredAtMs) / 1000);
}

/** Every leg is billed in whole minutes from its answer; ringing is free. */
export function billedMinutes(call: Call): number {
  return Math.ceil(durationSeconds(call) / 60);
}
