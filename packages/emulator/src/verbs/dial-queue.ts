import type { Dial, QueueNoun } from '@offhook/twiml';
import { noteCall } from '../exchange.ts';
import type { Task } from '../task.ts';
import type { DialResult } from './dial-result.ts';
import type { Stage } from './outcome.ts';

/** Says on the call that queues are not carried out. */
// biome-ignore lint/correctness/useYield: the real one waits
export function* dialQueue({ exchange, line }: Stage, _verb: Dial, noun: QueueNoun): Task<DialResult> {
  const message = `The emulator does not carry out <Queue>${noun.name}</Queue>`;
  noteCall(exchange, line.callSid, { type: 'warned', code: 12200, message, level: 'warning' });
  return { status: 'failed', params: {} };
}
