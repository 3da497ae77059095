import type { Pay } from '@offhook/twiml';
import type { CardType } from './card.ts';

/** How a payment is to be taken, whoever asked for it: a verb or the REST API. */
export interface PaymentPlan {
  method: 'credit-card' | 'ach-debit';
  connector: string;
  /** Empty when the card is only to be kept as a token. */
  chargeAmount: string;
  currency: string;
  tokenType: 'one-time' | 'reusable' | 'payment-method';
  bankAccountType: string;
  needsSecurityCode: boolean;
  needsPostalCode: boolean;
  /** What the application knows already. */
  postalCode?: string;
  minPostalCodeLength: number;
  /** From one key to the next. */
  timeoutMs: number;
  /** How often each piece is asked for; the REST API asks as often as an agent does. */
  attempts: number;
  validCardTypes: readonly CardType[];
}

/** What is wrong with a request to pay, and Twilio's number for it. */
interface PlanFault {
  code: number;
  error: string;
}

const usualCards: readonly CardType[] = ['visa', 'mastercard', 'amex'];

// The page gives 1 as the default of maxAttempts and says that it retries once, so that two attempts are made; a number that is
// given counts the attempts, since Attempt goes from 1 to 3 as maxAttempts does. Unconfirmed:
// https://www.twilio.com/docs/voice/twiml/pay#maxattempts (stored copy, read 2026-11-21).
const usualAttempts = 2;

export const usualPlan: PaymentPlan = {
  method: 'credit-card',
  connector: 'Default',
  chargeAmount: '',
  currency: 'usd',
  tokenType: 'reusable',
  bankAccountType: 'consumer-checking',
  needsSecurityCode: true,
  needsPostalCode: true,
  minPostalCodeLength: 1,
  timeoutMs: 5000,
  attempts: usualAttempts,
  validCardTypes: usualCards,
};

/**
 * The plan of a `<Pay>`, with Twilio's defaults.
 *
 * @see https://www.twilio.com/docs/voice/twiml/pay#pay-attributes (stored copy, read 2026-11-21)
 */
export function planOfPay(verb: Pay): PaymentPlan {
  const { postalCode = 'true', chargeAmount = '' } = verb;
  const isFlag = /^(true|false)$/i.test(postalCode);
  return {
    method: verb.paymentMethod ?? usualPlan.method,
    connector: verb.paymentConnector ?? usualPlan.connector,
    chargeAmount: Number(chargeAmount) === 0 ? '' : chargeAmount,
    currency: verb.currency ?? usualPlan.currency,
    tokenType: verb.tokenType ?? usualPlan.tokenType,
    bankAccountType: verb.bankAccountType ?? usualPlan.bankAccountType,
    needsSecurityCode: verb.securityCode ?? true,
    needsPostalCode: postalCode.toLowerCase() === 'true',
    ...(isFlag ? {} : { postalCode }),
    minPostalCodeLength: verb.minPostalCodeLength ?? usualPlan.minPostalCodeLength,
    timeoutMs: (verb.timeout ?? 5) * 1000,
    attempts: verb.maxAttempts ?? usualAttempts,
    validCardTypes: verb.validCardTypes ?? usualCards,
  };
}

// The numbers are those of https://www.twilio.com/docs/api/errors/64020 and 64004 (read 2026-11-21).
export function faultInPlan(plan: PaymentPlan, connectors: Readonly<Record<string, unknown>>): PlanFault | undefined {
  const { attempts, chargeAmount, connector, timeoutMs } = plan;
  const isAmount = chargeAmount === '' || (/^\d+(\.\d+)?$/.test(chargeAmount) && Number(chargeAmount) <= 1_000_000);
  if (!isAmount)
    return { code: 64020, error: `chargeAmount='${chargeAmount}' (not a number between 0.00 - 1,000,000.00)` };
  if (timeoutMs <= 0 || timeoutMs > 600_000)
    return { code: 64020, error: `timeout='${timeoutMs / 1000}' (not a number between 1 - 600)` };
  if (![1, 2, 3].includes(attempts)) return { code: 64020, error: `maxAttempts='${attempts}' (not 1, 2 or 3)` };
  if (Object.hasOwn(connectors, connector)) return undefined;
  return { code: 64004, error: `paymentConnector='${connector}' (no connector of that name)` };
}
