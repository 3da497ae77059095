import type { Dial } from '@offhook/twiml';
import { recordingReference } from '../callbacks.ts';
import { type OpenRecording, startRecording, stopRecording } from '../recorder.ts';
import { Interruption, type Task } from '../task.ts';
import { WebhookFailed } from '../webhook.ts';
import { dialConference } from './dial-conference.ts';
import { dialPeople } from './dial-people.ts';
import { dialQueue } from './dial-queue.ts';
import type { ConnectNoun, DialResult } from './dial-result.ts';
import { goTo, nextVerb, type Outcome, type Stage } from './outcome.ts';
import { recordingCallback } from './recording-callback.ts';
import { answerFirst } from './sounding.ts';

/** Connects the caller to somebody, a conference or a queue, as long as it lasts. The action is asked in any case. */
export function* dial(stage: Stage, verb: Dial): Task<Outcome> {
  refuseInWhisper(stage);
  if (!verb.answerOnBridge) answerFirst(stage);
  let recording: OpenRecording | undefined;
  const record = () => {
    recording ??= startRecording(stage.exchange, stage.line, 'DialVerb', recordingPlan(stage, verb));
  };
  if (isRecorded(verb, 'ringing')) record();
  const result = yield* settled(
    connect(stage, verb, () => {
      answerFirst(stage);
      if (isRecorded(verb, 'answer')) record();
    }),
  );
  if (result.interruption?.why === 'stopped') throw result.interruption;
  const kept = recording && (yield* stopRecording(stage.exchange, recording));
  if (result.interruption && (result.interruption.why === 'redirected' || verb.action === undefined)) {
    throw result.interruption;
  }
  if (verb.action === undefined || result.isSkipped) return nextVerb;
  return goTo(stage, verb.action, verb.method, {
    DialCallStatus: result.status,
    ...result.params,
    ...(kept ? recordingReference(stage.exchange, kept) : {}),
  });
}

// Both stand alone in a <Dial>; together with others they are refused where those are dialled.
function connect(stage: Stage, verb: Dial, onBridge: () => void): Task<DialResult> {
  const [noun, ...more] = verb.nouns;
  if (more.length > 0 || !noun) return dialPeople(stage, verb, onBridge);
  if (noun.noun === 'conference') return conference(stage, verb, noun, onBridge);
  if (noun.noun === 'queue') return queue(stage, verb, noun, onBridge);
  return dialPeople(stage, verb, onBridge);
}

type NounNamed<Name> = Extract<Dial['nouns'][number], { noun: Name }>;

const conference: ConnectNoun<NounNamed<'conference'>> = dialConference;
const queue: ConnectNoun<NounNamed<'queue'>> = dialQueue;

function* settled(connecting: Task<DialResult>): Task<DialResult> {
  try {
    return yield* connecting;
  } catch (error) {
    if (error instanceof Interruption) return { status: 'completed', params: {}, interruption: error };
    throw error;
  }
}

/** @see https://www.twilio.com/docs/api/errors/13201 (read 2026-11-21) */
function refuseInWhisper({ line, document }: Stage): void {
  if (!line.isWhispering) return;
  const message = 'Somebody who was dialled cannot dial before being connected: <Dial> does not belong in a whisper';
  throw new WebhookFailed(13_201, document.origin?.url ?? '', message);
}

// A conference has its own recording.
function isRecorded(verb: Dial, since: 'ringing' | 'answer'): boolean {
  if (verb.nouns.some(({ noun }) => noun === 'conference')) return false;
  const record = verb.record === 'true' ? 'record-from-answer' : (verb.record ?? '');
  return record.startsWith(`record-from-${since}`);
}

function recordingPlan(stage: Stage, verb: Dial) {
  const track = verb.recordingTrack ?? ('both' as const);
  return {
    // A single track is mono: https://www.twilio.com/docs/voice/twiml/dial#recordingtrack (read 2026-11-21).
    channels: verb.record?.endsWith('-dual') && track === 'both' ? (2 as const) : (1 as const),
    track,
    trim: verb.trim === 'trim-silence',
    callback: recordingCallback(stage, verb),
  };
}
