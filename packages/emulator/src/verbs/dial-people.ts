import type { Dial } from '@offhook/twiml';
import { ringTone } from '../audio/index.ts';
import { durationSeconds, hasEnded } from '../call.ts';
import { endCall } from '../ending.ts';
import { noteCall } from '../exchange.ts';
import { hushNear, type Line, soundNear } from '../line.ts';
import { Interruption, type Task } from '../task.ts';
import { callOf } from '../world.ts';
import { bridged } from './bridge.ts';
import { type Rung, ringAll } from './dial-legs.ts';
import type { DialResult } from './dial-result.ts';
import type { Stage } from './outcome.ts';

const defaultTimeoutSeconds = 30;
// Twilio rings five seconds longer than asked: https://www.twilio.com/docs/voice/twiml/dial#timeout (read 2026-11-21).
const extraSeconds = 5;
const longestSeconds = 86_400;

interface Met extends Rung {
  isBridged: boolean;
  interruption?: Interruption;
}

/** Rings whomever the nouns name, and connects the caller to the first who answers until one of them hangs up. */
export function* dialPeople(stage: Stage, verb: Dial, onBridge: () => void): Task<DialResult> {
  const { status, interruption, ...met } = yield* meet(stage, verb, onBridge);
  return { status, params: parametersOf(stage, met), interruption };
}

function* meet(stage: Stage, verb: Dial, onBridge: () => void): Task<Met> {
  const { exchange, line } = stage;
  const timeoutMs = (seconds(stage, 13_212, 'timeout', verb.timeout, 600) ?? defaultTimeoutSeconds) * 1000;
  const ringingMs = timeoutMs + extraSeconds * 1000;
  const isAnswered = callOf(exchange.world, line.callSid).status === 'in-progress';
  if (isAnswered) soundNear(exchange, line, ringTone(ringingMs * (verb.sequential ? 10 : 1), verb.ringTone), ringing);
  let rung: Rung = { status: 'failed' };
  try {
    rung = yield* ringAll(stage, verb, ringingMs);
    hushNear(exchange, line);
    if (!rung.child) return { ...rung, isBridged: false };
    onBridge();
    const limit = seconds(stage, 13_216, 'timeLimit', verb.timeLimit, longestSeconds) ?? 14_400;
    const limits = { timeLimitSeconds: limit, endsOnStar: verb.hangupOnStar === true };
    const hasLeft = (yield* bridged(stage, rung.child, limits)) === 'child-left';
    if (!hasLeft) hangUp(stage, rung.child);
    return { ...rung, isBridged: true, hasLeft };
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    hushNear(exchange, line);
    if (rung.child) hangUp(stage, rung.child);
    return rung.child
      ? { ...rung, isBridged: true, interruption: error }
      : { status: 'canceled', isBridged: false, interruption: error };
  }
}

const ringing = { kind: 'play', text: 'ringing tone' } as const;

function hangUp({ exchange }: Stage, child: Line): void {
  if (!hasEnded(callOf(exchange.world, child.callSid))) endCall(exchange, child.callSid, 'completed', 200);
}

function parametersOf(
  { exchange }: Stage,
  { childSid, isBridged, hasLeft }: Omit<Met, 'status'>,
): DialResult['params'] {
  const params: Record<string, string> = { DialBridged: String(isBridged) };
  if (!childSid) return params;
  const child = callOf(exchange.world, childSid);
  // Unconfirmed: the names of the two about SIP.
  if (child.to.startsWith('sip')) {
    params.DialSipCallId = `${child.sid.slice(2)}@emulator`;
    params.DialSipResponseCode = String(child.sipCode ?? 200);
  }
  params.DialCallSid = childSid;
  if (!hasLeft) params.DialCallDuration = String(durationSeconds(child));
  return params;
}

function seconds(stage: Stage, code: number, name: string, value: number | undefined, most: number) {
  if (value === undefined || (value >= 1 && value <= most)) return value;
  const message = `${name} of <Dial> must be from 1 to ${most} seconds, not ${value}; the default is taken`;
  noteCall(stage.exchange, stage.line.callSid, { type: 'warned', code, message, level: 'warning' });
  return undefined;
}
