import { sendDigits } from '../answering.ts';
import { hasEnded, type Target } from '../call.ts';
import { deliver } from '../callbacks.ts';
import { endCall } from '../ending.ts';
import { type Exchange, newSid, putRow, spawn } from '../exchange.ts';
import { addLeg, type Leg } from '../leg.ts';
import type { Line } from '../line.ts';
import { standardParameters } from '../parameters.ts';
import { ring } from '../ringing.ts';
import { runDocuments } from '../running.ts';
import { type Task, wait, whileNot } from '../task.ts';
import { callOf } from '../world.ts';
import type { CallerId } from './caller-id.ts';

/** A number that somebody says he holds. */
export interface ValidationRequest {
  accountSid: string;
  phoneNumber: string;
  friendlyName: string;
  /** From the request until the call. */
  delaySeconds: number;
  /** Keys to press before the code is asked for. */
  extension?: string;
  /** Told whether it was proved. */
  callback?: Target;
}

// The number that Twilio's validation calls come from; unconfirmed.
const validationNumber = '+14157234000';

const ringTimeoutSeconds = 60;
const mostAttempts = 3;

/**
 * Calls a number and asks whoever answers for a code of six digits; the right one makes it a caller id of the account.
 * Returns the code and the call's SID at once. How often Twilio asks is unconfirmed.
 *
 * @see https://www.twilio.com/docs/voice/api/outgoing-caller-ids
 */
export function requestValidation(exchange: Exchange, asked: ValidationRequest): { code: string; callSid: string } {
  const code = String(100_000 + Math.floor(exchange.random.next() * 900_000));
  const { accountSid, phoneNumber: to } = asked;
  const plan = { ringTimeoutSeconds, timeLimitSeconds: 600 };
  const leg = addLeg(exchange, { accountSid, from: validationNumber, to, direction: 'outbound-api', plan });
  const { callSid } = leg.line;
  const finish = (callerId: CallerId | undefined) => tell(exchange, callSid, asked, callerId);
  const task = validate(exchange, leg, { asked, code });
  leg.line.strand = spawn(exchange, task, { done: finish, interrupted: () => finish(undefined) });
  return { code, callSid };
}

function* validate(
  exchange: Exchange,
  leg: Leg,
  { asked, code }: { asked: ValidationRequest; code: string },
): Task<CallerId | undefined> {
  const { line } = leg;
  yield* wait(exchange.clock, asked.delaySeconds * 1000);
  if ((yield* ring(exchange, leg, ringTimeoutSeconds * 1000)) !== 'answered') return undefined;
  if (asked.extension) yield* sendDigits(exchange, line, asked.extension);
  const isProved = yield* asksFor(exchange, line, code);
  const callerId = isProved ? keep(exchange, asked) : undefined;
  endCall(exchange, line.callSid, 'completed', 200);
  return callerId;
}

function* asksFor(exchange: Exchange, line: Line, code: string): Task<boolean> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if ((yield* keysAfter(exchange, line, attempt === 0 ? greeting : again)) === code) return true;
  }
  yield* runDocuments(exchange, line, { twiml: `<Response><Say>${farewell}</Say></Response>` });
  return false;
}

const greeting = 'Please enter the six digit code that your application shows you.';
const again = 'That was not the code. Please enter it again.';
const farewell = 'Your number could not be verified. Goodbye.';

/** Asks, and collects six keys until ten seconds after the question. */
function* keysAfter(exchange: Exchange, line: Line, question: string): Task<string> {
  let keys = '';
  const prompt = { twiml: `<Response><Say>${question}</Say><Pause length="10"/></Response>` };
  yield* whileNot(
    () => runDocuments(exchange, line, prompt),
    (stop) => {
      const listener = (key: string) => {
        if (/\d/.test(key)) keys += key;
        if (keys.length >= 6) stop();
      };
      line.keyListeners.add(listener);
      return () => line.keyListeners.delete(listener);
    },
  );
  return keys;
}

function keep(exchange: Exchange, { accountSid, phoneNumber, friendlyName }: ValidationRequest): CallerId {
  const nowMs = exchange.clock.nowMs();
  const named = { sid: newSid(exchange, 'PN'), accountSid, phoneNumber, friendlyName };
  return putRow(exchange, 'callerIds', { ...named, createdAtMs: nowMs, updatedAtMs: nowMs });
}

function tell(
  exchange: Exchange,
  callSid: string,
  { callback }: ValidationRequest,
  callerId: CallerId | undefined,
): void {
  const call = callOf(exchange.world, callSid);
  // A call that has not ended was interrupted because the emulator stops.
  if (!callback || !hasEnded(call)) return;
  // The two parameters are unconfirmed.
  const verdict: Record<string, string> = callerId
    ? { VerificationStatus: 'success', OutgoingCallerIdSid: callerId.sid }
    : { VerificationStatus: 'failed' };
  spawn(exchange, deliver(exchange, callSid, callback, { ...standardParameters(exchange, call), ...verdict }));
}
