import type { Verb } from '@offhook/twiml';
import { noteCall } from '../exchange.ts';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';

/** Goes on with the next verb, and says on the call that this one is not carried out. */
export function unavailable({ exchange, line }: Stage, { verb }: Verb): Outcome {
  const message = `The emulator does not carry out <${verb}>; it is skipped`;
  noteCall(exchange, line.callSid, { type: 'warned', code: 12200, message, level: 'warning' });
  return nextVerb;
}
