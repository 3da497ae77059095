import type { Target } from '../call.ts';
import { deliver, recordingReference } from '../callbacks.ts';
import { type Exchange, newSid, noteCall, putRow, spawn } from '../exchange.ts';
import type { Line } from '../line.ts';
import { rfc2822, standardParameters } from '../parameters.ts';
import type { Recording } from '../recording.ts';
import { type Task, wait } from '../task.ts';
import { callOf } from '../world.ts';

/** The words of a recording that `<Record transcribe>` made. */
export interface RecordingTranscription {
  sid: string;
  accountSid: string;
  callSid: string;
  recordingSid: string;
  status: 'in-progress' | 'completed' | 'failed';
  /** What was said; known from the start, shown when it is completed. */
  text: string;
  durationSeconds: number;
  callback?: Target;
  createdAtMs: number;
  updatedAtMs: number;
}

/** Writes down what the far end says from now on, until `stop`, which gives it as one text. */
export function hearWords(line: Line): { stop(): string } {
  const words: string[] = [];
  const listener = ({ kind, text }: { kind: string; text: string }) => {
    if (kind === 'say') words.push(text);
  };
  line.speechListeners.add(listener);
  return {
    stop: () => {
      line.speechListeners.delete(listener);
      return words.join(' ');
    },
  };
}

// "Greater than 2 seconds and less than 120": https://www.twilio.com/docs/api/errors/13617 (read 2026-11-21).
const fewestSeconds = 2;
export const mostSeconds = 120;

/**
 * Transcribes a kept recording, some time later, and tells the application. A recording that is too long or too short is
 * said so on the call and fails; one without sound is not transcribed.
 */
export function transcribeRecording(
  exchange: Exchange,
  recording: Recording,
  { text, callback }: { text: string; callback?: Target },
): void {
  const { accountSid, callSid, durationSeconds } = recording;
  if (recording.status !== 'completed' || durationSeconds === undefined) return;
  const isInRange = durationSeconds >= fewestSeconds && durationSeconds <= mostSeconds;
  if (!isInRange)
    warn(exchange, callSid, 13617, `${recording.sid} lasts ${durationSeconds} s; 2 to 120 are transcribed`);
  const nowMs = exchange.clock.nowMs();
  const row: RecordingTranscription = {
    ...{ sid: newSid(exchange, 'TR'), accountSid, callSid, recordingSid: recording.sid, status: 'in-progress' },
    ...{ text: isInRange ? text : '', durationSeconds, callback, createdAtMs: nowMs, updatedAtMs: nowMs },
  };
  putRow(exchange, 'transcriptions', row);
  spawn(exchange, complete(exchange, row));
}

function warn(exchange: Exchange, callSid: string, code: number, message: string): void {
  noteCall(exchange, callSid, { type: 'warned', code, message, level: 'warning' });
}

/** Completes what an earlier life left unfinished. */
export function resumeTranscriptions(exchange: Exchange): void {
  for (const row of exchange.world.tables.transcriptions.values()) {
    if (row.status === 'in-progress') spawn(exchange, complete(exchange, row));
  }
}

function* complete(exchange: Exchange, row: RecordingTranscription): Task {
  yield* wait(exchange.clock, exchange.settings.transcriptionDelayMs);
  const { tables, calls } = exchange.world;
  // Deleted meanwhile, or forgotten with its call.
  if (!tables.transcriptions.has(row.sid) || !calls.has(row.callSid)) return;
  const status = row.text === '' ? 'failed' : 'completed';
  const done = { ...row, status, updatedAtMs: exchange.clock.nowMs() } as const;
  putRow(exchange, 'transcriptions', done);
  if (row.callback) yield* deliver(exchange, row.callSid, row.callback, parametersOf(exchange, done));
}

function parametersOf(exchange: Exchange, row: RecordingTranscription): Record<string, string> {
  const recording = exchange.world.recordings.get(row.recordingSid);
  const { RecordingUrl = '' } = recording ? recordingReference(exchange, recording) : {};
  return {
    ...standardParameters(exchange, callOf(exchange.world, row.callSid)),
    TranscriptionSid: row.sid,
    TranscriptionStatus: row.status,
    TranscriptionUrl: `${RecordingUrl}/Transcriptions/${row.sid}`,
    // That a failed one has no text is unconfirmed.
    ...(row.status === 'completed' ? { TranscriptionText: row.text } : {}),
    RecordingSid: row.recordingSid,
    RecordingUrl,
  };
}

// https://www.twilio.com/en-us/voice/pricing/us lists 0.05 a minute; unconfirmed.
const microsPerMinute = 50_000;

/** A transcription as Twilio writes it. */
export function transcriptionJson(row: RecordingTranscription, uri: string) {
  const isCompleted = row.status === 'completed';
  return {
    sid: row.sid,
    account_sid: row.accountSid,
    api_version: '2010-04-01',
    recording_sid: row.recordingSid,
    status: row.status,
    // As in Twilio's own example of a failed one.
    transcription_text: isCompleted ? row.text : row.status === 'failed' ? '(blank)' : null,
    type: 'fast',
    duration: String(row.durationSeconds),
    price: isCompleted ? (0 - Math.ceil(row.durationSeconds / 60) * microsPerMinute) / 1_000_000 : null,
    price_unit: 'USD',
    date_created: rfc2822(row.createdAtMs),
    date_updated: rfc2822(row.updatedAtMs),
    uri: `${uri}/${row.sid}.json`,
  };
}
