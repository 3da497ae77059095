import type { CallEvent, TimelineEntry } from '@offhook/contract';

export const kindWords: Record<TimelineEntry['kind'], string> = {
  report: 'Carrier',
  webhook: 'Request',
  placement: 'Placing',
  reconciler: 'Check',
  action: 'Action',
  cost: 'Cost',
  recording: 'Recording',
};

/** A fact that changed: `status: ringing → in-progress`. */
export function changeWords(fact: string, { from, to }: { from: unknown; to: unknown }): string {
  return `${fact.replaceAll('_', ' ')}: ${valueWords(from)} → ${valueWords(to)}`;
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(valueWords).join(', ');
  if (isLeg(value)) return `${value.to || 'a phone'} ${value.status}`;
  return typeof value === 'object' ? 'changed' : String(value);
}

/** The events of a call as entries of its story, without causes. */
export function entriesOf(events: readonly CallEvent[]): TimelineEntry[] {
  return events.map(({ id, at, kind, sentence, details }) => ({
    id,
    at,
    kind: 'report',
    name: kind,
    sentence,
    cause: null,
    changes: {},
    report: null,
    webhook: null,
    details,
  }));
}

function isLeg(value: unknown): value is { to: string; status: string } {
  return typeof value === 'object' && value !== null && 'to' in value && 'status' in value;
}
