import type { RecordingPlan } from '../call.ts';
import { deliver, recordingReference, tellRecording } from '../callbacks.ts';
import { type Exchange, newSid, noteRecording, spawn } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import { noteKept } from '../recorder.ts';
import type { Recording } from '../recording.ts';
import { keepSound, type Pause } from '../recordings/sound.ts';
import { outside, type Task } from '../task.ts';
import { conferenceOf, type Room } from './room.ts';

/** A recording of a conference under way. */
export interface OpenConferenceRecording {
  sid: string;
  startedAtMs: number;
  plan: RecordingPlan;
  eventCallbackUrl?: string;
  pauses: Pause[];
}

/** Begins to record when somebody asked for it and two are bridged: hold music is never recorded. */
export function recordWhenBridged(exchange: Exchange, room: Room): void {
  const wanted = room.wantedRecording;
  if (!wanted || room.present.size < 2) return;
  room.wantedRecording = undefined;
  if (room.recording) return;
  const { accountSid, callSid } = conferenceOf(exchange, room);
  const sid = newSid(exchange, 'RE');
  const { plan, eventCallbackUrl } = wanted;
  const asked = { accountSid, callSid, conferenceSid: room.sid, source: 'Conference' as const, plan };
  const recording = noteRecording(exchange, sid, { type: 'started', ...asked });
  room.recording = { sid, startedAtMs: exchange.clock.nowMs(), plan, eventCallbackUrl, pauses: [] };
  spawn(exchange, tellRecording(exchange, recording));
}

/** What sounds from now on is not kept: it becomes silence, or with `isSkipped` nothing at all. */
export function pauseRecording(exchange: Exchange, open: OpenConferenceRecording, isSkipped: boolean): Recording {
  const isPaused = open.pauses.at(-1)?.toMs === Number.POSITIVE_INFINITY;
  if (!isPaused) open.pauses.push({ fromMs: exchange.clock.nowMs(), toMs: Number.POSITIVE_INFINITY, isSkipped });
  return noteRecording(exchange, open.sid, { type: 'paused' });
}

export function resumeRecording(exchange: Exchange, open: OpenConferenceRecording): Recording {
  const pause = open.pauses.at(-1);
  if (pause && pause.toMs === Number.POSITIVE_INFINITY) pause.toMs = exchange.clock.nowMs();
  return noteRecording(exchange, open.sid, { type: 'resumed' });
}

/** Ends the recording of a room, if there is one; it is kept and told of in the background. */
export function keepRecording(exchange: Exchange, room: Room): void {
  const open = room.recording;
  if (!open) return;
  room.recording = undefined;
  noteRecording(exchange, open.sid, { type: 'stopped' });
  spawn(exchange, keep(exchange, room, open, exchange.clock.nowMs()));
}

function* keep(exchange: Exchange, room: Room, open: OpenConferenceRecording, endedAtMs: number): Task {
  const { sid, startedAtMs, pauses, plan, eventCallbackUrl: url } = open;
  const sound = { channels: [[room.mix]], startedAtMs, endedAtMs, pauses, isTrimmed: plan.trim };
  const kept = yield* outside(exchange.clock, keepSound(exchange, sid, sound));
  const recording = noteKept(exchange, sid, kept);
  if (plan.callback || !url) return;
  yield* tellInTheOldWay(exchange, room, recording, { url, size: kept.byteLength });
}

// https://www.twilio.com/docs/voice/twiml/conference#eventcallbackurl (stored copy, read 2026-11-21): deprecated, POST, and
// not sent when there is a recordingStatusCallback.
function* tellInTheOldWay(
  exchange: Exchange,
  room: Room,
  recording: Recording,
  { url, size }: { url: string; size: number },
): Task {
  const { accountSid, friendlyName } = conferenceOf(exchange, room);
  const target = { url, method: 'POST' as const };
  yield* deliver(exchange, recording.callSid, target, {
    AccountSid: accountSid,
    ConferenceSid: room.sid,
    FriendlyName: friendlyName,
    EventName: 'conference-record-end',
    Timestamp: rfc2822(exchange.clock.nowMs()),
    RecordingUrl: recordingReference(exchange, recording).RecordingUrl ?? '',
    Duration: String(recording.durationSeconds ?? 0),
    RecordingFileSize: String(size),
  });
}
