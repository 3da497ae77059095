import { type AnsweredByClass, callLook } from '@offhook/contract';
import { spokenDuration } from '../../app/formats.ts';
import { type CallFilters, type DatePreset, statusesOf } from './call-filters.ts';

export const presetLabels: Record<DatePreset, string> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': 'Last 7 days',
  '14d': 'Last 14 days',
  '30d': 'Last 30 days',
};

export const answeredLabels: Record<AnsweredByClass, string> = {
  human: 'A person',
  machine: 'A machine',
  fax: 'A fax',
  unknown: 'Not known',
};

interface Chip {
  label: string;
  without: CallFilters;
}

/** One removable chip for each filter that is set. `nameOf` knows the people of the workspace, and its campaigns. */
export function chipsOf(filters: CallFilters, nameOf: (id: string) => string = (id) => id): Chip[] {
  const { direction, status, date, from, to, ...rest } = filters;
  const chips: Chip[] = [];
  const add = (label: string, name: keyof CallFilters) => chips.push({ label, without: without(filters, name) });
  if (direction) add(direction === 'inbound' ? 'Inbound' : 'Outbound', 'direction');
  for (const one of statusesOf(status)) {
    const others = statusesOf(status).filter((other) => other !== one);
    const remaining = others.length > 0 ? { ...filters, status: others.join(',') } : without(filters, 'status');
    chips.push({ label: callLook(one, 'outbound').label, without: remaining });
  }
  if (date) {
    const label = date === 'custom' ? `${from ?? '…'} – ${to ?? '…'}` : presetLabels[date];
    chips.push({ label, without: { ...rest, ...(direction && { direction }), ...(status && { status }) } });
  }
  if (filters.q) add(`“${filters.q}”`, 'q');
  if (filters.recorded) add('Has recording', 'recorded');
  if (filters.dropped) add('Has voicemail drop', 'dropped');
  for (const one of filters.disposition?.split(',') ?? []) {
    const others = filters.disposition?.split(',').filter((other) => other !== one) ?? [];
    const remaining =
      others.length > 0 ? { ...filters, disposition: others.join(',') } : without(filters, 'disposition');
    chips.push({ label: one === 'none' ? 'No disposition' : `Disposition: ${one}`, without: remaining });
  }
  if (filters.answered) add(`Answered by: ${answeredLabels[filters.answered].toLowerCase()}`, 'answered');
  if (filters.by) add(`Placed by ${nameOf(filters.by)}`, 'by');
  if (filters.number) add(`Our number ${filters.number}`, 'number');
  if (filters.tag) add(`Tag: ${filters.tag}`, 'tag');
  if (filters.campaign) add(`Campaign: ${nameOf(filters.campaign)}`, 'campaign');
  if (filters.talk) add(`Talked ${spokenDuration(Number(filters.talk))} or more`, 'talk');
  return chips;
}

function without(filters: CallFilters, name: keyof CallFilters): CallFilters {
  const { [name]: _gone, ...rest } = filters;
  return rest;
}
