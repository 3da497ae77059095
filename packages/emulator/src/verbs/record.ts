import type { RecordVerb } from '@offhook/twiml';
import { beep } from '../audio/index.ts';
import type { Target } from '../call.ts';
import { recordingReference } from '../callbacks.ts';
import { resolveUrl } from '../document.ts';
import { noteCall } from '../exchange.ts';
import { beginToEnd, type EndedRecording, endRecording, type OpenRecording, startRecording } from '../recorder.ts';
import { Interruption, type Task, until } from '../task.ts';
import { hearWords, mostSeconds, transcribeRecording } from '../transcriptions/transcription.ts';
import { WebhookFailed } from '../webhook.ts';
import { goTo, nextVerb, type Outcome, type Stage } from './outcome.ts';
import { recordingCallback } from './recording-callback.ts';
import { answerFirst, soundOut } from './sounding.ts';

/**
 * Records the caller until silence, a key, the longest time or the end of the call; the action is asked in each case, and
 * without one the current document, again and again.
 *
 * @see https://www.twilio.com/docs/voice/twiml/record (read 2026-11-21)
 */
export function* record(stage: Stage, verb: RecordVerb): Task<Outcome> {
  const { exchange, line } = stage;
  answerFirst(stage);
  const limits = limitsOf(stage, verb);
  const transcript = transcriptFor(stage, verb);
  if (verb.playBeep !== false) yield* soundOut(stage, beep(), { kind: 'beep', text: 'beep' });
  const open = startRecording(exchange, line, 'RecordVerb', {
    channels: 1,
    track: 'inbound',
    trim: verb.trim !== 'do-not-trim',
    callback: recordingCallback(stage, verb),
  });
  const words = hearWords(line);
  const transcribe = ({ recording }: EndedRecording) => {
    if (transcript) transcribeRecording(exchange, recording, { text, callback: transcript.callback });
  };
  let text = '';
  let ending: string | undefined;
  try {
    ending = yield* untilOver(stage, limits, open);
  } catch (error) {
    if (error instanceof Interruption && error.why !== 'stopped') {
      text = words.stop();
      // It is kept beside whatever took over, and nobody is asked for an action.
      void beginToEnd(exchange, open).then(transcribe);
    }
    throw error;
  }
  text = words.stop();
  const ended = yield* endRecording(exchange, open);
  transcribe(ended);
  // "If Twilio receives an empty recording, it will not make a request to the action URL."
  if (ended.isSilent && ending !== 'hangup') return nextVerb;
  return goTo(stage, verb.action, verb.method, {
    ...recordingReference(exchange, ended.recording),
    ...(ending === undefined ? {} : { Digits: ending }),
  });
}

interface Limits {
  silenceSeconds: number;
  mostSeconds: number;
  finishOnKey: string;
}

const longestSeconds = 86_400;

function limitsOf(stage: Stage, verb: RecordVerb): Limits {
  const { timeout = 5, maxLength = 3600, finishOnKey = '1234567890*#' } = verb;
  const isTimeout = timeout >= 0;
  const isLength = maxLength > 1 && maxLength <= longestSeconds;
  const isKeys = /^[0-9#*]*$/.test(finishOnKey);
  if (!isTimeout) warn(stage, 13611, `timeout="${timeout}" of <Record> must be positive; 5 counts`);
  if (!isLength) warn(stage, 13612, `maxLength="${maxLength}" of <Record> must be 2 to ${longestSeconds}; 3600 counts`);
  if (!isKeys) warn(stage, 13613, `finishOnKey="${finishOnKey}" of <Record> may have digits, # and * only`);
  return {
    silenceSeconds: isTimeout ? timeout : 5,
    mostSeconds: isLength ? maxLength : 3600,
    finishOnKey: finishOnKey.replace(/[^0-9#*]/g, ''),
  };
}

/** Whom to tell of the words, if they are wanted; undefined without a transcription. */
function transcriptFor(stage: Stage, verb: RecordVerb): { callback?: Target } | undefined {
  if (!verb.transcribe) return undefined;
  // A longer recording that was asked for by name is only warned of, and not transcribed (unconfirmed).
  if (verb.maxLength !== undefined && verb.maxLength > mostSeconds) {
    warn(stage, 13615, `maxLength="${verb.maxLength}" of <Record> is too high to transcribe: at most ${mostSeconds}`);
    return undefined;
  }
  const url = verb.transcribeCallback;
  if (!url) return {};
  try {
    return { callback: { url: resolveUrl(stage.document, url), method: 'POST' } };
  } catch (error) {
    if (!(error instanceof WebhookFailed)) throw error;
    warn(stage, error.code, `transcribeCallback of <Record>: ${error.message}`);
    return {};
  }
}

function warn({ exchange, line }: Stage, code: number, message: string): void {
  noteCall(exchange, line.callSid, { type: 'warned', code, message, level: 'warning' });
}

/** Ends with the key that ended it, `hangup`, or undefined for silence and the longest time. */
function* untilOver(stage: Stage, limits: Limits, open: OpenRecording): Task<string | undefined> {
  try {
    return yield* until<string | undefined>((resolve) => {
      const stops = [
        watchSilence(stage, limits.silenceSeconds, open.startedAtMs, resolve),
        watchKeys(stage, limits.finishOnKey, resolve),
        stopper(stage, limits.mostSeconds * 1000, resolve),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    });
  } catch (error) {
    if (error instanceof Interruption && error.why === 'ended') return 'hangup';
    throw error;
  }
}

type Resolve = (ending: string | undefined) => void;

// With a timeout of 0 silence ends nothing.
function watchSilence({ exchange, line }: Stage, seconds: number, fromMs: number, resolve: Resolve): () => void {
  if (seconds === 0) return () => undefined;
  const dueInMs = () => Math.max(fromMs, line.far.busyUntilMs) + seconds * 1000 - exchange.clock.nowMs();
  let timer = exchange.clock.after(dueInMs(), () => resolve(undefined));
  const again = () => {
    timer.cancel();
    timer = exchange.clock.after(dueInMs(), () => resolve(undefined));
  };
  line.far.listeners.add(again);
  return () => {
    timer.cancel();
    line.far.listeners.delete(again);
  };
}

function watchKeys({ line }: Stage, keys: string, resolve: Resolve): () => void {
  const listener = (key: string) => {
    if (keys.includes(key)) resolve(key);
  };
  line.keyListeners.add(listener);
  return () => void line.keyListeners.delete(listener);
}

function stopper({ exchange }: Stage, delayMs: number, resolve: Resolve): () => void {
  const timer = exchange.clock.after(delayMs, () => resolve(undefined));
  return () => timer.cancel();
}
