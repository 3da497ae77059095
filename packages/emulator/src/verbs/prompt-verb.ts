import type { PayPrompt } from '@offhook/twiml';
import { warnOf } from './note-verb.ts';
import { nextVerb, type Outcome, type Stage } from './outcome.ts';

/** Skips a `<Prompt>` that stands alone: the SDK writes it there, but it means something inside `<Pay>` only. */
export function promptVerb(stage: Stage, _verb: PayPrompt): Outcome {
  warnOf(stage, 12200, '<Prompt> means something inside <Pay> only; it is skipped');
  return nextVerb;
}
