import type { Leave } from '@offhook/twiml';
import { noteCall } from '../exchange.ts';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';

/** Does nothing: only what a queue plays can take the caller out of it, and that is done there. */
export function leave({ exchange, line }: Stage, _verb: Leave): Outcome {
  const message = '<Leave> means something only in what a queue plays; it is skipped';
  noteCall(exchange, line.callSid, { type: 'warned', code: 12200, message, level: 'warning' });
  return nextVerb;
}
