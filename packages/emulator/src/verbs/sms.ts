import type { Sms } from '@offhook/twiml';
import { deliver } from '../callbacks.ts';
import { newSid, spawn } from '../exchange.ts';
import { standardParameters } from '../parameters.ts';
import { callbackOf } from '../streams/plan.ts';
import { dialable } from '../telephone.ts';
import { callOf } from '../world.ts';
import { warnOf } from './note-verb.ts';
import { goTo, nextVerb, type Outcome, type Stage } from './outcome.ts';

/**
 * Tells the application that a text was sent, and the call what it would have said: no text leaves the emulator. An old
 * verb that Twilio no longer documents; its parameters and the lengths it takes are unconfirmed.
 */
export function sms(stage: Stage, verb: Sms): Outcome {
  const { exchange, line } = stage;
  const call = callOf(exchange.world, line.callSid);
  const isInbound = call.direction === 'inbound';
  const to = verb.to ?? (isInbound ? call.from : call.to);
  const from = verb.from ?? (isInbound ? call.to : call.from);
  const fault = faultOf(to, from, verb.message);
  if (fault) warnOf(stage, ...fault);
  else warnOf(stage, 12200, `The emulator sends no texts. To ${to}, from ${from}: ${verb.message}`);
  const told = { SmsSid: newSid(exchange, 'SM'), SmsStatus: fault ? 'invalid' : 'sent' };
  const callback = callbackOf(stage, verb.statusCallback, 'POST');
  if (callback) {
    const params = { ...standardParameters(exchange, call), ...told };
    spawn(exchange, deliver(exchange, line.callSid, callback, params));
  }
  return verb.action === undefined ? nextVerb : goTo(stage, verb.action, verb.method, told);
}

const mostCharacters = 1600;

// https://www.twilio.com/docs/api/errors/14101 and following (read 2026-11-21)
function faultOf(to: string, from: string, message: string): [number, string] | undefined {
  if (!dialable(to)) return [14101, `to="${to}" of <Sms> is no telephone number`];
  if (!dialable(from)) return [14102, `from="${from}" of <Sms> is no telephone number`];
  if (message !== '' && message.length <= mostCharacters) return undefined;
  return [14103, `The text of <Sms> has ${message.length} characters, not 1 to ${mostCharacters}`];
}
