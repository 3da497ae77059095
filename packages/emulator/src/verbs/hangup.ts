import type { Hangup } from '@offhook/twiml';
import type { Outcome, Stage } from './outcome.ts';

export function hangup(_stage: Stage, _verb: Hangup): Outcome {
  return { next: 'hang-up' };
}
