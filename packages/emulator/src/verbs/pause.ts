import type { Pause } from '@offhook/twiml';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';
import { runPrompt } from './prompt.ts';

/** Waits. An incoming call goes on ringing meanwhile. */
export async function pause(stage: Stage, verb: Pause): Promise<Outcome> {
  await runPrompt(stage, verb, stage.line.interruption.signal);
  return nextVerb;
}
