import { encodeWav, type Samples } from '../audio/index.ts';
import type { RecordingPlan } from '../call.ts';
import { deliver, recordingReference, tellRecording, tellRecordingEnd } from '../callbacks.ts';
import { type Exchange, newSid, noteRecording, spawn } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import { trimSilence } from '../recorder.ts';
import type { Recording } from '../recording.ts';
import { outside, type Task } from '../task.ts';
import { conferenceOf, type Room } from './room.ts';

/** A recording of a conference under way. */
export interface OpenConferenceRecording {
  sid: string;
  startedAtMs: number;
  plan: RecordingPlan;
  eventCallbackUrl?: string;
  /** Stretches of the clock that are not heard; the last may be open. A skipped one is left out altogether. */
  pauses: { fromMs: number; toMs: number; isSkipped: boolean }[];
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
  spawn(exchange, keep(exchange, room, open, exchange.clock.nowMs()));
}

function* keep(exchange: Exchange, room: Room, open: OpenConferenceRecording, endMs: number): Task {
  const heard = yield* outside(exchange.clock, heardIn(room, open, endMs));
  const channels = open.plan.trim ? trimSilence([heard]) : [heard];
  const seconds = (channels[0]?.length ?? 0) / 8000;
  const bytes = encodeWav(channels);
  yield* outside(exchange.clock, exchange.journal.putMedia(open.sid, bytes));
  const durationSeconds = seconds > 0 ? Math.max(1, Math.round(seconds)) : 0;
  const recording = noteRecording(exchange, open.sid, { type: 'completed', durationSeconds });
  if (!open.plan.callback && open.eventCallbackUrl) {
    spawn(exchange, tellInTheOldWay(exchange, room, recording, { url: open.eventCallbackUrl, size: bytes.length }));
  }
  yield* tellRecordingEnd(exchange, recording);
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
  yield* deliver(
    exchange,
    recording.callSid,
    { url, method: 'POST' },
    {
      AccountSid: accountSid,
      ConferenceSid: room.sid,
      FriendlyName: friendlyName,
      EventName: 'conference-record-end',
      Timestamp: rfc2822(exchange.clock.nowMs()),
      RecordingUrl: recordingReference(exchange, recording).RecordingUrl ?? '',
      Duration: String(recording.durationSeconds ?? 0),
      RecordingFileSize: String(size),
    },
  );
}

async function heardIn(room: Room, open: OpenConferenceRecording, endMs: number): Promise<Samples> {
  const { timeline, originMs } = room.mix;
  const pieces: Samples[] = [];
  let fromMs = open.startedAtMs;
  const hear = async (untilMs: number) => {
    for await (const slice of timeline.renderInSlices(fromMs - originMs, untilMs - originMs)) pieces.push(slice);
  };
  for (const pause of open.pauses) {
    await hear(pause.fromMs);
    const pausedMs = Math.min(pause.toMs, endMs) - pause.fromMs;
    if (!pause.isSkipped) pieces.push(new Int16Array(Math.round(pausedMs * 8)));
    fromMs = pause.fromMs + pausedMs;
  }
  await hear(endMs);
  return joined(pieces);
}

function joined(pieces: Samples[]): Samples {
  const samples = new Int16Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}
