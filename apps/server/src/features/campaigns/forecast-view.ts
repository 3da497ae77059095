import type { Forecast } from '@offhook/contract';
import { formatMicros } from '@offhook/kit';
import { type Expected, expectedAttempts, expectedCalls, type ForecastSums } from './forecast.ts';
import { reasonInShort } from './prospect.ts';

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
