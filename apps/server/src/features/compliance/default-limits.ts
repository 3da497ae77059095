import type { NumberType } from './facts.ts';
import type { Rule } from './rules/rule.ts';

/** Numbers that cost whoever calls them more than a call, or that nobody lives behind. */
export const deniedByDefault: readonly NumberType[] = [
  'premium',
  'shared-cost',
  'personal',
  'pager',
  'uan',
  'voicemail',
  'satellite',
];

/** What a workspace starts with: prices and speed have no limit until somebody sets one. */
export const defaultLimits = {
  countries: null,
  numberTypesDenied: [...deniedByDefault],
  maxPriceMicros: null,
  callsPerMinute: null,
  spendPerDayMicros: null,
  addressOnly: false,
};

/** The countries that are called: those that were chosen, else the own one and those whose rules are known. */
export function countriesAllowed(chosen: readonly string[] | null, own: string, rules: readonly Rule[]): string[] {
  if (chosen) return chosen.toSorted();
  const ruled = rules.map(({ jurisdiction }) => jurisdiction.slice(0, 2)).filter((code) => /^[A-Z]{2}$/.test(code));
  return [...new Set([own, ...ruled])].filter((code) => code !== 'EU').toSorted();
}

/** The country of a number: by its plan, else the only one whose law may hold. Toll-free numbers of +1 are at home in it. */
export function countryOfNumber(
  number: string,
  byPlan: string | undefined,
  jurisdictions: readonly string[],
): string | null {
  if (byPlan !== undefined) return byPlan;
  const countries = jurisdictions.filter((code) => code.length === 2 && code !== 'EU');
  if (countries.length === 1) return countries[0] ?? null;
  return /^\+18(?:00|33|44|55|66|77|88)/.test(number) ? 'US' : null;
}
