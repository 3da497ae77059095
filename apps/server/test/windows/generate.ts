import { type Weekday, weekdays } from '@offhook/flow';
import type { Random } from '@offhook/kit';
import type { CampaignHours } from '../../src/features/compliance/campaign-hours.ts';
import { areaCodes } from '../../src/features/compliance/nanp.ts';
import { builtInRules } from '../../src/features/compliance/rules/all-rules.ts';
import { calendarsOf } from '../../src/features/compliance/rules/in-force.ts';
import type { Rule, RuleWeek, Span } from '../../src/features/compliance/rules/rule.ts';
import type { CallVoice } from '../../src/features/compliance/wish.ts';
import { zonesOf } from '../../src/features/compliance/zones.ts';

/** Somebody who may be called, by some rules, about some day. */
export interface GeneratedCase {
  number: string;
  zones: readonly string[];
  jurisdictions: readonly string[];
  voice: CallVoice;
  rules: readonly Rule[];
  holidays: Record<string, string[]>;
  campaign: CampaignHours | null;
  marginSeconds: number;
  /** The instant that the others lie around. */
  anchor: number;
}

const dayMs = 86_400_000;
const [firstYear, lastYear] = [Date.UTC(2016, 0, 1), Date.UTC(2036, 0, 1)];

/** Every zone whose clocks change in these twenty years. */
export const changingZones: readonly string[] = Intl.supportedValuesOf('timeZone').filter(
  (zone) => changeAfter(zone, firstYear) < lastYear,
);

function changeAfter(zone: string, at: number): number {
  const next = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  return next?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
}

// Beside usual hours those at which clocks change somewhere: Cairo and Santiago at midnight, Lord Howe by half an hour.
const edges = [
  '00:00',
  '00:01',
  '00:30',
  '01:00',
  '01:30',
  '01:59',
  '02:00',
  '02:15',
  '02:30',
  '03:00',
  '08:00',
].concat(['09:30', '12:00', '13:30', '18:00', '20:00', '21:00', '22:59', '23:00', '23:30', '23:59', '24:00']);

const countryNumbers = [
  '+447911123456',
  '+33612345678',
  '+493012345678',
  '+61412345678',
  '+61812345678',
  '+27821234567',
].concat(['+5511987654321', '+390612345678', '+34612345678', '+819012345678', '+56912345678', '+201012345678']);

export function below(random: Random, limit: number): number {
  return Math.floor(random.next() * limit);
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}

export function generateCase(random: Random): GeneratedCase {
  const isReal = random.next() < 0.4;
  const place = isReal ? realPlace(random) : inventedPlace(random);
  const anchor = anchorOf(random, place.zones);
  const calendars = calendarsOf(place.rules);
  const dates = [-1, 0, 1, 2].filter(() => random.next() < 0.15).map((days) => isoDate(anchor + days * dayMs));
  return {
    ...place,
    voice: pick(random, ['live', 'prerecorded', 'artificial']),
    holidays: Object.fromEntries(calendars.map((calendar) => [calendar, dates])),
    campaign: random.next() < 0.3 ? campaignOf(random, anchor) : null,
    marginSeconds: pick(random, [0, 60, 90]),
    anchor,
  };
}

type Place = Pick<GeneratedCase, 'number' | 'zones' | 'jurisdictions' | 'rules'>;

function realPlace(random: Random): Place {
  const number = random.next() < 0.7 ? `+1${pick(random, areaCodes)}5550123` : pick(random, countryNumbers);
  const { zones, jurisdictions } = zonesOf(number);
  return { number, zones, jurisdictions, rules: builtInRules };
}

function inventedPlace(random: Random): Place {
  const zones = Array.from({ length: 1 + below(random, 3) }, () => pick(random, changingZones));
  const rules = Array.from({ length: 1 + below(random, 3) }, (_, index) => ruleOf(random, `XX-${index}`));
  return { number: '+10000000000', zones, jurisdictions: ['XX'], rules };
}

function ruleOf(random: Random, id: string): Rule {
  const [usual] = builtInRules;
  if (!usual) throw new Error('There are no rules.');
  const days = weekdays.map((day): [Weekday, Span[]] => [day, spansOf(random)]);
  return {
    ...usual,
    id,
    jurisdiction: 'XX',
    holidayCalendar: random.next() < 0.5 ? 'XX' : null,
    // Object.fromEntries forgets its keys, and these are all seven.
    windows: { ...(Object.fromEntries(days) as Record<Weekday, Span[]>), ...specialDays(random) },
  };
}

function specialDays(random: Random): Pick<RuleWeek, 'holiday' | 'eve'> {
  return {
    ...(random.next() < 0.5 && { holiday: random.next() < 0.5 ? [] : spansOf(random) }),
    ...(random.next() < 0.2 && { eve: spansOf(random) }),
  };
}

function spansOf(random: Random): Span[] {
  return Array.from({ length: 1 + below(random, 2) }, (): Span => {
    const from = below(random, edges.length - 1);
    const to = from + 1 + below(random, edges.length - 1 - from);
    return [edges[from] ?? '00:00', edges[to] ?? '24:00'];
  });
}

function campaignOf(random: Random, anchor: number): CampaignHours {
  const rows = (count: number) =>
    spansOf(random)
      .slice(0, count)
      .map(([from, to]) => ({ from, to }));
  return {
    zone: random.next() < 0.5 ? pick(random, changingZones) : null,
    weekly: weekdays.flatMap((day) => rows(2).map((span) => ({ day, ...span }))),
    dates: random.next() < 0.3 ? [{ date: isoDate(anchor), spans: rows(below(random, 3)) }] : [],
    startsAt: null,
    endsAt: null,
  };
}

function anchorOf(random: Random, zones: readonly string[]): number {
  const at = firstYear + below(random, lastYear - firstYear);
  const change = changeAfter(pick(random, zones), at);
  return random.next() < 0.7 && change < lastYear ? change : at;
}

/** Minutes around the edges of the hours and around the change of the clocks, some a moment before or after. */
export function* makeInstants(random: Random, made: GeneratedCase, count: number): Generator<number> {
  for (let index = 0; index < count; index += 1) {
    const near = random.next() < 0.5 ? made.anchor : edgeInstant(random, made);
    const minutes = random.next() < 0.5 ? below(random, 7) - 3 : below(random, 361) - 180;
    yield near + minutes * 60_000 + pick(random, [0, 0, 0, -1, 1, 59_999]);
  }
}

function edgeInstant(random: Random, { zones, anchor }: GeneratedCase): number {
  const there = Temporal.Instant.fromEpochMilliseconds(anchor).toZonedDateTimeISO(pick(random, zones));
  const [hour = 0, minute = 0] = pick(random, edges).split(':').map(Number);
  const day = there.toPlainDate().add({ days: below(random, 3) - 1 });
  return day.toZonedDateTime(there.timeZoneId).add({ hours: hour, minutes: minute }).epochMilliseconds;
}

function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
