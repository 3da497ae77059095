import { billedMinutes, type Call, type CallbackEvent, durationSeconds, type Target } from './call.ts';
import { type Exchange, noteCall, noteRecording, spawn } from './exchange.ts';
import { rfc2822, standardParameters } from './parameters.ts';
import type { Recording } from './recording.ts';
import { all, type Task, wait } from './task.ts';
import { ask, WebhookFailed } from './webhook.ts';
import { callOf, recordingsOf } from './world.ts';

/** Tells the application that a call has come to `event`, if it wanted to know. */
export function* tellStatus(exchange: Exchange, callSid: string, event: CallbackEvent): Task {
  const target = callOf(exchange.world, callSid).plan.status;
  if (!target?.events.includes(event)) return;
  const call = noteCall(exchange, callSid, { type: 'callback-numbered', event });
  const params = {
    ...standardParameters(exchange, call),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(call.callbacks - 1),
    Timestamp: rfc2822(exchange.clock.nowMs()),
    ...(event === 'initiated' ? { CallStatus: 'initiated' } : {}),
    ...(event === 'completed' ? finalParameters(exchange, call) : {}),
    ...(call.answeredBy ? { AnsweredBy: call.answeredBy } : {}),
  };
  yield* deliver(exchange, callSid, target, params);
}

function finalParameters(exchange: Exchange, call: Call): Record<string, string> {
  const recordings = call.plan.recording ? recordingsOf(exchange.world, call.sid) : [];
  const recording = recordings.find((candidate) => candidate.source === 'OutboundAPI');
  return {
    CallDuration: String(durationSeconds(call)),
    Duration: String(billedMinutes(call)),
    SipResponseCode: String(call.sipCode ?? 200),
    ...(recording ? recordingReference(exchange, recording) : {}),
  };
}

/** Tells the application about a recording, if it wanted to know. */
export function* tellRecording(exchange: Exchange, recording: Recording, isAnyEvent = false): Task {
  const target = recording.plan.callback;
  if (!target || !(isAnyEvent || target.events.includes(recording.status))) return;
  const params: Record<string, string> = {
    AccountSid: recording.accountSid,
    ...(recording.conferenceSid ? { ConferenceSid: recording.conferenceSid } : { CallSid: recording.callSid }),
    RecordingStatus: recording.status,
    RecordingChannels: String(recording.plan.channels),
    RecordingSource: recording.source,
    ...(recording.conferenceSid ? {} : { RecordingTrack: recording.plan.track }),
    RecordingStartTime: rfc2822(recording.startedAtMs),
    ...recordingReference(exchange, recording),
  };
  yield* deliver(exchange, recording.callSid, target, params);
}

export function recordingReference(exchange: Exchange, recording: Recording): Record<string, string> {
  return {
    RecordingSid: recording.sid,
    RecordingUrl: recordingUrl(exchange, recording),
    ...(recording.durationSeconds === undefined ? {} : { RecordingDuration: String(recording.durationSeconds) }),
  };
}

function recordingUrl(exchange: Exchange, { accountSid, sid }: Recording): string {
  return `${exchange.publicUrl.value}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
}

/**
 * Sends one callback, as often and as late as the faults have it; ends when all are answered. What the application answers
 * only reaches the log, a bad answer as the warning `code`.
 */
export function* deliver(
  exchange: Exchange,
  callSid: string,
  target: Target,
  params: Record<string, string>,
  code = 15003,
): Task {
  const [only, ...more] = exchange.faults.deliveries();
  if (!only) return;
  const once = (delivery: { delayMs: number }) => deliverOnce(exchange, callSid, { target, params, code, ...delivery });
  if (more.length === 0) yield* once(only);
  else yield* all([only, ...more].map(once));
}

function* deliverOnce(
  exchange: Exchange,
  callSid: string,
  { target, params, code, delayMs }: { target: Target; params: Record<string, string>; code: number; delayMs: number },
): Task {
  const { url } = target;
  const warn = (message: string) =>
    noteCall(exchange, callSid, { type: 'warned', code, message: `${url}: ${message}`, level: 'warning', url });
  if (delayMs > 0) yield* wait(exchange.clock, delayMs);
  try {
    const answer = yield* ask(exchange, callSid, target, params);
    if (answer.status >= 400) warn(`answered ${answer.status}`);
  } catch (error) {
    if (!(error instanceof WebhookFailed)) throw error;
    warn(error.message);
  }
}

/** Sends the last callback of a call and remembers that it was sent. A call canceled before it was dialled has none. */
export function* tellEnd(exchange: Exchange, callSid: string): Task {
  const { status, dialledAtMs } = callOf(exchange.world, callSid);
  if (status !== 'canceled' || dialledAtMs !== undefined) yield* tellStatus(exchange, callSid, 'completed');
  noteCall(exchange, callSid, { type: 'told' });
}

/** Sends the last callback of a recording and remembers that it was sent. */
export function* tellRecordingEnd(exchange: Exchange, recording: Recording, isAnyEvent = false): Task {
  yield* tellRecording(exchange, recording, isAnyEvent);
  noteRecording(exchange, recording.sid, { type: 'told' });
}

export function tellInBackground(exchange: Exchange, callSid: string, event: CallbackEvent): void {
  spawn(exchange, tellStatus(exchange, callSid, event));
}
