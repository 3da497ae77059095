import type { Redirect } from '@offhook/twiml';
import { goTo, type Outcome, type Stage } from './outcome.ts';

export function redirect(stage: Stage, verb: Redirect): Outcome {
  return goTo(stage, verb.url, verb.method, {});
}
