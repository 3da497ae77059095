import type { Stop } from '@offhook/twiml';
import { stopForkByName } from '../streams/fork.ts';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';

/** Stops, by name, what `<Start>` or the REST API began. */
export function stop({ exchange, line }: Stage, verb: Stop): Outcome {
  for (const { noun, name } of verb.nouns) stopForkByName(exchange, line, noun, name);
  return nextVerb;
}
