import { billedMinutes, type Call, hasEnded } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import type { IncomingNumber } from '../numbers/incoming-number.ts';
import { typeOf } from '../numbers/number-type.ts';
import type { Recording } from '../recording.ts';
import { detectionMicrosPerCall, numberMicrosPerMonth, recordingMicrosPerMinute } from './prices.ts';

/** What was used in one category, summed up. */
export interface Usage {
  count: number;
  usage: number;
  /** Above zero. */
  micros: number;
}

/** The units and the name of a category. */
export interface Category {
  name: string;
  description: string;
  countUnit: string;
  usageUnit: string;
}

// The names but for calls-outbound and totalprice are unconfirmed.
const lines = `calls|Voice Minutes|calls|minutes
  calls-inbound|Inbound Voice Minutes|calls|minutes
  calls-inbound-local|Inbound Local Calls|calls|minutes
  calls-inbound-mobile|Inbound Mobile Calls|calls|minutes
  calls-inbound-tollfree|Inbound Toll Free Calls|calls|minutes
  calls-outbound|Outbound Voice Minutes|calls|minutes
  calls-client|Client Voice Minutes|calls|minutes
  calls-sip|SIP Minutes|calls|minutes
  calls-recordings|Call Recordings|recordings|minutes
  recordings|Recordings|recordings|minutes
  answering-machine-detection|Answering Machine Detection|calls|calls
  phonenumbers|Phone Numbers|numbers|numbers
  phonenumbers-local|Local Phone Numbers|numbers|numbers
  phonenumbers-mobile|Mobile Phone Numbers|numbers|numbers
  phonenumbers-tollfree|Toll Free Phone Numbers|numbers|numbers
  totalprice|Total Price||usd`;

export const categories: readonly Category[] = lines.split('\n').map((line) => {
  const [name = '', description = '', countUnit = '', usageUnit = ''] = line.trim().split('|');
  return { name, description, countUnit, usageUnit };
});

/** A time from `fromMs` on and before `toMs`. */
export interface Period {
  fromMs: number;
  toMs: number;
}

/** What was used in each category, by its name. */
export type Sums = Map<string, Usage>;

/** What some accounts used within a period. Calls count when they end, recordings when they begin, numbers when bought. */
export function usageOf(exchange: Exchange, accounts: ReadonlySet<string>, period: Period): Sums {
  const [sums = makeSums()] = usageIn(exchange, accounts, [period]);
  return sums;
}

/** The same for periods that do not overlap, newest first, in one go through all calls. */
export function usageIn(exchange: Exchange, accounts: ReadonlySet<string>, periods: readonly Period[]): Sums[] {
  const all = periods.map(makeSums);
  const { calls, recordings, tables } = exchange.world;
  const adderFor = ({ accountSid }: { accountSid: string }, atMs: number | undefined): Add | undefined => {
    if (atMs === undefined || !accounts.has(accountSid)) return undefined;
    const sums = all[periodAt(periods, atMs)];
    return sums && ((names, usage) => addTo(sums, names, usage));
  };
  for (const call of calls.values()) addCall(adderFor(call, call.endedAtMs), call);
  for (const recording of recordings.values()) addRecording(adderFor(recording, recording.startedAtMs), recording);
  for (const number of tables.numbers.values()) {
    addNumber(
      adderFor(number, number.createdAtMs),
      numberMicrosPerMonth(exchange.settings.prices, number.phoneNumber),
      number,
    );
  }
  return all;
}

// Which period holds a moment, or -1; by halving, since a year has many days and an account many calls.
function periodAt(periods: readonly Period[], atMs: number): number {
  let [low, high] = [0, periods.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const period = periods[middle];
    if (!period) break;
    if (atMs >= period.toMs) high = middle - 1;
    else if (atMs < period.fromMs) low = middle + 1;
    else return middle;
  }
  return -1;
}

function makeSums(): Sums {
  return new Map(categories.map(({ name }) => [name, { count: 0, usage: 0, micros: 0 }]));
}

type Add = (names: string[], usage: Usage) => void;

function addTo(sums: Sums, names: string[], { count, usage, micros }: Usage): void {
  for (const name of names) {
    const sum = sums.get(name);
    if (!sum) continue;
    sum.count += count;
    // Dollars have six decimals; their sum must not have more.
    sum.usage = Math.round((sum.usage + usage) * 1_000_000) / 1_000_000;
    sum.micros += micros;
  }
}

function addCall(add: Add | undefined, call: Call): void {
  if (!add || !hasEnded(call) || call.answeredAtMs === undefined) return;
  const micros = 0 - (call.priceMicros ?? 0);
  const minutes = billedMinutes(call);
  add(['calls', ...kindsOf(call)], { count: 1, usage: minutes, micros });
  add(['totalprice'], inDollars(micros));
  if (call.answeredBy === undefined) return;
  add(['answering-machine-detection'], { count: 1, usage: 1, micros: detectionMicrosPerCall });
  add(['totalprice'], inDollars(detectionMicrosPerCall));
}

function kindsOf({ direction, to, from }: Call): string[] {
  const far = direction === 'inbound' ? from : to;
  if (far.startsWith('client:')) return ['calls-client'];
  if (far.startsWith('sip:')) return ['calls-sip'];
  if (direction !== 'inbound') return ['calls-outbound'];
  return ['calls-inbound', `calls-inbound-${typeOf(to)}`];
}

function addRecording(add: Add | undefined, { durationSeconds, source }: Recording): void {
  if (!add || !durationSeconds) return;
  const minutes = Math.ceil(durationSeconds / 60);
  const micros = minutes * recordingMicrosPerMinute;
  const names = source === 'RecordVerb' ? ['recordings'] : ['recordings', 'calls-recordings'];
  add(names, { count: 1, usage: minutes, micros });
  add(['totalprice'], inDollars(micros));
}

function addNumber(add: Add | undefined, micros: number, { phoneNumber }: IncomingNumber): void {
  if (!add) return;
  add(['phonenumbers', `phonenumbers-${typeOf(phoneNumber)}`], { count: 1, usage: 1, micros });
  add(['totalprice'], inDollars(micros));
}

function inDollars(micros: number): Usage {
  return { count: 0, usage: micros / 1_000_000, micros };
}
