import type { Pause } from '@offhook/twiml';
import type { Task } from '../task.ts';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';
import { runPrompt } from './prompt.ts';

/** Waits. An incoming call goes on ringing meanwhile. */
export function* pause(stage: Stage, verb: Pause): Task<Outcome> {
  yield* runPrompt(stage, verb);
  return nextVerb;
}
