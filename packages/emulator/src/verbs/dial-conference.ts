import type { ConferenceNoun, Dial } from '@offhook/twiml';
import { noteCall } from '../exchange.ts';
import type { Task } from '../task.ts';
import type { DialResult } from './dial-result.ts';
import type { Stage } from './outcome.ts';

/** Says on the call that conferences are not carried out. */
// biome-ignore lint/correctness/useYield: the real one waits
export function* dialConference({ exchange, line }: Stage, _verb: Dial, noun: ConferenceNoun): Task<DialResult> {
  const message = `The emulator does not carry out <Conference>${noun.name}</Conference>`;
  noteCall(exchange, line.callSid, { type: 'warned', code: 12200, message, level: 'warning' });
  return { status: 'failed', params: {} };
}
