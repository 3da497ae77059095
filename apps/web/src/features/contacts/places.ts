import { getCountries } from 'libphonenumber-js/min';

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/** All countries that have phone numbers, by name. */
export const countries = getCountries()
  .map((code) => ({ code, name: countryNames.of(code) ?? code }))
  .sort((a, b) => a.name.localeCompare(b.name));

export const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** `Germany` for `DE`; a code that is no country comes back as it is. */
export function countryName(code: string): string {
  return countries.find((country) => country.code === code)?.name ?? code;
}
