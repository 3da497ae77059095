import type { CountryCode } from 'libphonenumber-js';
import parse, { isSupportedCountry, type PhoneNumber as Parsed } from 'libphonenumber-js/max';

/** An E.164 number: `+` and 8 to 15 digits. */
export type PhoneNumber = string & { readonly __e164: true };

export type PhoneNumberProblem = 'not-a-number' | 'too-short' | 'too-long' | 'no-country' | 'impossible';

/**
 * Reads what a person typed. Without `+` the number is one of `country` (ISO 3166 alpha-2): "just add +" would turn
 * the US number 213 373 4253 into an Algerian one.
 *
 * @example
 * parsePhoneNumber('(213) 373-4253', 'US'); // { number: '+12133734253' }
 * parsePhoneNumber('12', 'US'); // { problem: 'too-short' }
 */
export function parsePhoneNumber(
  text: string,
  country: string | undefined,
): { number: PhoneNumber; problem?: never } | { number?: never; problem: PhoneNumberProblem } {
  const trimmed = text.trim().replace(/^tel:/i, '');
  if (!/^[+(\d][\d\s().+/-]*$/.test(trimmed) || !/\d/.test(trimmed)) return { problem: 'not-a-number' };
  const digits = trimmed.replace(/\D/g, '');
  if (digits.length > 15) return { problem: 'too-long' };
  if (!trimmed.startsWith('+') && !(country && isSupportedCountry(country))) return { problem: 'no-country' };
  const parsed = readWith(trimmed, country);
  if (!parsed) return { problem: digits.length < 6 ? 'too-short' : 'impossible' };
  if (!parsed.isPossible()) {
    const most = parsed.country === undefined ? 'impossible' : lengthProblem(parsed);
    return { problem: most };
  }
  return { number: parsed.number as string as PhoneNumber };
}

function readWith(text: string, country: string | undefined): Parsed | undefined {
  const known = country && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  return parse(text, known);
}

function lengthProblem(parsed: Parsed): PhoneNumberProblem {
  return parsed.nationalNumber.length < 8 ? 'too-short' : 'too-long';
}

/** True for a text in E.164 form. It says nothing about whether the number can exist. */
export function isE164(text: string): text is PhoneNumber {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/**
 * For reading: national form inside `country`, international form elsewhere; anything that is no number comes back as it is.
 *
 * @example
 * formatPhoneNumber('+12133734253', 'US'); // '(213) 373-4253'
 */
export function formatPhoneNumber(number: string, country?: string): string {
  const parsed = parse(number);
  if (!parsed) return number;
  const inside = parsed.country ? parsed.country === country : country === 'US' && parsed.countryCallingCode === '1';
  return inside ? parsed.formatNational() : parsed.formatInternational();
}

/** True for a country (ISO 3166 alpha-2) whose numbers we can read. `isCountry('XX')` is false. */
export function isCountry(code: string): boolean {
  return isSupportedCountry(code);
}

/** ISO 3166 alpha-2 country of an E.164 number, or undefined. `countryOf('+442079460958')` is 'GB'. */
export function countryOf(number: string): string | undefined {
  return parse(number)?.country;
}

/** What a number is for, as its numbering plan says. */
export type PhoneKind =
  | 'fixed-line'
  | 'mobile'
  | 'fixed-or-mobile'
  | 'toll-free'
  | 'premium'
  | 'shared-cost'
  | 'voip'
  | 'personal'
  | 'pager'
  | 'uan'
  | 'voicemail'
  | 'satellite'
  | 'unknown';

const kinds: Readonly<Record<string, PhoneKind>> = {
  FIXED_LINE: 'fixed-line',
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'fixed-or-mobile',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'shared-cost',
  VOIP: 'voip',
  PERSONAL_NUMBER: 'personal',
  PAGER: 'pager',
  UAN: 'uan',
  VOICEMAIL: 'voicemail',
};
// International networks: satellites mostly, all of them dear (ITU-T E.164, assigned codes; libphonenumber has no kind for them).
const satellites = /^\+(?:870|88[123])/;

/**
 * Country (ISO 3166 alpha-2) and kind of an E.164 number. A number that no plan has is of an unknown kind.
 *
 * @example
 * phoneKindOf('+448716000000'); // { country: 'GB', kind: 'premium' }
 */
export function phoneKindOf(number: string): { country: string | undefined; kind: PhoneKind } {
  if (satellites.test(number)) return { country: undefined, kind: 'satellite' };
  const parsed = parse(number);
  return { country: parsed?.country, kind: kinds[parsed?.getType() ?? ''] ?? 'unknown' };
}

/**
 * Digits backwards, so that a search by the last digits is a search by prefix.
 *
 * @example
 * reversedDigits('+1 415 555'); // '5555141'
 */
export function reversedDigits(number: string): string {
  return [...number.replace(/\D/g, '')].reverse().join('');
}
