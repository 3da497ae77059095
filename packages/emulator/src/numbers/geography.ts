import { areas } from './areas.ts';

/** Where a number is, in Twilio's spelling; empty where that is not known. */
export interface Place {
  City: string;
  State: string;
  Zip: string;
  Country: string;
}

const nowhere: Place = { City: '', State: '', Zip: '', Country: '' };

const northAmerican = new Map(
  areas
    .filter(({ country }) => country === 'US' || country === 'CA')
    .map(({ prefix, country, region, locality, postalCode }) => [
      prefix,
      { City: locality.toUpperCase(), State: region, Zip: postalCode, Country: country },
    ]),
);

const elsewhere: readonly [string, Place][] = [
  ['+44', { ...nowhere, Country: 'GB' }],
  ['+49', { ...nowhere, Country: 'DE' }],
  ['+33', { ...nowhere, Country: 'FR' }],
  ['+61', { ...nowhere, Country: 'AU' }],
];

/**
 * The place of a number, by its area code in North America, otherwise by its country.
 *
 * @example
 * placeOf('+14155550100'); // { City: 'SAN FRANCISCO', State: 'CA', Zip: '94102', Country: 'US' }
 */
export function placeOf(number: string): Place {
  if (number.startsWith('+1')) return northAmerican.get(number.slice(2, 5)) ?? nowhere;
  return elsewhere.find(([code]) => number.startsWith(code))?.[1] ?? nowhere;
}
