import { addTo, type Bins, binOf } from './bins.ts';

/**
 * What the predictive pacer remembers: counts of what happened, as plain JSON. Counts can be added in any order, so
 * that memory rebuilt from a database equals memory that heard each event as it came.
 */
export interface PacingMemory {
  /** Newest first; the hours of the last 30 days in which somebody answered. */
  hours: readonly HourCounts[];
  /** Newest first; the minutes of the last hour in which a call was answered or given up. */
  minutes: readonly MinuteCounts[];
  /** Newest first; how long things took in the two latest spans of four hours. */
  spans: readonly SpanCounts[];
}

interface HourCounts {
  /** Which hour since 1970; minutes and spans are numbered alike. */
  index: number;
  /** Calls that a person answered. */
  answered: number;
  /** Those of them for whom no seat was free in time. */
  abandoned: number;
}

interface MinuteCounts {
  index: number;
  answered: number;
  unanswered: number;
}

export interface SpanCounts {
  index: number;
  /** How long people let it ring before they answered. */
  answered: Bins;
  /** How long it rang in vain: busy, rejected, or given up. */
  unanswered: Bins;
  talked: Bins;
  wrappedUp: Bins;
}

export type PacingEvent =
  /** A person answered after `seconds` of ringing. */
  | { type: 'answered'; atMs: number; seconds: number }
  /** Nobody did, for `seconds`: no answer, busy, failed, a machine. */
  | { type: 'unanswered'; atMs: number; seconds: number }
  /** A person had answered, and no seat was free in time. */
  | { type: 'abandoned'; atMs: number }
  | { type: 'talked'; atMs: number; seconds: number }
  | { type: 'wrapped-up'; atMs: number; seconds: number };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const spanMs = 4 * hourMs;

export const hourOf = (ms: number): number => Math.floor(ms / hourMs);
export const minuteOf = (ms: number): number => Math.floor(ms / minuteMs);

export const emptyMemory: PacingMemory = { hours: [], minutes: [], spans: [] };

/**
 * The memory with one more event in it; the order of events does not matter.
 *
 * @example
 * fold(emptyMemory, { type: 'answered', atMs: 0, seconds: 8 }).hours; // [{ index: 0, answered: 1, abandoned: 0 }]
 */
export function fold(memory: PacingMemory, event: PacingEvent): PacingMemory {
  const { type, atMs } = event;
  if (type === 'abandoned') return { ...memory, hours: inHours(memory, atMs, 'abandoned') };
  const spans = inSpans(memory, event);
  if (type === 'answered')
    return { hours: inHours(memory, atMs, 'answered'), minutes: inMinutes(memory, atMs, 'answered'), spans };
  if (type === 'unanswered') return { ...memory, minutes: inMinutes(memory, atMs, 'unanswered'), spans };
  return { ...memory, spans };
}

function inHours({ hours }: PacingMemory, atMs: number, name: 'answered' | 'abandoned'): readonly HourCounts[] {
  const empty = { index: hourOf(atMs), answered: 0, abandoned: 0 };
  return counted(hours, empty, 30 * 24, (hour) => ({ ...hour, [name]: hour[name] + 1 }));
}

function inMinutes({ minutes }: PacingMemory, atMs: number, name: 'answered' | 'unanswered'): readonly MinuteCounts[] {
  const empty = { index: minuteOf(atMs), answered: 0, unanswered: 0 };
  return counted(minutes, empty, 60, (minute) => ({ ...minute, [name]: minute[name] + 1 }));
}

function inSpans({ spans }: PacingMemory, event: Exclude<PacingEvent, { type: 'abandoned' }>): readonly SpanCounts[] {
  const empty = { index: Math.floor(event.atMs / spanMs), answered: [], unanswered: [], talked: [], wrappedUp: [] };
  const name = event.type === 'wrapped-up' ? 'wrappedUp' : event.type;
  return counted(spans, empty, 2, (span) => ({ ...span, [name]: addTo(span[name], binOf(event.seconds)) }));
}

/** The rows with that of `empty` counted up; at most `kept` indexes lie between the newest row and the oldest. */
function counted<Row extends { index: number }>(
  rows: readonly Row[],
  empty: Row,
  kept: number,
  count: (row: Row) => Row,
): readonly Row[] {
  const [first] = rows;
  if (first?.index === empty.index) return rows.with(0, count(first));
  const newest = Math.max(first?.index ?? empty.index, empty.index);
  // Forgotten already, so that what comes late is forgotten as what came in time was.
  if (empty.index <= newest - kept) return rows;
  const place = rows.findIndex(({ index }) => index <= empty.index);
  const at = place === -1 ? rows.length : place;
  const found = rows[at]?.index === empty.index ? rows[at] : undefined;
  const all = [...rows.slice(0, at), count(found ?? empty), ...rows.slice(found ? at + 1 : at)];
  return all.filter(({ index }) => index > newest - kept);
}
