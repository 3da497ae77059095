import type { Exchange } from '../exchange.ts';
import { type Task, wait } from '../task.ts';
import { cardTypeOf } from './card.ts';
import type { Details } from './pieces.ts';
import type { PaymentPlan } from './plan.ts';

/** A Pay Connector of the account that charges nobody: the number decides what comes of it. */
export interface PaymentConnector {
  /** Card and account numbers that it refuses, with what it says of them; besides the usual test numbers. */
  declines?: Readonly<Record<string, string>>;
  /** How long it takes, in milliseconds of the clock. Default 1000. */
  takesMs?: number;
}

// The test cards and accounts of the processor whose connector most accounts have: https://docs.stripe.com/testing and
// https://docs.stripe.com/payments/ach-direct-debit (2026-11). Any other number that is valid is good.
const usualDeclines: Readonly<Record<string, string>> = {
  '4000000000000002': 'card_declined',
  '4000000000009995': 'insufficient_funds',
  '4000000000009987': 'lost_card',
  '4000000000000069': 'expired_card',
  '4000000000000127': 'incorrect_cvc',
  '4000000000000119': 'processing_error',
  '000111111113': 'account_closed',
  '000111111116': 'no_account',
  '000222222227': 'insufficient_funds',
};

const sentences: Readonly<Record<string, string>> = {
  card_declined: 'Your card was declined.',
  insufficient_funds: 'There are not enough funds.',
  expired_card: 'Your card has expired.',
  incorrect_cvc: "Your card's security code is incorrect.",
};

/**
 * Gives the details to the connector. Ends with what is told to the application: a Result and what belongs to it.
 *
 * @see https://www.twilio.com/docs/voice/twiml/pay#result (stored copy, read 2026-11-21)
 */
export function* submit(
  { clock, random, settings }: Exchange,
  plan: PaymentPlan,
  details: Details,
): Task<Record<string, string>> {
  const { declines = {}, takesMs = 1000 } = settings.paymentConnectors[plan.connector] ?? {};
  yield* wait(clock, takesMs);
  const number = details['payment-card-number'] ?? details['bank-account-number'] ?? '';
  const problem = declines[number] ?? usualDeclines[number];
  if (problem !== undefined) {
    return {
      Result: 'payment-connector-error',
      PaymentError: sentences[problem] ?? problem,
      // https://www.twilio.com/docs/api/errors/64012 (read 2026-11-21): the gateway rejected the card.
      PayErrorCode: '64012',
      ConnectorError: problem,
    };
  }
  const id = (prefix: string) => `${prefix}_${Buffer.from(random.bytes(12)).toString('hex')}`;
  if (plan.chargeAmount !== '') return { Result: 'success', PaymentConfirmationCode: id('ch') };
  const token = id(plan.tokenType === 'payment-method' ? 'pm' : 'tok');
  // Unconfirmed: a token that is good for one payment belongs to no customer.
  const profile: Record<string, string> = plan.tokenType === 'one-time' ? {} : { ProfileId: id('cus') };
  return { Result: 'success', PaymentToken: token, ...profile };
}

/** The type of the card that was put in, as long as it is known. */
export function typeIn(details: Details) {
  return cardTypeOf(details['payment-card-number'] ?? '');
}
