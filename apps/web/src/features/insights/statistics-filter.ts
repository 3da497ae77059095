import type { callStats } from '@offhook/contract';
import type { z } from 'zod';
import type { CallFilters } from '../calls/call-filters.ts';
import { dayIn, daysBefore, startOfDay } from '../calls/zoned-days.ts';

const periods = ['today', 'yesterday', '7d', '30d', '90d', 'month', 'custom'] as const;
type PeriodName = (typeof periods)[number];

const groupings = ['hour', 'day', 'week', 'month', 'hour-of-day', 'person', 'status'] as const;
export type Grouping = (typeof groupings)[number];

/** What is counted, as it stands in the address. */
export interface StatisticsFilter {
  period?: PeriodName;
  from?: string;
  to?: string;
  direction?: 'inbound' | 'outbound';
  person?: string;
  group?: Grouping;
  zone?: string;
}

/** The filter out of an address that anybody may have typed: what makes no sense is left out. */
export function readStatisticsFilter(search: Record<string, unknown>): StatisticsFilter {
  const { direction, person, zone } = search;
  const period = periods.find((known) => known === search.period);
  const group = groupings.find((known) => known === search.group);
  const [from, to] = period === 'custom' ? [dayText(search.from), dayText(search.to)] : [];
  return {
    ...(period && { period }),
    ...(from && { from }),
    ...(to && { to }),
    ...((direction === 'inbound' || direction === 'outbound') && { direction }),
    ...(typeof person === 'string' && person !== '' && { person: person.slice(0, 60) }),
    ...(group && { group }),
    ...(typeof zone === 'string' && isZone(zone) && { zone }),
  };
}

/** The first and the last day that is counted; undefined where there is no end. */
export interface Days {
  from: string | undefined;
  to: string | undefined;
}

export function daysOf(filter: StatisticsFilter, zone: string, nowMs: number): Days {
  const today = dayIn(zone, nowMs);
  const { period = '7d' } = filter;
  switch (period) {
    case 'today':
      return { from: today, to: undefined };
    case 'yesterday':
      return { from: daysBefore(today, 1), to: daysBefore(today, 1) };
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: undefined };
    case 'custom':
      return { from: filter.from, to: filter.to };
    default:
      return { from: daysBefore(today, Number.parseInt(period, 10) - 1), to: undefined };
  }
}

/** How the figures are grouped unless somebody chose: by what fits the length of the period. */
export function groupingOf(filter: StatisticsFilter, { from, to }: Days, today: string): Grouping {
  if (filter.group) return filter.group;
  if (!from) return 'month';
  const days = (Date.parse(to ?? today) - Date.parse(from)) / 86_400_000 + 1;
  if (days <= 2) return 'hour';
  if (days <= 45) return 'day';
  return days <= 400 ? 'week' : 'month';
}

/** What the server is asked for. */
export function toStatsQuery(
  filter: StatisticsFilter,
  workspaceZone: string,
  nowMs: number,
): z.input<typeof callStats.query> & { group_by: Grouping } {
  const zone = filter.zone ?? workspaceZone;
  const days = daysOf(filter, zone, nowMs);
  return {
    ...(days.from && { since: startOfDay(days.from, zone) }),
    ...(days.to && { until: startOfDay(daysBefore(days.to, -1), zone) }),
    ...(filter.direction && { direction: filter.direction }),
    ...(filter.person && { person_id: filter.person }),
    group_by: groupingOf(filter, days, dayIn(zone, nowMs)),
    time_zone: zone,
  };
}

/** The calls behind a group, as filters of the history; undefined where the history has no such filter. */
export function callsBehind(
  group: { key: string; label: string },
  by: Grouping,
  { filter, days }: { filter: StatisticsFilter; days: Days },
): CallFilters | undefined {
  const shared: CallFilters = {
    date: 'custom',
    ...(days.from && { from: days.from }),
    ...(days.to && { to: days.to }),
    ...(filter.direction && { direction: filter.direction }),
    ...(filter.person && { by: filter.person }),
  };
  if (by === 'status') return { ...shared, status: group.key };
  if (by === 'person') return group.key === 'none' ? undefined : { ...shared, by: group.key };
  const [first, last] = spanOf(group, by);
  if (!first || !last) return undefined;
  const from = days.from && days.from > first ? days.from : first;
  return { ...shared, from, to: days.to && days.to < last ? days.to : last };
}

/** The days of a group in time; none of an hour, which the history cannot select. */
function spanOf({ key, label }: { key: string; label: string }, by: Grouping): string[] {
  if (by === 'day') return [key, key];
  if (by === 'month') return [`${key}-01`, daysBefore(nextMonth(key), 1)];
  // The key of a week is its number; the label ends with its Monday.
  const monday = by === 'week' ? label.slice(-10) : '';
  return dayText(monday) ? [monday, daysBefore(monday, -6)] : [];
}

function nextMonth(month: string): string {
  return `${daysBefore(`${month}-28`, -4).slice(0, 7)}-01`;
}

function dayText(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && Date.parse(value) ? value : undefined;
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
