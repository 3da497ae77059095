import { billedMinutes, type Call, type CallbackEvent, durationSeconds, type Target } from './call.ts';
import { type Exchange, inBackground, noteCall, noteRecording } from './exchange.ts';
import { rfc2822, standardParameters } from './parameters.ts';
import type { Recording } from './recording.ts';
import { ask, WebhookFailed } from './webhook.ts';
import { callOf, recordingsOf } from './world.ts';

/** Tells the application that a call has come to `event`, if it wanted to know. Does not wait for the answer. */
function tellStatus(exchange: Exchange, callSid: string, event: CallbackEvent): Promise<void> {
  const target = callOf(exchange.world, callSid).plan.status;
  if (!target?.events.includes(event)) return Promise.resolve();
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
  return deliver(exchange, callSid, target, params);
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
export function tellRecording(exchange: Exchange, recording: Recording, isAnyEvent = false): Promise<void> {
  const target = recording.plan.callback;
  if (!target || !(isAnyEvent || target.events.includes(recording.status))) return Promise.resolve();
  const params: Record<string, string> = {
    AccountSid: exchange.account.sid,
    CallSid: recording.callSid,
    RecordingStatus: recording.status,
    RecordingChannels: String(recording.plan.channels),
    RecordingSource: recording.source,
    RecordingTrack: recording.plan.track,
    RecordingStartTime: rfc2822(recording.startedAtMs),
    ...recordingReference(exchange, recording),
  };
  return deliver(exchange, recording.callSid, target, params);
}

export function recordingReference(exchange: Exchange, recording: Recording): Record<string, string> {
  return {
    RecordingSid: recording.sid,
    RecordingUrl: recordingUrl(exchange, recording.sid),
    ...(recording.durationSeconds === undefined ? {} : { RecordingDuration: String(recording.durationSeconds) }),
  };
}

function recordingUrl(exchange: Exchange, sid: string): string {
  return `${exchange.publicUrl.value}/2010-04-01/Accounts/${exchange.account.sid}/Recordings/${sid}`;
}

/** Sends one callback, as often and as late as the faults have it. What the application answers only reaches the log. */
export async function deliver(
  exchange: Exchange,
  callSid: string,
  target: Target,
  params: Record<string, string>,
): Promise<void> {
  const once = async ({ delayMs }: { delayMs: number }) => {
    if (delayMs > 0) await exchange.clock.sleep(delayMs);
    try {
      const answer = await ask(exchange, target, params);
      if (answer.status >= 400) warnUndelivered(exchange, callSid, target, `answered ${answer.status}`);
    } catch (error) {
      if (!(error instanceof WebhookFailed)) throw error;
      warnUndelivered(exchange, callSid, target, error.message);
    }
  };
  await Promise.all(exchange.faults.deliveries().map(once));
}

function warnUndelivered(exchange: Exchange, callSid: string, target: Target, message: string): void {
  noteCall(exchange, callSid, { type: 'warned', code: 15003, message: `${target.url}: ${message}` });
}

/** Sends the last callback of a call and remembers that it was sent. A call canceled before it was dialled has none. */
export async function tellEnd(exchange: Exchange, callSid: string): Promise<void> {
  const { status, dialledAtMs } = callOf(exchange.world, callSid);
  if (status !== 'canceled' || dialledAtMs !== undefined) await tellStatus(exchange, callSid, 'completed');
  noteCall(exchange, callSid, { type: 'told' });
}

/** Sends the last callback of a recording and remembers that it was sent. */
export async function tellRecordingEnd(exchange: Exchange, recording: Recording, isAnyEvent = false): Promise<void> {
  await tellRecording(exchange, recording, isAnyEvent);
  noteRecording(exchange, recording.sid, { type: 'told' });
}

export function tellInBackground(exchange: Exchange, callSid: string, event: CallbackEvent): void {
  inBackground(exchange, tellStatus(exchange, callSid, event));
}
