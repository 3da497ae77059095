import { areaCodes, overlaysOf, placesOfAreaCode, serviceOfAreaCode } from './nanp.ts';
import { isZone, offsetAt } from './zone-clock.ts';
import { areaCodeZones, callingCodes, prefixZones } from './zone-table.ts';

/** Where the contact says to be. */
export interface Stated {
  zone?: string | null | undefined;
  /** ISO 3166-2, such as US-FL, or a country. */
  region?: string | null | undefined;
  /** Why only what was stated counts and the number does not. */
  insteadOfNumber?: string | undefined;
}

/** Where a phone may be: all of it counts, for nobody can tell which. */
export interface Whereabouts {
  /** IANA zones; none: the number is nowhere, or nobody's. */
  zones: readonly string[];
  /** `US` and `US-FL`, `FR` and `EU`. */
  jurisdictions: readonly string[];
  /** The same text for all phones with these zones and jurisdictions; `readClass` reads it. */
  class: string;
  /** Of a number that is nowhere. */
  service?: 'toll-free' | 'premium' | 'personal' | undefined;
}

/**
 * Every zone in which this phone may be, and every country and state whose law may hold.
 *
 * @example
 * zonesOf('+18505550123'); // { zones: ['America/Chicago', 'America/New_York'], jurisdictions: ['US', 'US-FL'], … }
 */
export function zonesOf(number: string, stated?: Stated): Whereabouts {
  const here = byNumber(number);
  const there = stated ? statedPlace(stated) : null;
  // An address does not make a number callable that is nowhere.
  if (there === null || here.zones.length === 0) return here;
  if (stated?.insteadOfNumber?.trim() && there.zones.length > 0) {
    return whereabouts(there.zones, there.jurisdictions.length > 0 ? there.jurisdictions : here.jurisdictions);
  }
  const isAddressBetter =
    isAnywhere(here) && there.zones.some((zone) => here.zones.some((each) => isSameTime(zone, each)));
  return whereabouts(
    [...(isAddressBetter ? [] : here.zones), ...there.zones],
    [...here.jurisdictions, ...there.jurisdictions],
  );
}

/** What a class stands for. */
export function readClass(text: string): Whereabouts {
  const [jurisdictions = '', zones = ''] = text.split('|');
  return { class: text, zones: words(zones, ','), jurisdictions: words(jurisdictions, ',') };
}

const longestPrefix = 9;
const nowhere = whereabouts([], []);
// Of the European Union on 2026-11-21.
const members = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE';
const territories = 'AS GU MP PR VI';
const departments = 'GF GP MQ RE YT';

function whereabouts(zones: readonly string[], jurisdictions: readonly string[]): Whereabouts {
  const [allZones, all] = [[...new Set(zones)].toSorted(), [...new Set(jurisdictions)].toSorted()];
  return Object.freeze({ zones: allZones, jurisdictions: all, class: `${all.join(',')}|${allZones.join(',')}` });
}

/** The country of a place and what it is part of: `DE-BY` is `DE`, `DE-BY` and `EU`. */
function jurisdictionsOf(place: string): string[] {
  const country = place.slice(0, 2);
  if (territories.includes(place)) return ['US', `US-${place}`];
  if (departments.includes(place)) return ['FR', place, 'EU'];
  return [country, place, ...(members.includes(country) ? ['EU'] : [])];
}

const byAreaCode = new Map<string, Whereabouts>();
const zonesByAreaCode = readTable(areaCodeZones);
for (const code of areaCodes) {
  const zones = overlaysOf(code).flatMap((each) => zonesByAreaCode.get(each) ?? []);
  byAreaCode.set(code, whereabouts(zones, placesOfAreaCode(code).flatMap(jurisdictionsOf)));
}

const countries = new Map(
  callingCodes.flatMap((row) => words(row, ' ')).map((each): [string, string] => [each.slice(0, -3), each.slice(-2)]),
);
const byPrefix = new Map(
  [...readTable(prefixZones)].map(([prefix, zones]) => [
    prefix,
    whereabouts(zones, jurisdictionsOf(longest(prefix, countries) ?? '')),
  ]),
);

function byNumber(number: string): Whereabouts {
  const digits = number.slice(1);
  if (!digits.startsWith('1')) return longest(digits, byPrefix) ?? nowhere;
  const code = digits.slice(1, 4);
  const service = serviceOfAreaCode(code);
  return service === undefined ? (byAreaCode.get(code) ?? nowhere) : { ...nowhere, service };
}

/** A number that says only its country, which has several zones, like that of a mobile phone in Australia. */
function isAnywhere({ zones, jurisdictions }: Whereabouts): boolean {
  return zones.length > 1 && jurisdictions.some((place) => wholeCountries.get(place) === zones.join());
}

const wholeCountries = new Map(
  [...countries].map(([code, country]): [string, string] => [country, byPrefix.get(code)?.zones.join() ?? '']),
);

function statedPlace({ zone, region }: Stated): Pick<Whereabouts, 'zones' | 'jurisdictions'> | null {
  const place = /^[A-Z]{2}(-[A-Z\d]{1,3})?$/.exec(region?.trim().toUpperCase() ?? '')?.[0];
  const zones = zone && isZone(zone) ? [zone] : place ? zonesOfPlace(place) : [];
  if (zones.length === 0 && place === undefined) return null;
  return { zones, jurisdictions: place ? jurisdictionsOf(place) : [] };
}

function zonesOfPlace(place: string): readonly string[] {
  const inPlan = zonesByPlace.get(place);
  if (inPlan) return inPlan;
  const [callingCode = ''] = [...countries].find(([, country]) => country === place.slice(0, 2)) ?? [];
  return byPrefix.get(callingCode)?.zones ?? [];
}

const zonesByPlace = new Map<string, readonly string[]>();
for (const { zones, jurisdictions } of byAreaCode.values())
  for (const place of jurisdictions)
    zonesByPlace.set(place, [...new Set([...(zonesByPlace.get(place) ?? []), ...zones])].toSorted());

// Winter and summer tell zones of one country apart.
const seasons = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

function isSameTime(one: string, other: string): boolean {
  return seasons.every((at) => offsetAt(one, at) === offsetAt(other, at));
}

function longest<Value>(digits: string, table: ReadonlyMap<string, Value>): Value | undefined {
  for (let length = Math.min(digits.length, longestPrefix); length > 0; length -= 1) {
    const found = table.get(digits.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

function readTable(rows: readonly string[]): Map<string, string[]> {
  return new Map(
    rows.flatMap((row) => {
      const [zones = '', prefixes = ''] = row.split(': ');
      return words(prefixes, ' ').map((prefix): [string, string[]] => [prefix, words(zones, ' ')]);
    }),
  );
}

function words(text: string, separator: string): string[] {
  return text.split(separator).filter((word) => word !== '');
}
