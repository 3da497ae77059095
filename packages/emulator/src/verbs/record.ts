import type { RecordVerb } from '@offhook/twiml';
import { beep } from '../audio/index.ts';
import { recordingReference } from '../callbacks.ts';
import { noteCall } from '../exchange.ts';
import { isFarSilent, type OpenRecording, startRecording, stopRecording } from '../recorder.ts';
import { Interruption, type Task, until } from '../task.ts';
import { goTo, nextVerb, type Outcome, type Stage } from './outcome.ts';
import { recordingCallback } from './recording-callback.ts';
import { answerFirst, soundOut } from './sounding.ts';

/** Records the caller until silence, a key, the longest time or the end of the call; the action is asked in each case. */
export function* record(stage: Stage, verb: RecordVerb): Task<Outcome> {
  const { exchange, line } = stage;
  answerFirst(stage);
  warnOfTranscription(stage, verb);
  if (verb.playBeep !== false) {
    yield* soundOut(stage, beep(), { kind: 'beep', text: 'beep' });
  }
  const open = startRecording(exchange, line, 'RecordVerb', {
    channels: 1,
    track: 'inbound',
    trim: verb.trim !== 'do-not-trim',
    callback: recordingCallback(stage, verb),
  });
  const ending = yield* untilOver(stage, verb, open);
  const isEmpty = isFarSilent(line, open.startedAtMs, exchange.clock.nowMs());
  const recording = yield* stopRecording(exchange, open);
  // Nothing was heard: Twilio asks no action and goes on with the next verb.
  if (isEmpty && ending !== 'hangup') return nextVerb;
  return goTo(stage, verb.action, verb.method, {
    ...recordingReference(exchange, recording),
    ...(ending === undefined ? {} : { Digits: ending }),
  });
}

/** Resolves with the key that ended it, `hangup`, or undefined for silence and the longest time. */
function* untilOver(stage: Stage, verb: RecordVerb, open: OpenRecording): Task<string | undefined> {
  try {
    return yield* until<string | undefined>((resolve) => {
      const stops = [
        watchSilence(stage, verb.timeout ?? 5, open.startedAtMs, resolve),
        watchKeys(stage, verb.finishOnKey ?? '1234567890*#', resolve),
        stopper(stage, (verb.maxLength ?? 3600) * 1000, resolve),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    });
  } catch (error) {
    if (error instanceof Interruption && error.why === 'ended') return 'hangup';
    if (error instanceof Interruption && error.why === 'redirected') yield* stopRecording(stage.exchange, open);
    throw error;
  }
}

type Resolve = (ending: string | undefined) => void;

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

function warnOfTranscription({ exchange, line }: Stage, verb: RecordVerb): void {
  if (!verb.transcribe && !verb.transcribeCallback) return;
  noteCall(exchange, line.callSid, {
    type: 'warned',
    code: 13699,
    message: 'The emulator does not transcribe <Record>',
  });
}
