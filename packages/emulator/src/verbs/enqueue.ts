import type { Enqueue } from '@offhook/twiml';
import type { Target } from '../call.ts';
import { resolveUrl } from '../document.ts';
import { noteCall, spawn } from '../exchange.ts';
import { standardParameters } from '../parameters.ts';
import { addQueue, type Queue, queueNamed } from '../queues/queue.ts';
import { untilLeft } from '../queues/wait-documents.ts';
import {
  averageWaitSeconds,
  join,
  type Meeting,
  type Member,
  removeFrom,
  waitedSeconds,
  waitingLine,
} from '../queues/waiting-line.ts';
import { runDocuments } from '../running.ts';
import { Interruption, runTask, type Task, until } from '../task.ts';
import { ask, WebhookFailed } from '../webhook.ts';
import { callOf } from '../world.ts';
import { goTo, nextVerb, type Outcome, type Stage } from './outcome.ts';
import { answerFirst } from './sounding.ts';

/**
 * How a caller came out of a queue, in Twilio's words.
 *
 * @see https://www.twilio.com/docs/voice/twiml/enqueue#queueresult-values (read 2026-11-21)
 */
type QueueResult =
  | 'bridged'
  | 'error'
  | 'hangup'
  | 'leave'
  | 'queue-full'
  | 'redirected'
  | 'redirected-from-bridged'
  | 'system-error';

interface Departure {
  result: QueueResult;
  queue?: Queue;
  seconds?: number;
  interruption?: Interruption;
}

/** Puts the caller into a queue until somebody dials it, a document says Leave, the API takes the call or the caller goes. */
export function* enqueue(stage: Stage, verb: Enqueue): Task<Outcome> {
  answerFirst(stage);
  const departure = yield* throughQueue(stage, verb);
  const { result, queue, seconds, interruption } = departure;
  const extra: Record<string, string> = { QueueResult: result };
  if (queue) Object.assign(extra, { QueueSid: queue.sid, QueueTime: String(seconds ?? 0) });
  if (interruption?.why === 'redirected') {
    if (verb.action !== undefined)
      tellAside(stage, { url: resolveUrl(stage.document, verb.action), method: verb.method ?? 'POST' }, extra);
    throw interruption;
  }
  if (verb.action === undefined) {
    if (interruption) throw interruption;
    return result === 'hangup' ? { next: 'hang-up' } : nextVerb;
  }
  return goTo(stage, verb.action, verb.method, extra);
}

// The call already does something else: its action is told, and what it answers is not run.
function tellAside({ exchange, line }: Stage, target: Target, extra: Record<string, string>): void {
  const told = function* (): Task {
    try {
      yield* ask(exchange, line.callSid, target, {
        ...standardParameters(exchange, callOf(exchange.world, line.callSid)),
        ...extra,
      });
    } catch (error) {
      if (!(error instanceof WebhookFailed)) throw error;
      const { code, message, url } = error;
      noteCall(exchange, line.callSid, { type: 'warned', code, message: `${url}: ${message}`, level: 'error', url });
    }
  };
  spawn(exchange, told());
}

function* throughQueue(stage: Stage, verb: Enqueue): Task<Departure> {
  const { exchange, line } = stage;
  const refuse = (code: number, message: string): Departure => {
    noteCall(exchange, line.callSid, { type: 'warned', code, message, level: 'error' });
    return { result: 'error' };
  };
  if (verb.workflowSid !== undefined) return refuse(14226, 'The emulator has no TaskRouter: workflowSid is refused');
  if (verb.name === '') return refuse(14204, 'The name of a queue must not be empty');
  if (verb.name.length > 64) return refuse(14205, 'The name of a queue must not be longer than 64 characters');
  const { accountSid } = callOf(exchange.world, line.callSid);
  const maxSize = verb.maxQueueSize;
  const queue =
    queueNamed(exchange, accountSid, verb.name) ?? addQueue(exchange, { accountSid, friendlyName: verb.name, maxSize });
  if (waitingLine(exchange, queue.sid).members.length >= Math.min(queue.maxSize, maxSize ?? queue.maxSize)) {
    const message = `The queue '${queue.friendlyName}' is full`;
    noteCall(exchange, line.callSid, { type: 'warned', code: 14207, message, level: 'warning' });
    return { result: 'queue-full' };
  }
  return yield* inQueue(stage, verb, queue);
}

function* inQueue(stage: Stage, verb: Enqueue, queue: Queue): Task<Departure> {
  const { exchange, line } = stage;
  const waiting = waitingLine(exchange, queue.sid);
  const member: Member = { line, enqueuedAtMs: exchange.clock.nowMs(), take: () => undefined };
  let meeting: Meeting | undefined;
  let seconds = 0;
  const left = () => {
    if (!waiting.members.includes(member)) return;
    seconds = waitedSeconds(exchange, member);
    removeFrom(waiting.members, member);
  };
  try {
    const ended = yield* untilTakenOrLeft(stage, verb, { queue, member, left });
    if (typeof ended === 'string') return { result: ended === 'leave' ? 'leave' : 'hangup', queue, seconds };
    meeting = ended;
    const isBridged = yield* meet(stage, queue, { meeting, seconds });
    return { result: isBridged ? 'bridged' : 'hangup', queue, seconds };
  } catch (error) {
    left();
    if (error instanceof WebhookFailed) {
      const { code, message, url } = error;
      noteCall(exchange, line.callSid, { type: 'warned', code, message: `${url}: ${message}`, level: 'error', url });
      return { result: 'system-error', queue, seconds };
    }
    if (!(error instanceof Interruption) || error.why === 'stopped') throw error;
    const wasBridged = meeting?.over !== undefined;
    meeting?.ready(false);
    meeting?.left?.();
    if (error.why === 'redirected') {
      return { result: wasBridged ? 'redirected-from-bridged' : 'redirected', queue, seconds, interruption: error };
    }
    return { result: wasBridged ? 'bridged' : 'hangup', queue, seconds, interruption: error };
  }
}

function untilTakenOrLeft(
  { exchange, line, document }: Stage,
  verb: Enqueue,
  { queue, member, left }: { queue: Queue; member: Member; left: () => void },
): Task<Meeting | 'leave' | 'hang-up'> {
  const waiting = waitingLine(exchange, queue.sid);
  const waitUrl = verb.waitUrl
    ? { url: resolveUrl(document, verb.waitUrl), method: verb.waitUrlMethod ?? ('POST' as const) }
    : undefined;
  const parameters = () => ({
    QueueSid: queue.sid,
    QueuePosition: String(waiting.members.indexOf(member) + 1),
    QueueTime: String(waitedSeconds(exchange, member)),
    AvgQueueTime: String(averageWaitSeconds(exchange, waiting)),
    CurrentQueueSize: String(waiting.members.length),
    MaxQueueSize: String(queue.maxSize),
  });
  return until((resolve, reject) => {
    const gone = (how: Meeting | 'leave' | 'hang-up') => {
      left();
      resolve(how);
    };
    member.take = gone;
    join(waiting, member);
    const strand = runTask(untilLeft(exchange, line, waitUrl, parameters), { done: gone, failed: reject });
    return () => strand.interrupt('taken-over');
  });
}

/** The whisper, and then the time in which the two are connected. False when the whisper hung up. */
function* meet(
  { exchange, line }: Stage,
  queue: Queue,
  { meeting, seconds }: { meeting: Meeting; seconds: number },
): Task<boolean> {
  if (meeting.whisper) {
    const extra = { QueueSid: queue.sid, QueueTime: String(seconds), DequeingCallSid: meeting.dequeuer.callSid };
    const ending = yield* runDocuments(exchange, line, { ...meeting.whisper, extra });
    if (ending === 'hung-up') {
      meeting.ready(false);
      return false;
    }
  }
  yield* until<void>((resolve) => {
    meeting.over = resolve;
    meeting.ready(true);
    return () => undefined;
  });
  return true;
}
