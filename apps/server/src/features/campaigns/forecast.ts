import type { CampaignSettings } from '@offhook/contract';
import { type OutcomeSum, statsOf } from './outcome-sums.ts';

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

export interface Expected {
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

/** What all calls to one prospect are expected to cost. */
export function microsOf(
  { again, humans, machines, talkSeconds, machineSeconds }: Assumptions,
  { attempts, costOf }: { attempts: number; costOf: (seconds: number) => number },
): number {
  const perCall = humans * costOf(talkSeconds) + machines * costOf(machineSeconds);
  return Math.round(expectedAttempts(again, attempts) * perCall);
}
