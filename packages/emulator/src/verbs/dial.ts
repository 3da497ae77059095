import type { Dial } from '@offhook/twiml';
import { ringback } from '../audio/index.ts';
import { durationSeconds, hasEnded } from '../call.ts';
import { recordingReference } from '../callbacks.ts';
import { endCall } from '../ending.ts';
import { hushNear, type Line, soundNear } from '../line.ts';
import { type OpenRecording, startRecording, stopRecording } from '../recorder.ts';
import { Interruption, type Task } from '../task.ts';
import { callOf } from '../world.ts';
import { bridged } from './bridge.ts';
import { type DialResult, ringAll } from './dial-legs.ts';
import { goTo, nextVerb, type Outcome, type Stage } from './outcome.ts';
import { recordingCallback } from './recording-callback.ts';
import { answerFirst } from './sounding.ts';

/** Connects the caller to the first number that answers, until one of them hangs up. The action is asked in any case. */
export function* dial(stage: Stage, verb: Dial): Task<Outcome> {
  if (!verb.answerOnBridge) answerFirst(stage);
  let recording: OpenRecording | undefined;
  const record = () => {
    recording ??= startRecording(stage.exchange, stage.line, 'DialVerb', recordingPlan(stage, verb));
  };
  if (isRecorded(verb, 'ringing')) record();
  const result = yield* connect(stage, verb, () => {
    answerFirst(stage);
    if (isRecorded(verb, 'answer')) record();
  });
  if (result.interruption?.why === 'stopped') throw result.interruption;
  const kept = recording && (yield* stopRecording(stage.exchange, recording));
  if (result.interruption?.why === 'redirected') throw result.interruption;
  if (verb.action === undefined) {
    if (result.interruption) throw result.interruption;
    return nextVerb;
  }
  return goTo(stage, verb.action, verb.method, {
    ...actionParameters(stage, result),
    ...(kept ? recordingReference(stage.exchange, kept) : {}),
  });
}

interface Connection extends DialResult {
  isBridged: boolean;
  /** Whether the other leg was redirected on its own and lives on. */
  hasLeft?: boolean;
  /** Why the parent leg left early. */
  interruption?: Interruption;
}

const defaultTimeoutSeconds = 30;
// Twilio rings five seconds longer than asked: https://www.twilio.com/docs/voice/twiml/dial#timeout (read 2026-11-21).
const extraSeconds = 5;
const ringsAheadMs = 600_000;

function* connect(stage: Stage, verb: Dial, onBridge: () => void): Task<Connection> {
  const { exchange, line } = stage;
  const timeoutMs = ((verb.timeout ?? defaultTimeoutSeconds) + extraSeconds) * 1000;
  if (!verb.answerOnBridge) soundNear(exchange, line, ringback(Math.min(timeoutMs, ringsAheadMs)), ringing);
  let result: DialResult = { status: 'failed' };
  try {
    result = yield* ringAll(stage, verb, timeoutMs);
    hushNear(exchange, line);
    const child = result.child;
    if (!child) return { ...result, isBridged: false };
    onBridge();
    const limits = { timeLimitSeconds: verb.timeLimit ?? 14_400, endsOnStar: verb.hangupOnStar === true };
    const hasLeft = (yield* bridged(stage, child, limits)) === 'child-left';
    if (!hasLeft) hangUpChild(stage, child);
    return { ...result, status: 'completed', isBridged: true, hasLeft };
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    hushNear(exchange, line);
    if (result.child) hangUpChild(stage, result.child);
    return result.child
      ? { ...result, status: 'completed', isBridged: true, interruption: error }
      : { status: 'canceled', isBridged: false, interruption: error };
  }
}

const ringing = { kind: 'play', text: 'ringing tone' } as const;

function hangUpChild({ exchange }: Stage, child: Line): void {
  if (!hasEnded(callOf(exchange.world, child.callSid))) endCall(exchange, child.callSid, 'completed', 200);
}

function actionParameters({ exchange }: Stage, result: Connection): Record<string, string> {
  const params: Record<string, string> = {
    DialCallStatus: result.status,
    DialBridged: String(result.isBridged),
  };
  if (!result.childSid) return params;
  params.DialCallSid = result.childSid;
  if (result.hasLeft) return params;
  params.DialCallDuration = String(durationSeconds(callOf(exchange.world, result.childSid)));
  return params;
}

function isRecorded(verb: Dial, since: 'ringing' | 'answer'): boolean {
  const record = verb.record === 'true' ? 'record-from-answer' : (verb.record ?? '');
  return record.startsWith(`record-from-${since}`);
}

function recordingPlan(stage: Stage, verb: Dial) {
  return {
    channels: verb.record?.endsWith('-dual') ? (2 as const) : (1 as const),
    track: verb.recordingTrack ?? ('both' as const),
    trim: verb.trim === 'trim-silence',
    callback: recordingCallback(stage, verb),
  };
}
