import { type CallStatus, callLook, callStatuses } from '@offhook/contract';
import type { CallQuery } from './queries.ts';
import { dayIn, daysBefore, startOfDay } from './zoned-days.ts';

export const datePresets = ['today', 'yesterday', '7d', '14d', '30d'] as const;
type DatePreset = (typeof datePresets)[number];

/** The filters of the history, as they stand in the address. */
export interface CallFilters {
  direction?: 'inbound' | 'outbound';
  status?: string;
  date?: DatePreset | 'custom';
  from?: string;
  to?: string;
  q?: string;
  recorded?: 'yes';
}

export const presetLabels: Record<DatePreset, string> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': 'Last 7 days',
  '14d': 'Last 14 days',
  '30d': 'Last 30 days',
};

/** The filters out of an address that anybody may have typed: what makes no sense is left out. */
export function readFilters(search: Record<string, unknown>): CallFilters {
  const filters: CallFilters = {};
  const { direction, date, q } = search;
  if (direction === 'inbound' || direction === 'outbound') filters.direction = direction;
  const statuses = statusesOf(typeof search.status === 'string' ? search.status : undefined);
  if (statuses.length > 0) filters.status = statuses.join(',');
  const preset = datePresets.find((known) => known === date);
  if (preset) filters.date = preset;
  const [from, to] = [dayText(search.from), dayText(search.to)];
  if (date === 'custom') Object.assign(filters, { date: 'custom', ...(from && { from }), ...(to && { to }) });
  if (typeof q === 'string' && q.trim() !== '') filters.q = q.slice(0, 100);
  if (search.recorded === 'yes') filters.recorded = 'yes';
  return filters;
}

/** The statuses that are selected, each once, in the order of a call's life. */
export function statusesOf(status: string | undefined): CallStatus[] {
  const selected = status?.split(',') ?? [];
  return callStatuses.filter((known) => selected.includes(known));
}

/** What the server is asked for: days become moments, in the zone that the page shows. */
export function toCallQuery(filters: CallFilters, timeZone: string, nowMs: number): CallQuery {
  const { since, until } = periodOf(filters, timeZone, nowMs);
  return {
    ...(filters.direction && { direction: filters.direction }),
    ...(filters.status && { status: filters.status }),
    ...(since && { since }),
    ...(until && { until }),
    ...(filters.q && { search: filters.q }),
    ...(filters.recorded && { has_recording: 'true' }),
    limit: 50,
  };
}

interface Chip {
  label: string;
  without: CallFilters;
}

/** One removable chip for each filter that is set. */
export function chipsOf(filters: CallFilters): Chip[] {
  const chips: Chip[] = [];
  const { direction, status, date, from, to, q, recorded, ...rest } = filters;
  if (direction)
    chips.push({
      label: direction === 'inbound' ? 'Inbound' : 'Outbound',
      without: { ...filters, direction: undefined },
    });
  for (const one of statusesOf(status)) {
    const others = statusesOf(status).filter((other) => other !== one);
    chips.push({
      label: callLook(one, 'outbound').label,
      without: { ...filters, status: others.join(',') || undefined },
    });
  }
  if (date) {
    const label = date === 'custom' ? `${from ?? '…'} – ${to ?? '…'}` : presetLabels[date];
    chips.push({ label, without: { ...rest, direction, status, q, recorded } });
  }
  if (q) chips.push({ label: `“${q}”`, without: { ...filters, q: undefined } });
  if (recorded) chips.push({ label: 'Has recording', without: { ...filters, recorded: undefined } });
  return chips;
}

function periodOf(filters: CallFilters, zone: string, nowMs: number): { since?: string; until?: string } {
  const today = dayIn(zone, nowMs);
  const from = (day: string) => startOfDay(day, zone);
  switch (filters.date) {
    case undefined:
      return {};
    case 'today':
      return { since: from(today) };
    case 'yesterday':
      return { since: from(daysBefore(today, 1)), until: from(today) };
    case 'custom':
      return {
        ...(filters.from && { since: from(filters.from) }),
        ...(filters.to && { until: from(daysBefore(filters.to, -1)) }),
      };
    default:
      return { since: from(daysBefore(today, Number.parseInt(filters.date, 10) - 1)) };
  }
}

function dayText(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && Date.parse(value) ? value : undefined;
}
