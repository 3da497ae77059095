import type { Echo } from '@offhook/twiml';
import { letHear, stopHearing } from '../line.ts';
import { type Task, until } from '../task.ts';
import type { Outcome, Stage } from './outcome.ts';
import { answerFirst } from './sounding.ts';

/** Lets the far end hear itself until the call ends. */
export function* echo(stage: Stage, _verb: Echo): Task<Outcome> {
  answerFirst(stage);
  const { exchange, line } = stage;
  return yield* until<Outcome>(() => {
    letHear(exchange, line, line);
    return () => stopHearing(exchange, line, line);
  });
}
