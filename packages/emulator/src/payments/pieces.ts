import { utc } from '../parameters.ts';
import { cardTypeOf, isCardNumber, isRoutingNumber, usualLength } from './card.ts';
import type { PaymentPlan } from './plan.ts';

/** What a caller is asked for, under the names of `for` and `Capture`. */
export type Piece =
  | 'payment-card-number'
  | 'expiration-date'
  | 'security-code'
  | 'postal-code'
  | 'bank-routing-number'
  | 'bank-account-number';

/** What has been put in so far, in clear: never to be logged or sent on. */
export type Details = Partial<Record<Piece, string>>;

/** What may be wrong with a piece, under the names of `errorType`. */
export type PieceError =
  | 'timeout'
  | 'invalid-card-number'
  | 'invalid-card-type'
  | 'invalid-date'
  | 'invalid-security-code'
  | 'invalid-postal-code'
  | 'invalid-bank-routing-number'
  | 'invalid-bank-account-number'
  | 'input-matching-failed';

/** What has to be asked for, in the order in which `<Pay>` asks. */
export function piecesOf(plan: PaymentPlan): Piece[] {
  // Unconfirmed: which of the two comes first.
  if (plan.method === 'ach-debit') return ['bank-routing-number', 'bank-account-number'];
  return [
    'payment-card-number',
    'expiration-date',
    ...(plan.needsSecurityCode ? (['security-code'] as const) : []),
    ...(plan.needsPostalCode ? (['postal-code'] as const) : []),
  ];
}

const mostAccountDigits = 17;
const leastAccountDigits = 4;
const mostPostalDigits = 10;

/**
 * Whether nothing can follow these digits, so that nobody need press the pound key. Unconfirmed: Twilio names only the
 * pound key and the timeout.
 */
export function isWhole(piece: Piece, digits: string, details: Details): boolean {
  return digits.length >= wholeLength(piece, digits, details);
}

function wholeLength(piece: Piece, digits: string, details: Details): number {
  switch (piece) {
    case 'payment-card-number':
      return usualLength(digits);
    case 'expiration-date':
      return 4;
    case 'security-code':
      return codeLength(details);
    case 'postal-code':
      return mostPostalDigits;
    case 'bank-routing-number':
      return 9;
    case 'bank-account-number':
      return mostAccountDigits;
  }
}

function codeLength(details: Details): number {
  return cardTypeOf(details['payment-card-number'] ?? '') === 'amex' ? 4 : 3;
}

/**
 * What is wrong with what was put in for a piece; undefined when nothing is.
 *
 * @see https://www.twilio.com/docs/voice/twiml/pay#errortype (stored copy, read 2026-11-21)
 */
export function errorIn(
  piece: Piece,
  digits: string,
  { plan, details, nowMs }: { plan: PaymentPlan; details: Details; nowMs: number },
): PieceError | undefined {
  if (digits === '') return 'timeout';
  switch (piece) {
    case 'payment-card-number':
      return cardError(digits, plan);
    case 'expiration-date':
      return isDateAhead(digits, nowMs) ? undefined : 'invalid-date';
    case 'security-code':
      return digits.length === codeLength(details) ? undefined : 'invalid-security-code';
    case 'postal-code':
      return digits.length < plan.minPostalCodeLength ? 'invalid-postal-code' : undefined;
    case 'bank-routing-number':
      return isRoutingNumber(digits) ? undefined : 'invalid-bank-routing-number';
    case 'bank-account-number':
      // Unconfirmed: the least number of digits. No American account has fewer.
      return digits.length < leastAccountDigits ? 'invalid-bank-account-number' : undefined;
  }
}

function cardError(digits: string, { validCardTypes }: PaymentPlan): PieceError | undefined {
  if (!isCardNumber(digits)) return 'invalid-card-number';
  const type = cardTypeOf(digits);
  return type && validCardTypes.includes(type) ? undefined : 'invalid-card-type';
}

// A card is good until the end of its month.
function isDateAhead(digits: string, nowMs: number): boolean {
  const match = /^(0[1-9]|1[0-2])(\d\d)$/.exec(digits);
  if (!match) return false;
  const now = utc(nowMs);
  const months = (2000 + Number(match[2])) * 12 + Number(match[1]) - 1;
  return months >= now.getUTCFullYear() * 12 + now.getUTCMonth();
}
