import { type Call, isFinal } from '@offhook/contract';

export interface LiveRow {
  call: Call;
  /** When the page saw it end; such rows stay greyed for a while. */
  endedMs: number | undefined;
}

interface LiveRows {
  rows: readonly LiveRow[];
  /** Calls that began while the rows had to keep still. */
  waiting: number;
}

const greyedForMs = 5000;

/**
 * The rows to show next. While `still` (the pointer or the focus is on the table) no row comes, goes or moves: what
 * changes, changes in place. A call that ended stays greyed for five seconds. Rows without news are the same objects, and
 * so is the list of them, so that nothing is drawn anew for nothing.
 */
export function nextRows(before: readonly LiveRow[], calls: readonly Call[], nowMs: number, still: boolean): LiveRows {
  const byId = new Map(calls.map((call) => [call.id, call]));
  const shown = new Set(before.map(({ call }) => call.id));
  const kept = before.map((row) => renewed(row, byId.get(row.call.id), nowMs));
  const fresh = calls.filter((call) => !shown.has(call.id) && !isFinal(call.status));
  if (still) return { rows: unlessSame(before, kept), waiting: fresh.length };
  const staying = kept.filter(({ endedMs }) => endedMs === undefined || nowMs - endedMs < greyedForMs);
  const added = fresh.map((call) => ({ call, endedMs: undefined }));
  return { rows: unlessSame(before, [...added, ...staying]), waiting: 0 };
}

// A call that left the list without a last word (a snapshot after a reconnect) has ended too.
function renewed(row: LiveRow, call: Call | undefined, nowMs: number): LiveRow {
  const over = call === undefined || isFinal(call.status);
  const endedMs = over ? (row.endedMs ?? nowMs) : undefined;
  if (endedMs === row.endedMs && (call === undefined || call === row.call)) return row;
  return { call: call ?? row.call, endedMs };
}

function unlessSame(before: readonly LiveRow[], after: readonly LiveRow[]): readonly LiveRow[] {
  return before.length === after.length && after.every((row, at) => row === before[at]) ? before : after;
}

/** Since when the call is in its state, by the clock of the server. */
export function inStateSince(call: Call): string {
  if (call.status === 'in-progress') return call.answered_at ?? call.created_at;
  if (call.status === 'ringing') return call.ringing_at ?? call.created_at;
  return call.created_at;
}
