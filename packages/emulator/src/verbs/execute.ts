import type { Verb, VerbName } from '@offhook/twiml';
import type { Task } from '../task.ts';
import { connect } from './connect.ts';
import { dial } from './dial.ts';
import { echo } from './echo.ts';
import { enqueue } from './enqueue.ts';
import { gather } from './gather.ts';
import { hangup } from './hangup.ts';
import { leave } from './leave.ts';
import { noteVerb } from './note-verb.ts';
import type { Outcome, Stage } from './outcome.ts';
import { pause } from './pause.ts';
import { pay } from './pay.ts';
import { play } from './play.ts';
import { promptVerb } from './prompt-verb.ts';
import { record } from './record.ts';
import { redirect } from './redirect.ts';
import { refer } from './refer.ts';
import { reject } from './reject.ts';
import { say } from './say.ts';
import { sms } from './sms.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { unavailable } from './unavailable.ts';

type Executor<V> = (stage: Stage, verb: V) => Task<Outcome> | Outcome;

// A verb without an executor does not compile.
const executors: { [Name in VerbName]: Executor<Extract<Verb, { verb: Name }>> } = {
  say,
  play,
  pause,
  gather,
  dial,
  record,
  redirect,
  hangup,
  reject,
  enqueue,
  leave,
  connect,
  start,
  stop,
  refer,
  pay,
  prompt: promptVerb,
  queue: unavailable,
  sms,
  echo,
};

/** Does what one verb says. */
export function* execute(stage: Stage, verb: Verb): Task<Outcome> {
  noteVerb(stage, verb);
  // The record is keyed by the verb's own name, so this is the executor of this verb.
  const executor = executors[verb.verb] as Executor<Verb>;
  const result = executor(stage, verb);
  return Symbol.iterator in result ? yield* result : result;
}
