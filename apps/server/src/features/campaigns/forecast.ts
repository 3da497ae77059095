import type { CampaignSettings, Forecast } from '@offhook/contract';
import { formatMicros } from '@offhook/kit';
import { type OutcomeSum, statsOf } from './outcome-sums.ts';
import { reasonInShort } from './prospect.ts';

/** How calls are expected to go. */
export interface Assumptions {
  /** Of all attempts. */
  humans: number;
  machines: number;
  /** After which another one follows, while there are any left. */
  again: number;
  talkSeconds: number;
  machineSeconds: number;
  source: string;
}

/** What a dry run has found so far: plain JSON, carried on batch by batch. */
export interface ForecastSums {
  assumptions: Assumptions;
  callsPerDay: number;
  /** What is left of the first day. */
  firstDay: number;
  /** How many days of a week have hours, and how long these are on such a day. */
  openDays: number;
  openSeconds: number;
  examined: number;
  dialled: number;
  skipped: { code: string; rule: string | null; prospects: number }[];
  /** By the attempts that are left: prospects, and what a call to each costs that a person or a machine answers. */
  left: Record<string, { prospects: number; humanMicros: number; machineMicros: number }>;
  firstCallAt: string | null;
  /** The latest moment for which somebody was foreseen, by the hours and the queue. */
  lastCallAt: string | null;
}

/** What a dry run says of one prospect. */
interface ForeseenCall {
  prospect: { attempts: number };
  /** null: not dialled at all. */
  at: Date | null;
  reasons: readonly { code: string; rule: string | null; until: string | null }[];
  to: string | null;
}

/** The sums with some more prospects in them. */
export function addForeseen(
  sums: ForecastSums,
  foreseen: readonly ForeseenCall[],
  { costOf, maxAttempts }: { costOf: (to: string, seconds: number) => number; maxAttempts: number },
): ForecastSums {
  const { talkSeconds, machineSeconds } = sums.assumptions;
  const left: ForecastSums['left'] = structuredClone(sums.left);
  const skipped = new Map(sums.skipped.map((each) => [`${each.code} ${each.rule}`, { ...each }]));
  let [dialled, first, last] = [sums.dialled, sums.firstCallAt, sums.lastCallAt];
  for (const { prospect, at, reasons, to } of foreseen) {
    if (at === null || to === null) {
      const { code, rule } = reasons.find(({ until }) => until === null) ??
        reasons[0] ?? { code: 'unknown', rule: null };
      const known = skipped.get(`${code} ${rule}`);
      skipped.set(`${code} ${rule}`, { code, rule, prospects: (known?.prospects ?? 0) + 1 });
      continue;
    }
    const attempts = Math.max(1, maxAttempts - prospect.attempts);
    const bucket = left[attempts] ?? { prospects: 0, humanMicros: 0, machineMicros: 0 };
    left[attempts] = {
      prospects: bucket.prospects + 1,
      humanMicros: bucket.humanMicros + costOf(to, talkSeconds),
      machineMicros: bucket.machineMicros + costOf(to, machineSeconds),
    };
    const time = at.toISOString();
    dialled += 1;
    if (first === null || time < first) first = time;
    if (last === null || time > last) last = time;
  }
  const times = { firstCallAt: first, lastCallAt: last };
  const examined = sums.examined + foreseen.length;
  return { ...sums, ...times, examined, dialled, left, skipped: [...skipped.values()] };
}

const fewest = 50;

// Answer rates and times as campaigns have them that know nothing of whom they call.
const usual = { human: 0.25, machine: 0.35, 'no-answer': 0.28, busy: 0.08, failed: 0.04 };
const [usualTalk, usualMachine] = [60, 20];
const ringSeconds = 25;

/** From the campaign's own calls once there are enough, else what is usual. */
export function assumptionsFor(settings: CampaignSettings, sums: readonly OutcomeSum[]): Assumptions {
  const { completed, humanAnswered, machineAnswered, abandoned, noAnswer, busy, failed, canceled, unknown } =
    statsOf(sums);
  const over = completed + noAnswer + busy + failed + canceled + unknown;
  const isKnown = over >= fewest;
  const share = (calls: number, ifUnknown: number) => (isKnown ? calls / over : ifUnknown);
  const shares = {
    machine: share(machineAnswered, usual.machine),
    'no-answer': share(noAnswer, usual['no-answer']),
    busy: share(busy, usual.busy),
    failed: share(failed + canceled + unknown, usual.failed),
  };
  const outcomes = Object.keys(shares) as (keyof typeof shares)[]; // its own keys
  const again = outcomes.reduce((sum, each) => sum + (settings.retry_minutes[each] === null ? 0 : shares[each]), 0);
  return {
    humans: share(humanAnswered + abandoned, usual.human),
    machines: shares.machine,
    again,
    talkSeconds: meanSeconds(sums, 'human', usualTalk),
    machineSeconds: meanSeconds(sums, 'machine', usualMachine),
    source: isKnown ? `the ${over} calls of this campaign so far` : 'what is usual, until this campaign has 50 calls',
  };
}

function meanSeconds(sums: readonly OutcomeSum[], outcome: string, ifUnknown: number): number {
  const own = sums.filter((sum) => sum.outcome === outcome);
  const calls = own.reduce((total, { n }) => total + n, 0);
  if (calls < 10) return ifUnknown;
  return Math.max(1, Math.round(own.reduce((total, { seconds }) => total + seconds, 0) / calls));
}

/** As many calls as a day takes with so many open seconds: each limit holds. */
export function capacityOf(
  settings: Pick<CampaignSettings, 'daily_limit' | 'calls_per_second' | 'concurrency'>,
  openSeconds: number,
  { humans, machines, talkSeconds, machineSeconds }: Assumptions,
): number {
  const busySeconds = humans * talkSeconds + machines * machineSeconds + (1 - humans) * ringSeconds;
  const byTime = Math.min(settings.calls_per_second, settings.concurrency / Math.max(1, busySeconds)) * openSeconds;
  return Math.max(1, Math.floor(Math.min(settings.daily_limit, byTime)));
}

/** On which day, today being 0, the one who is dialled as the n-th (from 0) has their turn. */
export function dayOfTurn(
  { callsPerDay, firstDay }: Pick<ForecastSums, 'callsPerDay' | 'firstDay'>,
  n: number,
): number {
  return n < firstDay ? 0 : 1 + Math.floor((n - firstDay) / callsPerDay);
}

/** Attempts that one prospect is expected to need. */
export function expectedAttempts(again: number, left: number): number {
  if (left <= 0) return 0;
  return again >= 1 ? left : (1 - again ** left) / (1 - again);
}

interface Expected {
  low: number;
  likely: number;
  high: number;
}

/** At least one call each; at most all attempts of everybody. */
export function expectedCalls({ left, assumptions }: Pick<ForecastSums, 'left' | 'assumptions'>): Expected {
  const sum = (each: (attempts: number) => number) =>
    Object.entries(left).reduce((total, [attempts, { prospects }]) => total + prospects * each(Number(attempts)), 0);
  return {
    low: Math.round(sum((attempts) => Math.min(1, attempts))),
    likely: Math.round(sum((attempts) => expectedAttempts(assumptions.again, attempts))),
    high: sum((attempts) => attempts),
  };
}

/** Half as many answer, as many as assumed, and a person at every prospect's phone. */
function expectedMicros({ left, assumptions }: ForecastSums): Expected {
  const { humans, machines, again } = assumptions;
  const sum = (each: (attempts: number, of: ForecastSums['left'][string]) => number) =>
    Math.round(Object.entries(left).reduce((total, [attempts, of]) => total + each(Number(attempts), of), 0));
  const likely = sum(
    (attempts, of) => expectedAttempts(again, attempts) * (humans * of.humanMicros + machines * of.machineMicros),
  );
  return {
    low: Math.round(likely / 2),
    likely,
    high: Math.max(
      likely,
      sum((_attempts, of) => of.humanMicros),
    ),
  };
}

const dayMs = 86_400_000;

/** When the last of the likely calls is placed; null: nobody is called, or not before the campaign ends. */
export function finishOf(sums: ForecastSums, endsAt: string | null): Date | null {
  const { firstCallAt, lastCallAt, firstDay, callsPerDay, openDays, openSeconds } = sums;
  if (firstCallAt === null || openDays === 0) return null;
  const { likely } = expectedCalls(sums);
  const days = Math.ceil(Math.max(0, likely - firstDay) / callsPerDay);
  const onLastDayMs = days === 0 ? (likely / callsPerDay) * openSeconds * 1000 : 0;
  const throughMs = Date.parse(firstCallAt) + Math.ceil((days * 7) / openDays) * dayMs + onLastDayMs;
  const finish = new Date(Math.max(throughMs, Date.parse(lastCallAt ?? firstCallAt)));
  return endsAt !== null && finish > new Date(endsAt) ? null : finish;
}

export interface ForecastFacts {
  asOf: Date;
  complete: boolean;
  currency: string;
  timeZone: string;
  prospects: number;
  /** With all the calls that are likely, by the limits and hours; null: it cannot be told, or not before its end. */
  finishAt: Date | null;
}

/** The forecast as it is shown. */
export function presentForecast(sums: ForecastSums, facts: ForecastFacts): Forecast {
  const cost = expectedMicros(sums);
  const skipped = sums.skipped
    .map(({ code, ...rest }) => ({ code, message: reasonInShort(code), ...rest }))
    .toSorted((one, other) => other.prospects - one.prospects);
  const money = { low: formatMicros(cost.low), likely: formatMicros(cost.likely), high: formatMicros(cost.high) };
  const { humans, machines, talkSeconds, source } = sums.assumptions;
  return {
    ...{
      as_of: facts.asOf.toISOString(),
      complete: facts.complete,
      examined: sums.examined,
      prospects: facts.prospects,
    },
    ...{ will_be_dialled: sums.dialled, skipped, expected_calls: expectedCalls(sums) },
    expected_cost: { ...money, currency: facts.currency },
    first_call_at: sums.firstCallAt,
    expected_finish_at: facts.finishAt?.toISOString() ?? null,
    calls_per_day: sums.callsPerDay,
    sentence: sentenceOf(sums, skipped, facts),
    assumptions: `People answer ${percent(humans)} of the calls and machines ${percent(machines)}; people talk ${talkSeconds} seconds: from ${source}. Low: half as many answer. High: everybody does.`,
  };
}

function sentenceOf(sums: ForecastSums, skipped: Forecast['skipped'], facts: ForecastFacts): string {
  const byMessage = Map.groupBy(skipped, ({ message }) => message);
  const named = [...byMessage].map(
    ([message, own]) => `${number(own.reduce((n, each) => n + each.prospects, 0))} ${message}`,
  );
  const left = skipped.reduce((n, each) => n + each.prospects, 0);
  const parts = [
    `${number(facts.prospects)} ${facts.prospects === 1 ? 'contact' : 'contacts'}`,
    ...(left > 0 ? [`${number(left)} skipped (${named.join(', ')})`] : []),
    ...(sums.dialled > 0 ? [`about ${number(sums.callsPerDay)} calls a day`, finish(facts)] : ['nobody to call']),
  ];
  const sentence = `${parts.join(', ')}.`;
  return facts.complete ? sentence : `So far: ${sentence}`;
}

function finish({ finishAt, timeZone }: ForecastFacts): string {
  if (!finishAt) return 'does not finish as things are';
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short' });
  return `finishes ${day.format(finishAt).replace(',', '')}`;
}

const number = (value: number) => value.toLocaleString('en-US');
const percent = (share: number) => `${Math.round(share * 100)} %`;
