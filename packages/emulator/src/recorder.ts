import type { RecordingPlan } from './call.ts';
import { tellRecording, tellRecordingEnd } from './callbacks.ts';
import { type Exchange, newSid, noteRecording, spawn } from './exchange.ts';
import type { Line, Track } from './line.ts';
import type { Recording, RecordingSource } from './recording.ts';
import { type KeptSound, keepSound, type Pause } from './recordings/sound.ts';
import { arrival, type Task } from './task.ts';
import { callOf } from './world.ts';

/** A recording under way. */
export interface OpenRecording {
  sid: string;
  line: Line;
  startedAtMs: number;
  plan: RecordingPlan;
  pauses: Pause[];
  /** Set once it is being brought to an end. */
  ended?: Promise<EndedRecording>;
}

export interface EndedRecording {
  recording: Recording;
  /** Whether nothing was heard. */
  isSilent: boolean;
}

/** Begins to record a leg, and tells the application. A leg may be recorded more than once at a time. */
export function startRecording(
  exchange: Exchange,
  line: Line,
  source: RecordingSource,
  plan: RecordingPlan,
): OpenRecording {
  const sid = newSid(exchange, 'RE');
  const { callSid } = line;
  const { accountSid } = callOf(exchange.world, callSid);
  const recording = noteRecording(exchange, sid, { type: 'started', accountSid, callSid, source, plan });
  const open = { sid, line, startedAtMs: exchange.clock.nowMs(), plan, pauses: [] };
  line.recordings.add(open);
  spawn(exchange, tellRecording(exchange, recording));
  return open;
}

/** What sounds during a pause is not kept: it becomes silence, or with `isSkipped` nothing at all. */
export function pauseRecording(exchange: Exchange, open: OpenRecording, isSkipped: boolean): Recording {
  if (!isPaused(open)) {
    open.pauses.push({ fromMs: exchange.clock.nowMs(), toMs: Number.POSITIVE_INFINITY, isSkipped });
  }
  return noteRecording(exchange, open.sid, { type: 'paused' });
}

export function resumeRecording(exchange: Exchange, open: OpenRecording): Recording {
  const pause = open.pauses.at(-1);
  if (pause && isPaused(open)) pause.toMs = exchange.clock.nowMs();
  return noteRecording(exchange, open.sid, { type: 'resumed' });
}

function isPaused({ pauses }: OpenRecording): boolean {
  return pauses.at(-1)?.toMs === Number.POSITIVE_INFINITY;
}

/**
 * Keeps what was heard since the start. Ends when it can be fetched; the application is told in the background. The
 * recording is over at once, whoever waits for it.
 */
export function* stopRecording(exchange: Exchange, open: OpenRecording): Task<Recording> {
  return (yield* endRecording(exchange, open)).recording;
}

/** The same, and whether anything was heard. */
export function* endRecording(exchange: Exchange, open: OpenRecording): Task<EndedRecording> {
  return yield* arrival(beginToEnd(exchange, open));
}

/** Keeps every recording of a leg as it is now; ends when all can be fetched. */
export function* stopRecordings(exchange: Exchange, line: Line): Task {
  const ends = [...line.recordings].map((open) => beginToEnd(exchange, open));
  for (const end of ends) yield* arrival(end);
}

/** Ends a recording without waiting for its sound. */
export function beginToEnd(exchange: Exchange, open: OpenRecording): Promise<EndedRecording> {
  open.ended ??= keep(exchange, open);
  return open.ended;
}

function keep(exchange: Exchange, open: OpenRecording): Promise<EndedRecording> {
  const { sid, line, plan, startedAtMs, pauses } = open;
  line.recordings.delete(open);
  noteRecording(exchange, sid, { type: 'stopped' });
  const endedAtMs = exchange.clock.nowMs();
  const sound = { channels: channelsOf(line, plan), startedAtMs, endedAtMs, pauses, isTrimmed: plan.trim };
  return exchange.clock.inTurn(keepSound(exchange, sid, sound)).then(
    (kept) => ({ recording: noteKept(exchange, sid, kept), isSilent: kept.isSilent }),
    (error: unknown) => {
      exchange.log(`${sid} could not be kept: ${error instanceof Error ? error.message : String(error)}`);
      return { recording: told(exchange, noteRecording(exchange, sid, { type: 'failed' })), isSilent: false };
    },
  );
}

/** The first channel is the party of this leg, the second everything that party hears. */
function channelsOf({ far, near }: Line, { track, channels }: RecordingPlan): Track[][] {
  if (track === 'inbound') return [[far]];
  if (track === 'outbound') return [[near]];
  return channels === 2 ? [[far], [near]] : [[far, near]];
}

// https://help.twilio.com/articles/360014251313 (stored copy, read 2026-11-21). That a recording of which nothing is left
// after trimming counts as silent is unconfirmed.
const absences = { 'too short': 16101, silent: 16102 };

/** Notes what became of a recording whose sound was kept, and tells the application in the background. */
export function noteKept(exchange: Exchange, sid: string, { frames, absence }: KeptSound): Recording {
  const durationSeconds = Math.max(1, Math.round(frames / 8000));
  return told(
    exchange,
    noteRecording(
      exchange,
      sid,
      absence ? { type: 'lost', errorCode: absences[absence] } : { type: 'completed', durationSeconds },
    ),
  );
}

function told(exchange: Exchange, recording: Recording): Recording {
  spawn(exchange, tellRecordingEnd(exchange, recording));
  return recording;
}
