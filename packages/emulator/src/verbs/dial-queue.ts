import type { Dial, QueueNoun } from '@offhook/twiml';
import { resolveUrl } from '../document.ts';
import { noteCall } from '../exchange.ts';
import { type Line, letHear, stopHearing } from '../line.ts';
import { queueNamed } from '../queues/queue.ts';
import { type Meeting, type Member, removeFrom, waitingLine } from '../queues/waiting-line.ts';
import { Interruption, type Task, until } from '../task.ts';
import { callOf } from '../world.ts';
import type { DialResult } from './dial-result.ts';
import type { Stage } from './outcome.ts';

const defaultTimeoutSeconds = 30;

/**
 * Connects whoever dials a queue with the one who has waited longest, or with the next who comes before the timeout. A queue
 * that does not exist brings `failed` to the action.
 *
 * @see https://www.twilio.com/docs/voice/twiml/queue (read 2026-11-21)
 */
export function* dialQueue(stage: Stage, verb: Dial, noun: QueueNoun, onBridge: () => void): Task<DialResult> {
  const { exchange, line } = stage;
  const queue = queueNamed(exchange, callOf(exchange.world, line.callSid).accountSid, noun.name);
  if (!queue || noun.reservationSid !== undefined) {
    const [code, message] = queue
      ? [14219, 'The emulator has no TaskRouter: reservationSid is refused']
      : [14212, `There is no queue '${noun.name}'`];
    noteCall(exchange, line.callSid, { type: 'warned', code, message, level: 'error' });
    return { status: 'failed', params: {} };
  }
  let meeting: Meeting | undefined;
  try {
    const timeoutMs = (verb.timeout ?? defaultTimeoutSeconds) * 1000;
    const member = yield* nextMember(stage, queue.sid, timeoutMs);
    if (!member) return { status: 'no-answer', params: { QueueSid: queue.sid } };
    const params = { QueueSid: queue.sid, DialCallSid: member.line.callSid };
    const isThere = yield* until<boolean>((resolve) => {
      meeting = { dequeuer: line, whisper: whisperOf(stage, noun), ready: resolve };
      member.take(meeting);
      return () => undefined;
    });
    if (!isThere) return { status: 'no-answer', params };
    onBridge();
    yield* connected(stage, verb, { other: member.line, meeting });
    meeting?.over?.();
    return { status: 'completed', params };
  } catch (error) {
    if (!(error instanceof Interruption) || error.why === 'stopped') throw error;
    const wasConnected = meeting?.over !== undefined;
    meeting?.over?.();
    return { status: wasConnected ? 'completed' : 'canceled', params: { QueueSid: queue.sid }, interruption: error };
  }
}

function whisperOf({ document }: Stage, { url, method = 'POST' }: QueueNoun): Meeting['whisper'] {
  return url ? { url: resolveUrl(document, url), method } : undefined;
}

function nextMember({ exchange }: Stage, queueSid: string, timeoutMs: number): Task<Member | undefined> {
  const waiting = waitingLine(exchange, queueSid);
  return until<Member | undefined>((resolve) => {
    const [first] = waiting.members;
    if (first) resolve(first);
    else waiting.dialers.push(resolve);
    const timer = exchange.clock.after(timeoutMs, () => resolve(undefined));
    return () => {
      timer.cancel();
      removeFrom(waiting.dialers, resolve);
    };
  });
}

function* connected(
  { exchange, line }: Stage,
  verb: Dial,
  { other, meeting }: { other: Line; meeting: Meeting | undefined },
): Task {
  letHear(exchange, line, other);
  letHear(exchange, other, line);
  try {
    yield* until<void>((resolve) => {
      const timer = exchange.clock.after((verb.timeLimit ?? 14_400) * 1000, resolve);
      const star = (key: string) => {
        if (verb.hangupOnStar && key === '*') resolve();
      };
      if (meeting) meeting.left = resolve;
      line.keyListeners.add(star);
      return () => {
        timer.cancel();
        line.keyListeners.delete(star);
      };
    });
  } finally {
    stopHearing(exchange, line, other);
    stopHearing(exchange, other, line);
  }
}
