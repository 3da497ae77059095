import type { Say } from '@offhook/twiml';
import type { Task } from '../task.ts';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';
import { runPrompt } from './prompt.ts';
import { answerFirst } from './sounding.ts';

export function* say(stage: Stage, verb: Say): Task<Outcome> {
  answerFirst(stage);
  yield* runPrompt(stage, verb);
  return nextVerb;
}
