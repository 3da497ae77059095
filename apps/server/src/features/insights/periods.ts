/** A span of time with a name, such as a day of a zone; times are multiples of a quarter of an hour. */
export interface Group {
  key: string;
  label: string;
  startMs: number;
  endMs: number;
}

export type TimeGrouping = 'hour' | 'day' | 'week' | 'month' | 'hour-of-day';

export const quarterMs = 900_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

export const quarterBefore = (ms: number): number => Math.floor(ms / quarterMs) * quarterMs;
export const quarterAfter = (ms: number): number => Math.ceil(ms / quarterMs) * quarterMs;

/** A period cut where hours, days, weeks or months begin in a zone; undefined when there were more than `most` pieces. */
export function groupsOf(
  by: TimeGrouping,
  period: { startMs: number; endMs: number },
  timeZone: string,
  most: number,
): Group[] | undefined {
  const groups: Group[] = [];
  let start = startOf(by, zoned(period.startMs, timeZone));
  while (start.epochMilliseconds < period.endMs) {
    if (groups.length === most) return undefined;
    const end = endOf(by, start);
    groups.push({
      ...nameOf(by, start),
      startMs: Math.max(start.epochMilliseconds, period.startMs),
      endMs: Math.min(end.epochMilliseconds, period.endMs),
    });
    start = end;
  }
  return groups;
}

function zoned(ms: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
}

function startOf(by: TimeGrouping, at: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  switch (by) {
    case 'day':
      return at.startOfDay();
    case 'week':
      return at.subtract({ days: at.dayOfWeek - 1 }).startOfDay();
    case 'month':
      return at.with({ day: 1 }).startOfDay();
    default:
      return startOfHour(at);
  }
}

function endOf(by: TimeGrouping, start: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  switch (by) {
    case 'day':
      return start.add({ days: 1 }).startOfDay();
    case 'week':
      return start.add({ weeks: 1 }).startOfDay();
    case 'month':
      return start.add({ months: 1 }).startOfDay();
    default:
      return endOfHour(start);
  }
}

// Clocks may be set by half an hour: an hour begins where the hand or the offset changes.
function isSameHour(one: Temporal.ZonedDateTime, other: Temporal.ZonedDateTime): boolean {
  return one.hour === other.hour && one.offsetNanoseconds === other.offsetNanoseconds;
}

function startOfHour(at: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  let start = at.subtract({ milliseconds: at.epochMilliseconds - quarterBefore(at.epochMilliseconds) });
  for (
    let before = start.subtract({ minutes: 15 });
    isSameHour(before, at);
    before = before.subtract({ minutes: 15 })
  ) {
    start = before;
  }
  return start;
}

function endOfHour(start: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const usual = start.add({ hours: 1 });
  if (usual.minute === 0 && usual.offsetNanoseconds === start.offsetNanoseconds) return usual;
  let end = start.add({ minutes: 15 });
  while (isSameHour(end, start)) end = end.add({ minutes: 15 });
  return end;
}

function nameOf(by: TimeGrouping, at: Temporal.ZonedDateTime): { key: string; label: string } {
  const day = at.toPlainDate().toString();
  const hour = String(at.hour).padStart(2, '0');
  switch (by) {
    case 'hour':
      return { key: `${day}T${at.toPlainTime().toString().slice(0, 5)}${at.offset}`, label: `${day} ${hour}:00` };
    case 'day':
      return { key: day, label: day };
    case 'week': {
      const week = `${at.yearOfWeek}-W${String(at.weekOfYear).padStart(2, '0')}`;
      return { key: week, label: `Week of ${day}` };
    }
    case 'month':
      return { key: day.slice(0, 7), label: day.slice(0, 7) };
    case 'hour-of-day':
      return { key: hour, label: `${hour}:00–${hour}:59` };
  }
}

export type Span = 'quarter' | 'hour' | 'day' | 'month';

/** Where sums of one span are read: from the one moment, up to before the other. */
export interface Range {
  span: Span;
  startMs: number;
  endMs: number;
}

/** The fewest sums that make up each group exactly; what follows upon another is one range. */
export function rangesOf(groups: readonly Pick<Group, 'startMs' | 'endMs'>[]): Range[] {
  const last = new Map<Span, Range>();
  const ranges: Range[] = [];
  for (const { startMs, endMs } of groups) {
    for (let at = startMs; at < endMs; ) {
      const { span, untilMs } = longestSpan(at, endMs);
      const before = last.get(span);
      if (before?.endMs === at) before.endMs = untilMs;
      else {
        const range = { span, startMs: at, endMs: untilMs };
        last.set(span, range);
        ranges.push(range);
      }
      at = untilMs;
    }
  }
  return ranges;
}

function longestSpan(atMs: number, endMs: number): { span: Span; untilMs: number } {
  const at = new Date(atMs);
  const nextMonthMs = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
  if (atMs % dayMs === 0 && at.getUTCDate() === 1 && nextMonthMs <= endMs)
    return { span: 'month', untilMs: nextMonthMs };
  if (atMs % dayMs === 0 && atMs + dayMs <= endMs) return { span: 'day', untilMs: atMs + dayMs };
  if (atMs % hourMs === 0 && atMs + hourMs <= endMs) return { span: 'hour', untilMs: atMs + hourMs };
  return { span: 'quarter', untilMs: atMs + quarterMs };
}
