import type { Pay } from '@offhook/twiml';
import type { Target } from '../call.ts';
import { deliver } from '../callbacks.ts';
import { spawn } from '../exchange.ts';
import { Interruption, type Task } from '../task.ts';
import type { Stage } from '../verbs/outcome.ts';
import { runNested, runPrompt } from '../verbs/prompt.ts';
import { callOf } from '../world.ts';
import { submit } from './connector.ts';
import { collectDigits, type Keypad } from './keypad.ts';
import { type Details, errorIn, isWhole, type Piece, type PieceError, piecesOf } from './pieces.ts';
import type { PaymentPlan } from './plan.ts';
import { againPrompt, type PromptMoment, promptFor, usualPrompt } from './prompts.ts';
import { errorTypeOf, shown } from './wire.ts';

/** A `<Pay>` at work. */
interface Taking {
  stage: Stage;
  verb: Pay;
  plan: PaymentPlan;
  details: Details;
  keypad: Keypad;
  callback?: Target;
}

export type Result = Record<string, string>;

/** Asks for one piece after another and gives them to the connector. Ends with what the action is told. */
export function* takePayment(taking: Taking): Task<Result> {
  const { stage, plan, details } = taking;
  try {
    for (const piece of piecesOf(plan)) {
      const failed = yield* askFor(taking, piece);
      if (failed) return failed;
    }
    const moment: PromptMoment = { step: 'payment-processing', attempt: 1, details };
    tell(taking, moment);
    yield* say(taking, moment);
    const result = yield* submit(stage.exchange, plan, details);
    tell(taking, moment, result);
    return result;
  } catch (error) {
    // "Caller hung up the call": the action is asked also then.
    if (error instanceof Interruption && error.why === 'ended') return { Result: 'caller-hung-up' };
    throw error;
  }
}

function* askFor(taking: Taking, step: Piece): Task<Result | undefined> {
  const { details } = taking;
  const most = taking.plan.attempts;
  let error: PieceError | undefined;
  for (let attempt = 1; attempt <= most; attempt += 1) {
    const moment: PromptMoment = { step, attempt, error, details };
    tell(taking, moment);
    const digits = yield* put(taking, step, () => say(taking, moment));
    if (digits === '*') return { Result: 'caller-interrupted-with-star' };
    error = errorOf(taking, step, digits) ?? (yield* mismatch(taking, step, digits));
    if (error === undefined) {
      details[step] = digits;
      return undefined;
    }
  }
  tell(taking, { step, attempt: most, error, details });
  return { Result: 'too-many-failed-attempts', ...(error ? { PaymentError: errorTypeOf(error) } : {}) };
}

function put({ stage, plan, details, keypad }: Taking, piece: Piece, prompt: () => Task): Task<string> {
  return collectDigits(stage.exchange.clock, keypad, {
    prompt,
    timeoutMs: plan.timeoutMs,
    isWhole: (digits) => isWhole(piece, digits, details),
  });
}

function errorOf({ stage, plan, details }: Taking, piece: Piece, digits: string): PieceError | undefined {
  return errorIn(piece, digits, { plan, details, nowMs: stage.exchange.clock.nowMs() });
}

/** Asks again for what must be put in twice. */
function* mismatch(taking: Taking, piece: Piece, digits: string): Task<PieceError | undefined> {
  const { stage, verb } = taking;
  if (!verb.prompts?.some((prompt) => prompt.for === piece && prompt.requireMatchingInputs)) return undefined;
  const again = yield* put(taking, piece, () => runPrompt(stage, againPrompt));
  return again === digits ? undefined : 'input-matching-failed';
}

function* say({ stage, verb }: Taking, moment: PromptMoment): Task {
  const own = promptFor(verb.prompts, moment);
  if (!own) return yield* runPrompt(stage, usualPrompt(moment));
  for (const [at, prompt] of own.prompt.prompts.entries()) yield* runNested(stage, prompt, own.at, at);
}

/** Tells the application how far the payment is. */
function tell({ stage, plan, details, callback }: Taking, moment: PromptMoment, result: Result = {}): void {
  if (!callback) return;
  const { exchange, line } = stage;
  const call = callOf(exchange.world, line.callSid);
  const params = {
    AccountSid: call.accountSid,
    // That of the parent when it is one of two legs.
    CallSid: call.parentSid ?? call.sid,
    For: moment.step,
    Attempt: String(moment.attempt),
    PaymentMethod: plan.method,
    ...(moment.error ? { ErrorType: errorTypeOf(moment.error) } : {}),
    ...shown(plan, details, false),
    ...result,
  };
  spawn(exchange, deliver(exchange, line.callSid, callback, params));
}
