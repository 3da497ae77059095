import type { Target } from '../call.ts';
import { accountOf, type Exchange, noteCall, spawn } from '../exchange.ts';
import { sign } from '../signature.ts';
import { all, type Task, until, wait } from '../task.ts';
import { ask, type HowToAsk, WebhookFailed } from '../webhook.ts';
import { newIdempotencyToken } from '../webhooks/idempotency-token.ts';
import type { Signing } from '../webhooks/visit.ts';
import { callOf } from '../world.ts';
import { altered, resplit } from './altered.ts';
import { befalling } from './applied.ts';
import { occasionOf } from './callback-kind.ts';
import type { Applied } from './mischief.ts';

type Parameters = Record<string, string>;

/** One webhook as it will be sent. */
export interface Sending {
  target: Target;
  params: Parameters;
  delayMs: number;
  how: HowToAsk;
  /** How long it may be held back until the next one of its call was sent. */
  heldMs?: number;
}

/**
 * Sends one callback, as often, as late and as wrongly as the rules have it; ends when all are answered. What the
 * application answers only reaches the log, a bad answer as the warning `code`.
 */
export function* deliver(exchange: Exchange, callSid: string, target: Target, params: Parameters, code = 15003): Task {
  if (exchange.mischief.isIdle) return yield* deliverOnce(exchange, callSid, plain(target, params), code);
  const list = sendings(exchange, callSid, target, params);
  if (list.length > 0) yield* all(list.map((one) => onItsOwn(exchange, deliverOnce(exchange, callSid, one, code))));
}

// What is late waits for the clock, which a call that has ended no longer does.
function* onItsOwn(exchange: Exchange, task: Task): Task {
  yield {
    isOutside: true,
    begin: (resume) => {
      spawn(exchange, task, { done: resume, interrupted: () => resume(undefined) });
      return () => undefined;
    },
  };
}

function plain(target: Target, params: Parameters): Sending {
  return { target, params, delayMs: 0, how: {} };
}

function* deliverOnce(exchange: Exchange, callSid: string, sending: Sending, code: number): Task {
  const { target, params, delayMs, how, heldMs } = sending;
  const { url } = target;
  const warn = (message: string) =>
    noteCall(exchange, callSid, { type: 'warned', code, message: `${url}: ${message}`, level: 'warning', url });
  if (delayMs > 0) yield* wait(exchange.clock, delayMs);
  if (heldMs !== undefined) yield* untilOvertaken(exchange, callSid, heldMs);
  try {
    const answer = yield* ask(exchange, callSid, target, params, how);
    if (answer.status >= 400) warn(`answered ${answer.status}`);
  } catch (error) {
    if (!(error instanceof WebhookFailed)) throw error;
    warn(error.message);
  } finally {
    if (heldMs === undefined) overtake(exchange, callSid);
  }
}

/** The webhooks that come of one, after what the rules do to it. */
function sendings(exchange: Exchange, callSid: string, target: Target, params: Parameters): Sending[] {
  const call = callOf(exchange.world, callSid);
  const numbers = [call.from, call.to];
  const applied = befalling(exchange, { ...occasionOf(params), accountSid: call.accountSid, numbers }, callSid);
  return applied.reduce((list, one) => changed(exchange, list, one), [plain(target, params)]);
}

/** What a rule makes of what is to be sent. */
export function changed(exchange: Exchange, list: Sending[], applied: Applied): Sending[] {
  const { fault, draw } = applied;
  switch (fault.fault) {
    case 'drop':
      return [];
    case 'duplicate':
      return list.flatMap((one) => copies(exchange, one, fault, () => draw(fault.apartMs)));
    case 'delay':
      return list.map((one) => ({ ...one, delayMs: one.delayMs + draw(fault.delayMs) }));
    case 'reorder':
      return list.map((one) => ({ ...one, heldMs: fault.patienceMs ?? 60_000 }));
    case 'forge':
      return list.flatMap((one) => [...(fault.besides ? [one] : []), forged(exchange, one, fault.signature)]);
    case 'alter':
      return list.map((one) => {
        const target = { ...one.target, ...(fault.url ? { url: fault.url } : {}) };
        return { ...one, target, params: altered(exchange, one.params, fault) };
      });
    case 'extra':
      return list.flatMap((one) => {
        const extra = {
          ...one,
          params: altered(exchange, one.params, fault),
          delayMs: one.delayMs + draw(fault.afterMs),
        };
        return fault.when === 'before' ? [extra, one] : [one, extra];
      });
    default:
      return list;
  }
}

function copies(
  exchange: Exchange,
  one: Sending,
  fault: { copies?: number; sameToken?: boolean },
  apartMs: () => number,
): Sending[] {
  const how = fault.sameToken ? { ...one.how, idempotencyToken: newIdempotencyToken(exchange) } : one.how;
  const list: Sending[] = [{ ...one, how }];
  for (let copy = 0; copy < (fault.copies ?? 1); copy += 1) {
    list.push({ ...one, how, delayMs: (list.at(-1)?.delayMs ?? 0) + apartMs() });
  }
  return list;
}

type Forgery = 'none' | 'wrong-token' | 'other-account' | 'other-url' | 'resplit';

function forged(exchange: Exchange, one: Sending, signature: Forgery): Sending {
  const { authToken } = accountOf(exchange, one.params.AccountSid ?? exchange.mainAccountSid);
  if (signature === 'resplit') {
    const signing: Signing = (url) => sign(authToken, url, one.params);
    return { ...one, params: resplit(one.params), how: { ...one.how, signing } };
  }
  return { ...one, how: { ...one.how, signing: forgery(exchange, authToken, signature) } };
}

function forgery(exchange: Exchange, authToken: string, signature: Exclude<Forgery, 'resplit'>): Signing {
  if (signature === 'none') return () => undefined;
  // What a proxy that ends TLS makes of an address.
  if (signature === 'other-url') {
    return (url, params) =>
      sign(
        authToken,
        url.replace(/^http(s?):/, (_, secure) => (secure ? 'http:' : 'https:')),
        params,
      );
  }
  const others = [...exchange.world.tables.accounts.values()].map((account) => account.authToken);
  const other = others.find((token) => token !== authToken);
  const wrong = signature === 'other-account' && other !== undefined ? other : 'f'.repeat(32);
  return (url, params) => sign(wrong, url, params);
}

function* untilOvertaken(exchange: Exchange, callSid: string, patienceMs: number): Task {
  yield* until<void>((resolve) => {
    const release = () => resolve();
    const held = exchange.held.get(callSid) ?? new Set();
    exchange.held.set(callSid, held.add(release));
    const timer = exchange.clock.after(patienceMs, release);
    return () => {
      timer.cancel();
      held.delete(release);
      if (held.size === 0) exchange.held.delete(callSid);
    };
  });
}

function overtake(exchange: Exchange, callSid: string): void {
  for (const release of [...(exchange.held.get(callSid) ?? [])]) release();
}
