import type { Play } from '@offhook/twiml';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';
import { runPrompt } from './prompt.ts';
import { answerFirst } from './sounding.ts';

export async function play(stage: Stage, verb: Play): Promise<Outcome> {
  answerFirst(stage);
  await runPrompt(stage, verb, stage.line.interruption.signal);
  return nextVerb;
}
