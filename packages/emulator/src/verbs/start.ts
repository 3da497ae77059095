import type { RecordingNoun, Start, StartNoun, TranscriptionNoun } from '@offhook/twiml';
import type { RecordingPlan } from '../call.ts';
import { noteCall } from '../exchange.ts';
import { startTranscription, usualTranscription } from '../realtime-transcription/transcription.ts';
import { startRecording } from '../recorder.ts';
import { startSiprec } from '../siprec/siprec.ts';
import { ForkRefused } from '../streams/fork.ts';
import { callbackOf, streamPlan } from '../streams/plan.ts';
import { startStream } from '../streams/stream.ts';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';
import { recordingCallback } from './recording-callback.ts';

/**
 * Begins what goes on beside the documents, across all that follow. What cannot begin is skipped. An incoming call that
 * rings goes on ringing; whether Twilio answers it here is unconfirmed.
 *
 * @see https://www.twilio.com/docs/voice/twiml/stream (read 2026-11-21)
 */
export function start(stage: Stage, verb: Start): Outcome {
  for (const noun of verb.nouns) {
    try {
      startOne(stage, noun);
    } catch (error) {
      if (!(error instanceof ForkRefused)) throw error;
      const { code, message } = error;
      noteCall(stage.exchange, stage.line.callSid, { type: 'warned', code, message, level: 'error' });
    }
  }
  return nextVerb;
}

function startOne(stage: Stage, noun: StartNoun): void {
  const { exchange, line } = stage;
  if (noun.noun === 'stream') startStream(exchange, line, streamPlan(stage, noun, false));
  else if (noun.noun === 'transcription') transcribe(stage, noun);
  else if (noun.noun === 'siprec') {
    const callback = callbackOf(stage, noun.statusCallback, noun.statusCallbackMethod);
    startSiprec(exchange, line, { ...noun, callback });
  } else startRecording(exchange, line, 'StartCallRecordingTwiML', recordingPlan(stage, noun));
}

// Two channels and trimmed unless told otherwise, unlike recordings that the API starts:
// https://www.twilio.com/docs/voice/twiml/recording (stored copy, read 2026-11-21).
function recordingPlan(stage: Stage, noun: RecordingNoun): RecordingPlan {
  const track = noun.track ?? 'both';
  return {
    channels: noun.channels === 'mono' || track !== 'both' ? 1 : 2,
    track,
    trim: noun.trim !== 'do-not-trim',
    callback: recordingCallback(stage, noun),
  };
}

function transcribe(stage: Stage, noun: TranscriptionNoun): void {
  const { exchange, line } = stage;
  const warn = (code: number, message: string) =>
    noteCall(exchange, line.callSid, { type: 'warned', code, message, level: 'warning' });
  // 32652: https://www.twilio.com/docs/api/errors/32652 (read 2026-11-21).
  for (const { name } of noun.configs ?? [])
    warn(32652, `The <Config> ${name} of <Transcription> changes nothing here`);
  const { transcriptionEngine = usualTranscription.engine, ...rest } = noun;
  startTranscription(exchange, line, {
    ...usualTranscription,
    ...rest,
    engine: transcriptionEngine.toLowerCase(),
    callback: callbackOf(stage, noun.statusCallbackUrl, noun.statusCallbackMethod),
  });
}
