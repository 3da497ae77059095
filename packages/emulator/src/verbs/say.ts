import type { Say } from '@offhook/twiml';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';
import { runPrompt } from './prompt.ts';
import { answerFirst } from './sounding.ts';

export async function say(stage: Stage, verb: Say): Promise<Outcome> {
  answerFirst(stage);
  await runPrompt(stage, verb, stage.line.interruption.signal);
  return nextVerb;
}
