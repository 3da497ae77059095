import type { exportColumns } from '@offhook/contract';
import { formatId, formatMicros, type Id } from '@offhook/kit';

export type ExportColumn = (typeof exportColumns)[number];

/** A call with everything that an export may tell of it. */
export interface ExportedCall {
  id: Id<'call'>;
  sid: string | null;
  direction: string;
  from_number: string;
  to_number: string;
  contact: string | null;
  person: string | null;
  campaign: string | null;
  status: string;
  answered_by: string | null;
  created_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
  duration_seconds: number | null;
  cost_micros: number | null;
  currency: string;
  disposition: string | null;
  tags: string | null;
  notes: string | null;
}

/** One line of an export: text by column; null is an empty cell. */
export function exportLine(call: ExportedCall, writeTime: (at: Date) => string): Record<ExportColumn, string | null> {
  const time = (at: Date | null) => at && writeTime(at);
  return {
    id: formatId('call', call.id),
    call_sid: call.sid,
    direction: call.direction,
    from_number: call.from_number,
    to_number: call.to_number,
    contact: call.contact,
    person: call.person,
    campaign: call.campaign,
    status: call.status,
    answered_by: call.answered_by,
    created_at: time(call.created_at),
    answered_at: time(call.answered_at),
    ended_at: time(call.ended_at),
    duration_seconds: call.duration_seconds === null ? null : String(call.duration_seconds),
    cost: call.cost_micros === null ? null : formatMicros(call.cost_micros),
    currency: call.currency,
    disposition: call.disposition,
    tags: call.tags,
    notes: call.notes,
  };
}

/** A cell that may begin with + and is no formula: nothing but a number can be in it. */
export function isPlainNumber(column: string, text: string): boolean {
  return (column === 'from_number' || column === 'to_number') && /^\+?\d+$/.test(text);
}
