import type { CallPlan } from './call.ts';
import { personaFor } from './callers/far-end.ts';
import type { Persona } from './callers/persona.ts';
import { accountOf, type Exchange, noteCall, spawn } from './exchange.ts';
import { addLeg } from './leg.ts';
import { numberAt, numberPlan } from './numbers/incoming-number.ts';
import { runCall } from './running.ts';

/** Somebody outside who calls one of our numbers. */
export interface IncomingCall {
  from: string;
  to: string;
  /** By name, or whole; by default whoever the rules have at `from`. */
  persona?: string | Persona;
  /** Instead of the voice URL of the number that is called. */
  voiceUrl?: string;
  /** Instead of the status callback of that number; told of the end of the call, as Twilio does for numbers. */
  statusCallback?: string;
  /** The number that sends the call on to ours. */
  forwardedFrom?: string;
  /** The caller's name, as CNAM has it. */
  callerName?: string;
  /** Whether the caller hides the number: the application sees `anonymous` in its place. */
  isWithheld?: boolean;
}

/** No number of ours answers at the number that is called. */
export class NobodyThere extends Error {
  override name = 'NobodyThere';
}

// Unconfirmed: other carriers send +266696687, the same word on a telephone keypad.
const withheld = 'anonymous';

/** Lets somebody call in. The voice URL is asked while it rings; the first verb that sounds answers. Returns the SID. */
export function receiveCall(exchange: Exchange, call: IncomingCall): string {
  const { from, to, persona, isWithheld } = call;
  const owned = numberAt(exchange, to);
  if (owned && accountOf(exchange, owned.accountSid).status !== 'active') {
    throw new NobodyThere(`The account of ${to} is not active`);
  }
  const { document, ...plan } = planFor(exchange, call);
  if (!document) {
    const lack = owned
      ? 'has no voice URL: give the number one'
      : 'is no number of the account: add it with a voice URL';
    throw new NobodyThere(`${to} ${lack}, or give this call one.`);
  }
  const { line } = addLeg(
    exchange,
    {
      ...{ accountSid: owned?.accountSid ?? exchange.mainAccountSid, from: isWithheld ? withheld : from, to },
      ...{ direction: 'inbound', plan },
    },
    personaFor(exchange, from, persona),
  );
  noteCall(exchange, line.callSid, { type: 'initiated' });
  noteCall(exchange, line.callSid, { type: 'ringing' });
  line.strand = spawn(exchange, runCall(exchange, line, document));
  return line.callSid;
}

function planFor(
  exchange: Exchange,
  { to, voiceUrl, statusCallback, forwardedFrom, callerName }: IncomingCall,
): CallPlan {
  const owned = numberAt(exchange, to);
  const plan: CallPlan = {
    ringTimeoutSeconds: 600,
    timeLimitSeconds: 14_400,
    ...(owned && numberPlan(exchange, owned)),
  };
  const method = 'POST' as const;
  return {
    ...plan,
    ...(voiceUrl === undefined ? {} : { document: { url: voiceUrl, method: owned?.voiceMethod ?? method } }),
    ...(statusCallback === undefined
      ? {}
      : { status: { url: statusCallback, method: owned?.statusCallbackMethod ?? method, events: ['completed'] } }),
    ...(forwardedFrom === undefined ? {} : { forwardedFrom }),
    ...(callerName === undefined ? {} : { callerName }),
  };
}
