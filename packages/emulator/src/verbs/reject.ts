import type { Reject } from '@offhook/twiml';
import { endCall } from '../ending.ts';
import { callOf } from '../world.ts';
import type { Outcome, Stage } from './outcome.ts';

/** Refuses a call that still rings; on an answered one it only hangs up. */
export function reject({ exchange, line }: Stage, verb: Reject): Outcome {
  if (callOf(exchange.world, line.callSid).status === 'ringing') {
    if (verb.reason === 'busy') endCall(exchange, line.callSid, 'busy', 486);
    else endCall(exchange, line.callSid, 'no-answer', 404);
  }
  return { next: 'hang-up' };
}
