import type { CallCounts } from '@offhook/contract';
import type { Grouping } from './statistics-filter.ts';

const columns = [
  'total_calls',
  'inbound_calls',
  'outbound_calls',
  'answered_calls',
  'failed_calls',
  'human_answers',
  'machine_answers',
  'voicemail_drops',
  'total_duration_seconds',
  'average_duration_seconds',
  'total_cost',
] as const;

/** The groups as RFC 4180; text that a spreadsheet would run as a formula begins with an apostrophe. */
export function csvOf(
  groups: readonly (CallCounts & { key: string; label: string })[],
  by: Grouping,
  currency: string,
): string {
  const head = [by, 'name', ...columns, 'currency'];
  const lines = groups.map((group) => [
    cell(group.key),
    cell(group.label),
    ...columns.map((column) => String(group[column])),
    currency,
  ]);
  return [head, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
