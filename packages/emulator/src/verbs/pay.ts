import type { Pay } from '@offhook/twiml';
import { openKeypad } from '../payments/keypad.ts';
import { faultInPlan, planOfPay } from '../payments/plan.ts';
import { type Result, takePayment } from '../payments/taking.ts';
import { shown } from '../payments/wire.ts';
import { callbackOf } from '../streams/plan.ts';
import type { Task } from '../task.ts';
import { warnOf } from './note-verb.ts';
import { goTo, type Outcome, type Stage } from './outcome.ts';
import { answerFirst } from './sounding.ts';

/**
 * Takes a payment by keys and goes on with the action, whatever came of it. What is pressed is heard and noted by nobody.
 *
 * @see https://www.twilio.com/docs/voice/twiml/pay (stored copy, read 2026-11-21)
 */
export function* pay(stage: Stage, verb: Pay): Task<Outcome> {
  answerFirst(stage);
  const result = yield* resultOf(stage, verb);
  if (result.PayErrorCode) warnOf(stage, Number(result.PayErrorCode), `<Pay>: ${result.PaymentError}`, 'error');
  // The action supports POST only.
  return goTo(stage, verb.action, 'POST', { PaymentMethod: verb.paymentMethod ?? 'credit-card', ...result });
}

function* resultOf(stage: Stage, verb: Pay): Task<Result> {
  const { exchange, line } = stage;
  const plan = planOfPay(verb);
  const fault = faultInPlan(plan, exchange.settings.paymentConnectors);
  if (fault) return { Result: 'validation-error', PaymentError: fault.error, PayErrorCode: String(fault.code) };
  // https://www.twilio.com/docs/api/errors/64021 (read 2026-11-21)
  if (exchange.payments.has(line.callSid))
    return { Result: 'internal-error', PaymentError: 'session-in-progress', PayErrorCode: '64021' };
  const keypad = openKeypad(line);
  const callback = callbackOf(stage, verb.statusCallback, verb.statusCallbackMethod);
  const details = {};
  try {
    const result = yield* takePayment({ stage, verb, plan, details, keypad, callback });
    return { ...shown(plan, details, true), ...result };
  } finally {
    keypad.close();
  }
}
