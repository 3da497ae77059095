import type { Play } from '@offhook/twiml';
import type { Task } from '../task.ts';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';
import { runPrompt } from './prompt.ts';
import { answerFirst } from './sounding.ts';

export function* play(stage: Stage, verb: Play): Task<Outcome> {
  answerFirst(stage);
  yield* runPrompt(stage, verb);
  return nextVerb;
}
