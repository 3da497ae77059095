import { billedMinutes, type Call, type CallbackEvent, durationSeconds } from './call.ts';
import { type Exchange, noteCall, noteRecording, spawn } from './exchange.ts';
import { deliver } from './mischief/callbacks.ts';
import { rfc2822, standardParameters } from './parameters.ts';
import type { Recording } from './recording.ts';
import type { Task } from './task.ts';
import { callOf, recordingsOf } from './world.ts';

export { deliver };

/** Tells the application that a call has come to `event`, if it wanted to know. */
export function* tellStatus(exchange: Exchange, callSid: string, event: CallbackEvent): Task {
  const target = callOf(exchange.world, callSid).plan.status;
  if (!target) return;
  const isWanted = target.events.includes(event);
  if (!isWanted && !exchange.settings.numbersUnwantedCallbacks) return;
  const call = noteCall(exchange, callSid, { type: 'callback-numbered', event });
  if (!isWanted) return;
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
  const recording = recordings.find(({ source, status }) => source === 'OutboundAPI' && status === 'completed');
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
  // Whoever asked for the absent ones asked for all that will never have sound.
  const event = recording.status === 'failed' ? 'absent' : recording.status;
  if (!target || !(isAnyEvent || target.events.includes(event))) return;
  const params: Record<string, string> = {
    AccountSid: recording.accountSid,
    ...(recording.conferenceSid ? { ConferenceSid: recording.conferenceSid } : { CallSid: recording.callSid }),
    RecordingStatus: recording.status,
    RecordingChannels: String(recording.plan.channels),
    RecordingSource: recording.source,
    ...(recording.conferenceSid ? {} : { RecordingTrack: recording.plan.track }),
    RecordingStartTime: rfc2822(recording.startedAtMs),
    ...(recording.errorCode === undefined ? {} : { ErrorCode: String(recording.errorCode) }),
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

/** Sends the last callback of a call and remembers that it was sent. A call canceled before it was dialled has none. */
export function* tellEnd(exchange: Exchange, callSid: string): Task {
  const { status, dialledAtMs } = callOf(exchange.world, callSid);
  if (status !== 'canceled' || dialledAtMs !== undefined) yield* tellStatus(exchange, callSid, 'completed');
  noteCall(exchange, callSid, { type: 'told' });
  exchange.web.sessions.delete(callSid);
}

/** Sends the last callback of a recording and remembers that it was sent. */
export function* tellRecordingEnd(exchange: Exchange, recording: Recording, isAnyEvent = false): Task {
  yield* tellRecording(exchange, recording, isAnyEvent);
  noteRecording(exchange, recording.sid, { type: 'told' });
}

export function tellInBackground(exchange: Exchange, callSid: string, event: CallbackEvent): void {
  if (callOf(exchange.world, callSid).plan.status) spawn(exchange, tellStatus(exchange, callSid, event));
}
