import { type CallStatus, callLook, callStatuses } from '@offhook/contract';
import type { Grouping } from './statistics-filter.ts';

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A group in few words: `groupLabel({ key: '2026-11-02', … }, 'day')` is `2 Nov`. */
export function groupLabel({ key, label }: { key: string; label: string }, by: Grouping): string {
  switch (by) {
    case 'day':
      return dayFormat.format(Date.parse(key));
    case 'week':
      return `Week of ${dayFormat.format(Date.parse(label.slice(-10)))}`;
    case 'month':
      return monthFormat.format(Date.parse(`${key}-01`));
    case 'hour':
      return `${dayFormat.format(Date.parse(key.slice(0, 10)))}, ${key.slice(11, 16)}`;
    case 'hour-of-day':
      return `${key}:00`;
    case 'status':
      return isStatus(key) ? callLook(key, 'outbound').label : label;
    default:
      return label;
  }
}

function isStatus(key: string): key is CallStatus {
  return callStatuses.some((status) => status === key);
}
