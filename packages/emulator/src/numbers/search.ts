import type { Exchange } from '../exchange.ts';
import { dialable } from '../telephone.ts';
import type { Area } from './areas.ts';
import { requirementsOf } from './blocks.ts';
import { areaOf, inventory, type OfferedNumber } from './inventory.ts';
import { capabilitiesOf, type NumberType } from './number-type.ts';

/** A pattern of `Contains` that Twilio would not take. */
export class UnreadablePattern extends Error {
  override name = 'UnreadablePattern';
}

/** The numbers on offer that nobody has bought and that fit the filters of a query, in the order of the inventory. */
export function* offered(
  exchange: Exchange,
  { country, type, query }: { country: string; type: NumberType; query: URLSearchParams },
): Generator<OfferedNumber> {
  const taken = new Set([...exchange.world.tables.numbers.values()].map(({ phoneNumber }) => phoneNumber));
  const fits = filterFrom(query, country);
  for (const offer of inventory(country, type)) if (!taken.has(offer.phoneNumber) && fits(offer)) yield offer;
}

function filterFrom(query: URLSearchParams, country: string): (offer: OfferedNumber) => boolean {
  const contains = query.get('Contains');
  const pattern = contains ? patternFrom(contains) : undefined;
  const inArea = areaFilter(query, country);
  return (offer) =>
    (pattern?.test(offer.phoneNumber) ?? true) && can(offer, query) && needsNoMore(offer, query) && inArea(offer);
}

const literal = /[0-9a-z]/gi;

/**
 * `*` is one digit, `%` any number of them, a `+` in front the beginning and a `$` behind the end; letters are the digits
 * of a keypad. At least two characters are no wildcards. From Twilio's OpenAPI document 2.6.7, which also forbids wildcards
 * between digits; its own examples have them.
 */
function patternFrom(text: string): RegExp {
  const isReadable = /^[+ ]?[0-9a-z*%]+\$?$/i.test(text) && text.length >= 2 && text.length <= 16;
  if (!isReadable || (text.match(literal)?.length ?? 0) < 2) {
    throw new UnreadablePattern(`Contains must be 2 to 16 characters, two of them digits or letters, not '${text}'`);
  }
  const body = text.replace(/^[+ ]|\$$/g, '');
  const source = body.replace(/[a-z]/gi, keyOf).replaceAll('*', '\\d').replaceAll('%', '\\d*');
  // A form turns the + in front into a space.
  return new RegExp(`${/^[+ ]/.test(text) ? '^\\+' : ''}${source}${text.endsWith('$') ? '$' : ''}`);
}

function keyOf(letter: string): string {
  return '22233344455566677778889999'[letter.toLowerCase().charCodeAt(0) - 97] ?? letter;
}

function can({ block }: OfferedNumber, query: URLSearchParams): boolean {
  const { voice, sms, mms, fax } = capabilitiesOf(block.type, block.country);
  const wanted = { VoiceEnabled: voice, SmsEnabled: sms, MmsEnabled: mms, FaxEnabled: fax };
  return Object.entries(wanted).every(([name, has]) => (query.get(name) ?? String(has)) === String(has));
}

function needsNoMore({ block }: OfferedNumber, query: URLSearchParams): boolean {
  const needs = requirementsOf(block);
  const excludes = (name: string) => query.get(name) === 'true';
  return !(
    (needs !== 'none' && excludes('ExcludeAllAddressRequired')) ||
    (needs === 'local' && excludes('ExcludeLocalAddressRequired')) ||
    (needs === 'foreign' && excludes('ExcludeForeignAddressRequired'))
  );
}

// Twilio has these filters for the United States and Canada; elsewhere they do nothing.
function areaFilter(query: URLSearchParams, country: string): (offer: OfferedNumber) => boolean {
  if (country !== 'US' && country !== 'CA') return () => true;
  const centre = centreFrom(query);
  const miles = Math.min(500, Number(query.get('Distance')) || 25);
  const code = query.get('AreaCode');
  const isNear = (area: Area | undefined) => !centre || (area !== undefined && milesBetween(centre, area) <= miles);
  return ({ block: { prefix, area } }) =>
    (code ?? prefix) === prefix &&
    isNear(area) &&
    filters.every(([name, of]) => isSame(placeIn(query.get(name), of), area && of(area)));
}

const filters: readonly (readonly [name: string, of: (area: Area) => string | undefined])[] = [
  ['InRegion', ({ region }) => region],
  ['InLocality', ({ locality }) => locality],
  ['InPostalCode', ({ postalCode }) => postalCode],
  ['InRateCenter', rateCenterOf],
  ['InLata', ({ lata }) => lata],
];

// A number stands for the place where it is.
function placeIn(text: string | null, of: (area: Area) => string | undefined): string | null {
  const number = dialable(text ?? '');
  const area = number && areaOf(number);
  return area ? (of(area) ?? text) : text;
}

function isSame(wanted: string | null, value: string | undefined): boolean {
  return wanted === null || wanted.toLowerCase() === value?.toLowerCase();
}

/** The exchange area under which an area is billed: in capitals, at most ten of them. */
export function rateCenterOf({ locality }: Area): string {
  return locality
    .replace(/[^A-Za-z]/g, '')
    .slice(0, 10)
    .toUpperCase();
}

interface Place {
  latitude: number;
  longitude: number;
}

function centreFrom(query: URLSearchParams): Place | undefined {
  const near = query.get('NearNumber');
  if (near) return areaOf(dialable(near) ?? near);
  const [latitude, longitude] = (query.get('NearLatLong') ?? '').split(',').map(Number);
  if (latitude === undefined || longitude === undefined || Number.isNaN(latitude + longitude)) return undefined;
  return { latitude, longitude };
}

/** The length of the great circle, in miles. */
function milesBetween(one: Place, other: Place): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const height = Math.sin(rad(other.latitude - one.latitude) / 2) ** 2;
  const width = Math.sin(rad(other.longitude - one.longitude) / 2) ** 2;
  const chord = height + Math.cos(rad(one.latitude)) * Math.cos(rad(other.latitude)) * width;
  return 3958.8 * 2 * Math.asin(Math.sqrt(chord));
}
