import type { Target } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import { type Task, wait } from '../task.ts';
import { type Answer, ask, WebhookFailed } from '../webhook.ts';
import { callOf } from '../world.ts';
import { befalling } from './applied.ts';
import { changed, type Sending } from './callbacks.ts';

/** Asks for a document; under a rule late, twice (the last answer counts), wrongly signed, or not at all. */
export function* askForDocument(
  exchange: Exchange,
  callSid: string,
  target: Target,
  params: Record<string, string>,
): Task<Answer> {
  if (exchange.mischief.isIdle) return yield* ask(exchange, callSid, target, params);
  const { accountSid, from, to, status } = callOf(exchange.world, callSid);
  const occasion = { kind: 'callback', name: 'document', events: [status], accountSid, numbers: [from, to] } as const;
  const plain: Sending = { target: { url: target.url, method: target.method }, params, delayMs: 0, how: {} };
  const applied = befalling(exchange, occasion, callSid);
  const list = applied.reduce((sendings, one) => changed(exchange, sendings, one), [plain]);
  let answer: Answer | undefined;
  for (const sending of list) {
    if (sending.delayMs > 0) yield* wait(exchange.clock, sending.delayMs);
    answer = yield* ask(exchange, callSid, sending.target, sending.params, sending.how);
  }
  if (!answer) throw new WebhookFailed(11205, target.url, 'Mischief: the request was never sent');
  return answer;
}
