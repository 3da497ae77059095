import type { Hangup } from '@offhook/twiml';
import type { Outcome, Stage } from './outcome.ts';

export async function hangup(_stage: Stage, _verb: Hangup): Promise<Outcome> {
  return { next: 'hang-up' };
}
