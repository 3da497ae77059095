import type { Verb } from '@offhook/twiml';
import { noteCall } from '../exchange.ts';
import type { Stage } from './outcome.ts';

/** Notes on the call that a verb begins. */
export function noteVerb({ exchange, line, path }: Stage, verb: Verb): void {
  const detail = verb.verb === 'say' ? verb.text : undefined;
  noteCall(exchange, line.callSid, { type: 'did', verb: verb.verb, path, detail });
}

/** Says on the call what Twilio's debugger would say of a verb. */
export function warnOf(
  { exchange, line }: Stage,
  code: number,
  message: string,
  level: 'error' | 'warning' = 'warning',
  url?: string,
): void {
  noteCall(exchange, line.callSid, { type: 'warned', code, message, level, ...(url === undefined ? {} : { url }) });
}
