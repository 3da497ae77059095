import type { CallPlan } from './call.ts';
import { type Exchange, noteCall, spawn } from './exchange.ts';
import { addLeg } from './leg.ts';
import { numberAt } from './numbers/incoming-number.ts';
import { runCall } from './running.ts';

/** Somebody outside who calls one of our numbers. */
export interface IncomingCall {
  from: string;
  to: string;
  /** By name; by default whoever the rules have at `from`. */
  persona?: string;
  /** Instead of the voice URL of the number that is called. */
  voiceUrl?: string;
  /** Instead of the status callback of that number; told of the end of the call, as Twilio does for numbers. */
  statusCallback?: string;
}

/** No number of ours answers at the number that is called. */
export class NobodyThere extends Error {
  override name = 'NobodyThere';
}

/** Lets somebody call in. The voice URL is asked while it rings; the first verb that sounds answers. Returns the SID. */
export function receiveCall(exchange: Exchange, { from, to, persona, voiceUrl, statusCallback }: IncomingCall): string {
  const owned = numberAt(exchange, to);
  const url = voiceUrl ?? owned?.voiceUrl;
  if (!url) throw new NobodyThere(`${to} has no voice URL`);
  const callback = statusCallback ?? owned?.statusCallback;
  const status: CallPlan['status'] = callback
    ? { url: callback, method: owned?.statusCallbackMethod ?? 'POST', events: ['completed'] }
    : undefined;
  const plan: CallPlan = { ringTimeoutSeconds: 600, timeLimitSeconds: 14_400, status };
  const { line } = addLeg(
    exchange,
    { accountSid: owned?.accountSid ?? exchange.mainAccountSid, from, to, direction: 'inbound', plan },
    persona,
  );
  noteCall(exchange, line.callSid, { type: 'initiated' });
  noteCall(exchange, line.callSid, { type: 'ringing' });
  line.strand = spawn(exchange, runCall(exchange, line, { url, method: owned?.voiceMethod ?? 'POST' }));
  return line.callSid;
}
