import { refusalSentence } from '@offhook/contract';
import { formatMicros } from '@offhook/kit';
import type { NumberType } from './facts.ts';
import { placeName } from './places.ts';
import type { GateReason } from './reasons.ts';
import type { CallVoice } from './wish.ts';

/** What a reason says to people: why, and when it ends. The only place where reasons become words. */
export function sentenceOf(reason: GateReason): string {
  const why = refusalSentence(reason.code, wordsOf(reason));
  return reason.until === null ? why : `${why} Calls are allowed again ${when(reason)}.`;
}

/** The details of a reason as its sentence in the catalogue needs them. */
export function wordsOf({ code, details }: GateReason): Record<string, string> {
  const { needed = '', scope = '', period = '', after = '', zones = '', type = '' } = details;
  const money = (name: string) => (details[name] === undefined ? {} : { [name]: `$${amount(details[name])}` });
  const words: Partial<Record<GateReason['code'], Record<string, string>>> = {
    'compliance.suppressed': { list: listInWords(details.list ?? '') },
    'compliance.country_not_allowed': { country: placeName(details.country ?? '') },
    'compliance.number_type': { type: kindsInWords[type as NumberType] ?? type }, // falls back to what it is
    'compliance.no_consent': {
      needed: needed === 'express-written' ? 'express written' : needed,
      scope: scopesInWords[scope as CallVoice | 'calls'] ?? scope, // falls back to what it is
    },
    'compliance.too_many_attempts': { period: `${periodInWords(period)}${afterInWords[after] ?? ''}` },
    'compliance.outside_hours': { zones: zones.split(', ').map(zoneName).join(', ') },
    'compliance.price_too_high': { ...money('price_micros'), ...money('ceiling_micros') },
    'compliance.daily_spend': { ...money('spent_micros'), ...money('limit_micros') },
  };
  return { ...details, ...words[code] };
}

export const kindsInWords: Readonly<Record<NumberType, string>> = {
  'fixed-line': 'fixed line',
  mobile: 'mobile',
  'fixed-or-mobile': 'fixed line or mobile',
  'toll-free': 'toll-free',
  premium: 'premium rate',
  'shared-cost': 'shared cost',
  voip: 'internet telephony',
  personal: 'personal number',
  pager: 'pager',
  uan: 'company-wide number',
  voicemail: 'voicemail',
  satellite: 'satellite',
  unknown: 'unknown',
};

const scopesInWords: Readonly<Record<string, string>> = {
  calls: 'calls',
  live: 'calls',
  prerecorded: 'recorded messages',
  artificial: 'calls by a machine’s voice',
  recording: 'being recorded',
};

const afterInWords: Readonly<Record<string, string>> = {
  conversation: ' after a conversation',
  declined: ' after a refusal',
  abandoned: ' after an abandoned call',
};

function listInWords(list: string): string {
  return list === 'revoked consent' ? 'the consent to such calls was taken back' : list;
}

/** `periodInWords('PT24H')` is "24 hours". */
export function periodInWords(period: string): string {
  const [, hours, days] = /^P(?:T(\d+)H|(\d+)D)$/.exec(period) ?? [];
  if (hours !== undefined) return hours === '1' ? 'an hour' : `${hours} hours`;
  if (days !== undefined) return days === '1' ? 'a day' : `${days} days`;
  return period;
}

/** `zoneName('America/New_York')` is "New York". */
export function zoneName(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

function amount(micros: string): string {
  const number = Number(micros);
  return Number.isSafeInteger(number) ? formatMicros(number) : micros;
}

function when({ until, details }: GateReason): string {
  const zone = details.zones?.split(', ')[0] || 'UTC';
  return `from ${localTime(new Date(until ?? 0), zone)} (${zoneName(zone)})`;
}

/** `Tue 3 Nov, 08:00` on the wall clock of a zone. */
export function localTime(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    hourCycle: 'h23',
  }).format(at);
}
