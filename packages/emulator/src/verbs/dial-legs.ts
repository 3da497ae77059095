import type { Dial, DialNoun, NumberNoun } from '@offhook/twiml';
import { detectAnswer, sendDigits } from '../answering.ts';
import type { CallbackEvent, CallPlan } from '../call.ts';
import { hasEnded } from '../call.ts';
import type { RingOutcome } from '../callers/far-end.ts';
import { resolveUrl } from '../document.ts';
import { endCall } from '../ending.ts';
import { noteCall, spawn } from '../exchange.ts';
import { addLeg, type Leg } from '../leg.ts';
import type { Line } from '../line.ts';
import { ring } from '../ringing.ts';
import { runDocuments } from '../running.ts';
import { type Task, until } from '../task.ts';
import { dialable } from '../telephone.ts';
import { callOf } from '../world.ts';
import type { Stage } from './outcome.ts';

export type DialStatus = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

export interface DialResult {
  status: DialStatus;
  /** The leg that the result is about; with several it is the one that answered, or the last to give up. */
  childSid?: string;
  /** The leg that answered. */
  child?: Line;
}

/** Rings every number, together or one after another; the first to answer wins and the others are canceled. */
export function* ringAll(stage: Stage, verb: Dial, timeoutMs: number): Task<DialResult> {
  const numbers = verb.nouns.filter((noun): noun is NumberNoun => isDialable(stage, noun));
  if (numbers.length === 0) return { status: 'failed' };
  if (!verb.sequential) return yield* firstToAnswer(stage, verb, numbers, timeoutMs);
  let result: DialResult = { status: 'failed' };
  for (const number of numbers) {
    result = yield* firstToAnswer(stage, verb, [number], timeoutMs);
    if (result.child) break;
  }
  return result;
}

interface ChildLeg extends Leg {
  noun: NumberNoun;
}

function* firstToAnswer(stage: Stage, verb: Dial, numbers: NumberNoun[], timeoutMs: number): Task<DialResult> {
  const legs = numbers.map((noun) => ({ noun, ...addChild(stage, verb, noun) }));
  try {
    const { answered, ...result } = yield* untilAnswered(stage, legs, timeoutMs);
    cancelOthers(stage, legs, answered?.line);
    if (!answered) return result;
    const isReady = yield* untilReady(stage, answered);
    return isReady ? { ...result, child: answered.line } : result;
  } catch (error) {
    cancelOthers(stage, legs, undefined);
    throw error;
  }
}

function untilAnswered(
  { exchange }: Stage,
  legs: ChildLeg[],
  timeoutMs: number,
): Task<DialResult & { answered?: ChildLeg }> {
  return until((resolve) => {
    let ringing = legs.length;
    for (const leg of legs) {
      const { callSid: childSid } = leg.line;
      const settle = (outcome: RingOutcome | 'canceled') => {
        ringing -= 1;
        if (outcome === 'answered') resolve({ status: 'completed', childSid, answered: leg });
        else if (ringing === 0) resolve({ status: statusOf[outcome], childSid });
      };
      // Hung up through the API while it rang.
      const interrupted = () => settle('canceled');
      leg.line.strand = spawn(exchange, ring(exchange, leg, timeoutMs), { done: settle, interrupted });
    }
    return () => undefined;
  });
}

// Keys and the whisper come before the two can hear each other. False when the leg is hung up meanwhile.
function untilReady(stage: Stage, leg: ChildLeg): Task<boolean> {
  const { exchange } = stage;
  return until<boolean>((resolve) => {
    leg.line.strand = spawn(exchange, prepare(stage, leg), { done: resolve, interrupted: () => resolve(false) });
    return () => undefined;
  });
}

function* prepare({ exchange, document }: Stage, leg: ChildLeg): Task<boolean> {
  const { noun, line } = leg;
  yield* detectAnswer(exchange, leg);
  if (noun.sendDigits) yield* sendDigits(exchange, line, noun.sendDigits);
  if (!noun.url) return true;
  const source = { url: resolveUrl(document, noun.url), method: noun.method ?? ('POST' as const) };
  if ((yield* runDocuments(exchange, line, source)) === 'exhausted') return true;
  if (!hasEnded(callOf(exchange.world, line.callSid))) endCall(exchange, line.callSid, 'completed', 200);
  return false;
}

const statusOf: Record<Exclude<RingOutcome, 'answered'> | 'canceled', DialStatus> = {
  canceled: 'canceled',
  busy: 'busy',
  declined: 'busy',
  'no-answer': 'no-answer',
  invalid: 'failed',
};

function cancelOthers({ exchange }: Stage, legs: { line: Line }[], winner: Line | undefined): void {
  for (const { line } of legs) {
    if (line === winner || hasEnded(callOf(exchange.world, line.callSid))) continue;
    endCall(exchange, line.callSid, 'canceled', 487);
  }
}

function addChild(stage: Stage, verb: Dial, noun: NumberNoun) {
  const { exchange, line } = stage;
  const parent = callOf(exchange.world, line.callSid);
  return addLeg(exchange, {
    accountSid: parent.accountSid,
    parentSid: parent.sid,
    from: verb.callerId ?? parent.from,
    to: dialable(noun.number) ?? noun.number,
    direction: 'outbound-dial',
    plan: childPlan(stage, noun),
  });
}

function childPlan(stage: Stage, noun: NumberNoun): CallPlan {
  const plan: CallPlan = {
    ringTimeoutSeconds: 600,
    timeLimitSeconds: 14_400,
    detection: detectionPlan(stage, noun),
  };
  if (!noun.statusCallback) return plan;
  const wanted = noun.statusCallbackEvent ?? ['completed'];
  const events = callbackEvents.filter((event) => wanted.includes(event));
  const url = resolveUrl(stage.document, noun.statusCallback);
  return { ...plan, status: { url, method: noun.statusCallbackMethod ?? 'POST', events } };
}

const callbackEvents: CallbackEvent[] = ['initiated', 'ringing', 'answered', 'completed'];

// Always in the background, with a verdict only for the callback.
function detectionPlan({ document }: Stage, noun: NumberNoun): CallPlan['detection'] {
  if (!noun.machineDetection || noun.sendDigits) return undefined;
  const callback = noun.amdStatusCallback;
  return {
    mode: noun.machineDetection,
    timeoutMs: (noun.machineDetectionTimeout ?? 30) * 1000,
    speechThresholdMs: noun.machineDetectionSpeechThreshold ?? 2400,
    speechEndThresholdMs: noun.machineDetectionSpeechEndThreshold ?? 1200,
    silenceTimeoutMs: noun.machineDetectionSilenceTimeout ?? 5000,
    isAsync: true,
    callback: callback
      ? { url: resolveUrl(document, callback), method: noun.amdStatusCallbackMethod ?? 'POST' }
      : undefined,
  };
}

function isDialable({ exchange, line }: Stage, noun: DialNoun): boolean {
  if (noun.noun === 'number' && dialable(noun.number)) return true;
  const message = noun.noun === 'number' ? `${noun.number} is no telephone number` : `<${noun.noun}> cannot be dialled`;
  noteCall(exchange, line.callSid, { type: 'warned', code: 13223, message });
  return false;
}
