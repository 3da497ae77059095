import type { CallPurpose, CallVoice, ComplianceRule, LineType, RuleCap, RuleHours } from '@offhook/contract';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const dayNames = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' };

/** One line for each run of days with the same hours: `Mon–Fri 09:00–18:00`. */
export function hoursInWords(hours: RuleHours | null): string[] {
  if (!hours) return ['Says nothing about hours'];
  const runs: { first: (typeof days)[number]; last: (typeof days)[number]; words: string }[] = [];
  for (const day of days) {
    const words = spansInWords(hours[day]);
    const run = runs.at(-1);
    if (run?.words === words) run.last = day;
    else runs.push({ first: day, last: day, words });
  }
  const lines = runs.map(({ first, last, words }) => `${runName(first, last)} ${words}`);
  if (hours.holiday !== 'as-day') lines.push(`Holidays ${spansInWords(hours.holiday)}`);
  if (hours.eve !== 'as-day') lines.push(`Days before holidays ${spansInWords(hours.eve)}`);
  return lines;
}

function runName(first: (typeof days)[number], last: (typeof days)[number]): string {
  if (first === 'mon' && last === 'sun') return 'Every day';
  return first === last ? dayNames[first] : `${dayNames[first]}–${dayNames[last]}`;
}

export function spansInWords(spans: readonly { from: string; to: string }[]): string {
  return spans.length === 0 ? 'nobody is called' : spans.map(({ from, to }) => `${from}–${to}`).join(', ');
}

/** `09:00-13:00, 14:00-20:00` as spans; undefined when it is none. An empty text: no calls. */
export function readSpans(text: string): { from: string; to: string }[] | undefined {
  if (text.trim() === '') return [];
  const spans = text.split(',').map((part) => /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/.exec(part));
  const read = spans.flatMap((span) =>
    span ? [{ from: `${span[1]?.padStart(2, '0')}:${span[2]}`, to: `${span[3]?.padStart(2, '0')}:${span[4]}` }] : [],
  );
  const isDay = ({ from, to }: { from: string; to: string }) =>
    from < to && to <= '24:00' && Number(from.slice(3)) < 60 && Number(to.slice(3)) < 60;
  return read.length === spans.length && read.every(isDay) ? read : undefined;
}

/** `readCap('3', '24 hours')`-like fields are kept as the server has them; this is the sentence. */
export function capInWords({ max, period, after }: RuleCap): string {
  const time = periodInWords(period);
  if (after === 'any') return `At most ${max} ${max === 1 ? 'call' : 'calls'} in ${time}`;
  const what = { conversation: 'a conversation', declined: 'a refusal', abandoned: 'an abandoned call' }[after];
  return max === 0 ? `None for ${time} after ${what}` : `At most ${max} in ${time} after ${what}`;
}

export function periodInWords(period: string): string {
  const [, hours, dayCount] = /^P(?:T(\d+)H|(\d+)D)$/.exec(period) ?? [];
  if (hours) return hours === '1' ? 'an hour' : `${hours} hours`;
  return dayCount === '1' ? 'a day' : `${dayCount ?? period} days`;
}

export const purposeWords: Record<CallPurpose, string> = {
  personal: 'Personal',
  informational: 'Information',
  telemarketing: 'Telemarketing',
  'debt-collection': 'Debt collection',
};

export const voiceWords: Record<CallVoice, string> = {
  live: 'A person speaks',
  prerecorded: 'A recording',
  artificial: 'A machine’s voice',
};

export const consentWords: Record<ComplianceRule['consent'], string> = {
  none: 'No consent needed',
  express: 'Express consent needed',
  'express-written': 'Express written consent needed',
};

export const lineTypeWords: Record<LineType, string> = {
  'fixed-line': 'Fixed line',
  mobile: 'Mobile',
  'fixed-or-mobile': 'Fixed line or mobile',
  'toll-free': 'Toll-free',
  premium: 'Premium rate',
  'shared-cost': 'Shared cost',
  voip: 'Internet telephony',
  personal: 'Personal number',
  pager: 'Pager',
  uan: 'Company-wide number',
  voicemail: 'Voicemail',
  satellite: 'Satellite and international networks',
  unknown: 'Unknown kind',
};

/** `US-FL@1` is the rule `US-FL`. */
export function ruleIdOf(name: string): string {
  return name.slice(0, name.lastIndexOf('@'));
}

/** The rules of one place beside each other, places by name; the country before its parts. */
export function byPlace(rules: readonly ComplianceRule[]): { place: string; name: string; rules: ComplianceRule[] }[] {
  const places = [...Map.groupBy(rules, ({ jurisdiction }) => jurisdiction)].map(([place, some]) => ({
    place,
    name: some[0]?.jurisdiction_name ?? place,
    rules: some,
  }));
  const order = ({ place, name }: { place: string; name: string }) =>
    place === '*' ? 'b' : `a ${place.slice(0, 2)}${place.length > 2 ? ` ${name}` : ''}`;
  return places.toSorted((one, other) => order(one).localeCompare(order(other)));
}
