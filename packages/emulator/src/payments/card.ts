export type CardType =
  | 'visa'
  | 'mastercard'
  | 'amex'
  | 'maestro'
  | 'discover'
  | 'optima'
  | 'jcb'
  | 'diners-club'
  | 'enroute';

// https://www.twilio.com/docs/voice/twiml/pay#validcardtypes (stored copy, read 2026-11-21). That page gives a Visa card 13,
// 15 or 19 digits, which leaves out the usual 16; optima cards begin as those of amex do.
const kinds: readonly { type: CardType; prefix: RegExp; lengths: readonly [number, number] }[] = [
  { type: 'amex', prefix: /^3[47]/, lengths: [15, 15] },
  { type: 'visa', prefix: /^4/, lengths: [13, 19] },
  { type: 'mastercard', prefix: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16, 16] },
  { type: 'discover', prefix: /^(64|65|6011)/, lengths: [16, 19] },
  { type: 'jcb', prefix: /^35(2[89]|[3-8])/, lengths: [16, 19] },
  { type: 'diners-club', prefix: /^(30[0-4]|3095|3[689])/, lengths: [14, 19] },
  { type: 'enroute', prefix: /^(2014|2149)/, lengths: [15, 15] },
  { type: 'maestro', prefix: /^(5[0678]|6)/, lengths: [12, 19] },
];

/** The type of a card by the digits it begins with; undefined for none that is known. */
export function cardTypeOf(digits: string): CardType | undefined {
  return kinds.find(({ prefix }) => prefix.test(digits))?.type;
}

/** Whether a card of its type can have this number: its length and its check digit are right. */
export function isCardNumber(digits: string): boolean {
  const kind = kinds.find(({ prefix }) => prefix.test(digits));
  if (!kind || digits.length < kind.lengths[0] || digits.length > kind.lengths[1]) return false;
  // Enroute numbers have no check digit (ISO/IEC 7812 came later).
  return kind.type === 'enroute' || passesLuhn(digits);
}

/** How many digits a card has that begins like this, as most of them do. */
export function usualLength(digits: string): number {
  const type = cardTypeOf(digits);
  if (type === 'amex' || type === 'enroute') return 15;
  return digits.startsWith('36') ? 14 : 16;
}

// ISO/IEC 7812-1, annex B.
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [at, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits !== '' && sum % 10 === 0;
}

/** The check digit of an American bank: 3, 7 and 1 times its digits add up to a multiple of ten. */
export function isRoutingNumber(digits: string): boolean {
  if (!/^\d{9}$/.test(digits)) return false;
  const weights = [3, 7, 1];
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (weights[at % 3] ?? 0), 0);
  return sum > 0 && sum % 10 === 0;
}
