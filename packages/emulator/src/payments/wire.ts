import { cardTypeOf } from './card.ts';
import type { Details, Piece, PieceError } from './pieces.ts';
import type { PaymentPlan } from './plan.ts';

/**
 * What an application may see of what a caller put in: no card number but its last four digits, no security code.
 *
 * @param hasDashes as in what the action and the REST callbacks are told; the verb's status callback has none
 * @see https://www.twilio.com/docs/voice/twiml/pay (stored copy, read 2026-11-21)
 * @example
 * shown(plan, { 'payment-card-number': '378282246310005' }, true); // { PaymentCardNumber: 'xxxx-xxxxxx-x0005', … }
 */
export function shown(plan: PaymentPlan, details: Details, hasDashes: boolean): Record<string, string> {
  if (plan.method === 'ach-debit') return shownOfBank(plan, details);
  const number = details['payment-card-number'];
  const type = number && cardTypeOf(number);
  const postalCode = details['postal-code'] ?? plan.postalCode;
  return {
    ...(number ? { PaymentCardNumber: hasDashes ? dashed(masked(number)) : masked(number) } : {}),
    ...(type ? { PaymentCardType: type } : {}),
    ...(details['expiration-date'] ? { ExpirationDate: details['expiration-date'] } : {}),
    ...(details['security-code'] ? { SecurityCode: '*'.repeat(details['security-code'].length) } : {}),
    ...(postalCode ? { PaymentCardPostalCode: postalCode } : {}),
  };
}

function shownOfBank({ bankAccountType }: PaymentPlan, details: Details): Record<string, string> {
  const account = details['bank-account-number'];
  const routing = details['bank-routing-number'];
  return {
    ...(account ? { BankAccountNumber: `${'*'.repeat(account.length - 2)}${account.slice(-2)}` } : {}),
    ...(routing ? { BankRoutingNumber: routing } : {}),
    BankAccountType: bankAccountType,
  };
}

function masked(number: string): string {
  return `${'x'.repeat(Math.max(0, number.length - 4))}${number.slice(-4)}`;
}

function dashed(number: string): string {
  if (number.length === 15) return `${number.slice(0, 4)}-${number.slice(4, 10)}-${number.slice(10)}`;
  return number.replace(/(.{4})(?=.)/g, '$1-');
}

/** The parameter under which each piece is shown. */
export const parameterNames: Readonly<Record<Piece, string>> = {
  'payment-card-number': 'PaymentCardNumber',
  'expiration-date': 'ExpirationDate',
  'security-code': 'SecurityCode',
  'postal-code': 'PaymentCardPostalCode',
  'bank-routing-number': 'BankRoutingNumber',
  'bank-account-number': 'BankAccountNumber',
};

/** An error as callbacks name it: a `<Prompt>` has another word for the timeout. */
export function errorTypeOf(error: PieceError): string {
  return error === 'timeout' ? 'input-timeout' : error;
}
