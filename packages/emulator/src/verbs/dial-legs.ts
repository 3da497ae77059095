import type { Dial, NumberNoun } from '@offhook/twiml';
import { detectAnswer, sendDigits } from '../answering.ts';
import type { CallbackEvent, CallPlan } from '../call.ts';
import { hasEnded } from '../call.ts';
import type { FarEnd, RingOutcome } from '../callers/far-end.ts';
import { resolveUrl } from '../document.ts';
import { endCall } from '../ending.ts';
import { Interruption, inBackground, noteCall } from '../exchange.ts';
import { addLeg } from '../leg.ts';
import type { Line } from '../line.ts';
import { ring } from '../ringing.ts';
import { dialable } from '../telephone.ts';
import { until } from '../waiting.ts';
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
export async function ringAll(stage: Stage, verb: Dial, timeoutMs: number): Promise<DialResult> {
  const numbers = verb.nouns.filter((noun) => isDialable(stage, noun));
  if (numbers.length === 0) return { status: 'failed' };
  if (!verb.sequential) return firstToAnswer(stage, verb, numbers, timeoutMs);
  let result: DialResult = { status: 'failed' };
  for (const number of numbers) {
    result = await firstToAnswer(stage, verb, [number], timeoutMs);
    if (result.child) break;
  }
  return result;
}

async function firstToAnswer(stage: Stage, verb: Dial, numbers: NumberNoun[], timeoutMs: number): Promise<DialResult> {
  const legs = numbers.map((noun) => ({ noun, ...addChild(stage, verb, noun) }));
  try {
    const { answered, ...result } = await untilAnswered(stage, legs, timeoutMs);
    cancelOthers(stage, legs, answered?.line);
    if (!answered) return result;
    const isConnected = await prepare(stage, answered);
    return isConnected ? { ...result, child: answered.line } : result;
  } catch (error) {
    cancelOthers(stage, legs, undefined);
    throw error;
  }
}

interface Leg {
  noun: NumberNoun;
  line: Line;
  farEnd: FarEnd;
}

function untilAnswered(
  { exchange, line: parent }: Stage,
  legs: Leg[],
  timeoutMs: number,
): Promise<DialResult & { answered?: Leg }> {
  return until(parent.interruption.signal, (resolve) => {
    let ringing = legs.length;
    for (const leg of legs) {
      const { callSid: childSid } = leg.line;
      const settled = ring(exchange, leg.line, leg.farEnd, timeoutMs).then((outcome) => {
        ringing -= 1;
        if (outcome === 'answered') resolve({ status: 'completed', childSid, answered: leg });
        else if (ringing === 0) resolve({ status: statusOf[outcome], childSid });
      });
      inBackground(
        exchange,
        settled.catch((error) => giveUp(error, leg.line, resolve, () => --ringing === 0)),
      );
    }
    return () => undefined;
  });
}

// Keys and the whisper come before the two can hear each other. False when the leg is hung up meanwhile.
async function prepare(stage: Stage, { noun, line, farEnd }: Leg): Promise<boolean> {
  const { exchange, document } = stage;
  try {
    await detectAnswer(exchange, line, farEnd);
    if (noun.sendDigits) await sendDigits(exchange, line, noun.sendDigits);
    if (!noun.url) return true;
    const source = { url: resolveUrl(document, noun.url), method: noun.method ?? ('POST' as const) };
    if (await untilEitherEnds(stage, stage.runAside(line, source))) return true;
    if (!hasEnded(callOf(exchange.world, line.callSid))) endCall(exchange, line.callSid, 'completed', 200);
    return false;
  } catch (error) {
    if (error instanceof Interruption && line.ended.signal.aborted && !stage.line.interruption.signal.aborted)
      return false;
    throw error;
  }
}

// The caller may hang up while the callee still hears the whisper.
function untilEitherEnds({ line }: Stage, work: Promise<boolean>): Promise<boolean> {
  const gone = until<boolean>(line.interruption.signal, () => () => undefined);
  return Promise.race([work, gone]);
}

// A leg that was hung up through the API while it rang.
function giveUp(error: unknown, line: Line, resolve: (result: DialResult) => void, isLast: () => boolean): void {
  if (!(error instanceof Interruption)) throw error;
  if (isLast()) resolve({ status: 'canceled', childSid: line.callSid });
}

const statusOf: Record<Exclude<RingOutcome, 'answered'>, DialStatus> = {
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

function isDialable({ exchange, line }: Stage, noun: NumberNoun): boolean {
  if (dialable(noun.number)) return true;
  const message = `${noun.number} is no telephone number`;
  noteCall(exchange, line.callSid, { type: 'warned', code: 13223, message });
  return false;
}
