import type { Connect, ConnectNoun, StreamNoun } from '@offhook/twiml';
import { newSid, noteCall } from '../exchange.ts';
import { connectRelay } from '../relay/session.ts';
import { ForkRefused } from '../streams/fork.ts';
import { streamPlan } from '../streams/plan.ts';
import { runStream } from '../streams/stream.ts';
import type { Task } from '../task.ts';
import { goTo, nextVerb, type Outcome, type Stage } from './outcome.ts';
import { answerFirst } from './sounding.ts';

/** Gives the call to what the first noun names until that ends; the action, or else the next verb, comes then. */
export function* connect(stage: Stage, verb: Connect): Task<Outcome> {
  const [noun, ...more] = verb.nouns;
  if (more.length > 0) warn(stage, 12200, 'Only the first noun of <Connect> is carried out');
  if (noun?.noun === 'conversationRelay') return yield* connectRelay(stage, verb, noun);
  if (noun?.noun === 'stream') yield* connectStream(stage, noun);
  else if (noun) warn(stage, 12200, refusals[noun.noun]);
  return verb.action === undefined ? nextVerb : goTo(stage, verb.action, verb.method, {});
}

const refusals: Record<Exclude<ConnectNoun['noun'], 'stream' | 'conversationRelay'>, string> = {
  room: 'The emulator has no video rooms; <Room> ends at once',
  virtualAgent: 'The emulator has no virtual agents; <VirtualAgent> ends at once',
  conversation: 'The emulator has no Conversations; <Conversation> ends at once',
  aiSession: 'The emulator has no AI sessions; <AiSession> ends at once',
  conversationRelaySession: 'The emulator knows no configured relay sessions; use <ConversationRelay> with a url',
  autopilot: 'Autopilot was retired by Twilio; <Autopilot> ends at once',
};

/** Execution goes on only when the application closes the connection, or when there is none. */
function* connectStream(stage: Stage, noun: StreamNoun): Task {
  const { exchange, line } = stage;
  answerFirst(stage);
  try {
    yield* runStream(exchange, line, newSid(exchange, 'MZ'), streamPlan(stage, noun, true));
  } catch (error) {
    if (!(error instanceof ForkRefused)) throw error;
    warn(stage, error.code, error.message);
  }
}

function warn({ exchange, line }: Stage, code: number, message: string): void {
  noteCall(exchange, line.callSid, { type: 'warned', code, message, level: 'error' });
}
