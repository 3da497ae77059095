import type { Redirect } from '@offhook/twiml';
import { goTo, type Outcome, type Stage } from './outcome.ts';

export async function redirect(stage: Stage, verb: Redirect): Promise<Outcome> {
  return goTo(stage, verb.url, verb.method, {});
}
