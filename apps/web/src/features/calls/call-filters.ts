import { AnsweredByClass, type CallStatus, callStatuses } from '@offhook/contract';
import type { CallQuery } from './queries.ts';
import { dayIn, daysBefore, startOfDay } from './zoned-days.ts';

export const datePresets = ['today', 'yesterday', '7d', '14d', '30d'] as const;
export type DatePreset = (typeof datePresets)[number];

/** The filters of the history, as they stand in the address. */
export interface CallFilters {
  direction?: 'inbound' | 'outbound';
  status?: string;
  date?: DatePreset | 'custom';
  from?: string;
  to?: string;
  q?: string;
  recorded?: 'yes';
  dropped?: 'yes';
  disposition?: string;
  answered?: AnsweredByClass;
  by?: string;
  number?: string;
  tag?: string;
  /** Id of a campaign. */
  campaign?: string;
  /** Seconds of talk at least. */
  talk?: string;
}

/** The filters out of an address that anybody may have typed: what makes no sense is left out. */
export function readFilters(search: Record<string, unknown>): CallFilters {
  const filters: CallFilters = {};
  const { direction, date } = search;
  if (direction === 'inbound' || direction === 'outbound') filters.direction = direction;
  const statuses = statusesOf(typeof search.status === 'string' ? search.status : undefined);
  if (statuses.length > 0) filters.status = statuses.join(',');
  const preset = datePresets.find((known) => known === date);
  if (preset) filters.date = preset;
  const [from, to] = [dayText(search.from), dayText(search.to)];
  if (date === 'custom') Object.assign(filters, { date: 'custom', ...(from && { from }), ...(to && { to }) });
  for (const name of ['q', 'disposition', 'by', 'number', 'tag', 'campaign'] as const) {
    const text = search[name];
    if (typeof text === 'string' && text.trim() !== '') filters[name] = text.slice(0, 100);
  }
  for (const name of ['recorded', 'dropped'] as const) if (search[name] === 'yes') filters[name] = 'yes';
  const answered = AnsweredByClass.safeParse(search.answered);
  if (answered.success) filters.answered = answered.data;
  if (/^[1-9]\d{0,4}$/.test(String(search.talk))) filters.talk = String(search.talk);
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
    ...(filters.dropped && { has_voicemail_drop: 'true' }),
    ...(filters.disposition && { disposition: filters.disposition }),
    ...(filters.answered && { answered_by: filters.answered }),
    ...(filters.by && { person_id: filters.by }),
    ...(filters.number && { number: filters.number }),
    ...(filters.tag && { tag: filters.tag }),
    ...(filters.campaign && { campaign_id: filters.campaign }),
    ...(filters.talk && { min_duration: Number(filters.talk) }),
    limit: 50,
  };
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
