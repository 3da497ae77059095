import type { Reject } from '@offhook/twiml';
import { endCall } from '../ending.ts';
import { callOf } from '../world.ts';
import { warnOf } from './note-verb.ts';
import type { Outcome, Stage } from './outcome.ts';

/** Refuses a call that still rings; on an answered one it only hangs up. */
export function reject(stage: Stage, verb: Reject): Outcome {
  const { exchange, line } = stage;
  if (callOf(exchange.world, line.callSid).status !== 'ringing') {
    warnOf(stage, 12200, '<Reject> refuses a call that rings; this one is answered, so that it is hung up');
  } else if (verb.reason === 'busy') endCall(exchange, line.callSid, 'busy', 486);
  else endCall(exchange, line.callSid, 'no-answer', 404);
  return { next: 'hang-up' };
}
