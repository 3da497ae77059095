import {
  AsYouType,
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/min';

/** What stands in the field while somebody types: `formatWhileTyping('2133734253', 'US')` is `(213) 373-4253`. */
export function formatWhileTyping(text: string, country: string): string {
  return new AsYouType(known(country)).input(text);
}

/** The number out of pasted text: without `tel:`, invisible marks and an extension. */
export function cleanPasted(text: string): string {
  return decodeURIComponent(
    text
      .trim()
      .replace(/^tel:/i, '')
      .replace(/%(?![0-9a-f]{2})/gi, '%25'),
  )
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[;,]?\s*(ext|x|ext\.|extension)[\s.=:]*\d+$/i, '')
    .trim();
}

/** National inside the workspace's country, international elsewhere; what is no number comes back as it is. */
export function formatNumber(number: string, country: string): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  const home = known(country);
  const inside = parsed.country
    ? parsed.country === home
    : home && getCountryCallingCode(home) === parsed.countryCallingCode;
  return inside ? parsed.formatNational() : parsed.formatInternational();
}

/** The number in E.164, or the sentence that says why there is none. */
export function readNumber(text: string, country: string): { number: string } | { problem: string } {
  if (!/^[+\d\s().\-/]+$/.test(text) || !/\d/.test(text)) return { problem: 'Not a phone number' };
  const place = text.trim().startsWith('+') ? countryOf(text) : country;
  const problems = {
    TOO_SHORT: place ? `Too short for ${place}` : 'Too short',
    TOO_LONG: place ? `Too long for ${place}` : 'Too long',
    INVALID_LENGTH: place ? `Wrong length for ${place}` : 'Wrong length',
    INVALID_COUNTRY: 'No country has this prefix',
    NOT_A_NUMBER: 'Not a phone number',
  };
  const problem = validatePhoneNumberLength(text, known(country));
  if (problem) return { problem: problems[problem] };
  const parsed = parsePhoneNumberFromString(text, known(country));
  return parsed ? { number: parsed.number } : { problem: problems.NOT_A_NUMBER };
}

/** True when a text looks more like a number than like a name. */
export function looksLikeNumber(text: string): boolean {
  return /^\s*(tel:)?[+(]?\d[\d\s().\-/]{2,}$/i.test(text);
}

function countryOf(text: string): string | undefined {
  const typed = new AsYouType();
  typed.input(text);
  return typed.getCountry();
}

function known(country: string): CountryCode | undefined {
  return isSupportedCountry(country) ? country : undefined;
}
