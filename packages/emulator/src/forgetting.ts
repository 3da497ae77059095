import type { Exchange } from './exchange.ts';
import type { Keeps } from './journal/compaction.ts';
import { type Entry, recordingsOfCall } from './world.ts';

/** The ended calls, in the order in which they are to be forgotten. */
interface Leaving {
  queue: { callSid: string; dueMs: number }[];
  isAwaited: boolean;
}

const leavings = new WeakMap<Exchange, Leaving>();

/**
 * Forgets an ended call after the time that the settings give it: the call, its history, its far end, its recordings with
 * their sound, and the rows that name it. A call that opened a conference stays as long as that goes on. Nothing without
 * such a time.
 */
export function forgetLater(exchange: Exchange, callSid: string, endedAtMs = exchange.clock.nowMs()): void {
  const { forgetAfterMs } = exchange.settings;
  if (forgetAfterMs === Number.POSITIVE_INFINITY) return;
  const leaving = leavings.get(exchange) ?? { queue: [], isAwaited: false };
  leavings.set(exchange, leaving);
  leaving.queue.push({ callSid, dueMs: endedAtMs + forgetAfterMs });
  awaitNext(exchange, leaving);
}

// Whatever is due within it is forgotten at once, since every time all rows are looked through.
const togetherMs = 1000;

// One timer for all: calls are forgotten in the order in which they came.
function awaitNext(exchange: Exchange, leaving: Leaving): void {
  const [first] = leaving.queue;
  if (leaving.isAwaited || !first) return;
  leaving.isAwaited = true;
  exchange.clock.after(first.dueMs + togetherMs - exchange.clock.nowMs(), () => {
    leaving.isAwaited = false;
    const nowMs = exchange.clock.nowMs();
    const at = leaving.queue.findIndex(({ dueMs }) => dueMs > nowMs);
    const due = leaving.queue.splice(0, at < 0 ? leaving.queue.length : at);
    for (const callSid of forget(exchange, new Set(due.map(({ callSid }) => callSid)))) forgetLater(exchange, callSid);
    if (exchange.journal.isGrown()) compact(exchange);
    awaitNext(exchange, leaving);
  });
}

/** Forgets calls at once; gives back those that cannot be, since their conference goes on. */
export function forget(exchange: Exchange, callSids: Set<string>): string[] {
  const { world } = exchange;
  const { conferences } = world.tables;
  const needed = [...exchange.rooms.keys()].flatMap((sid) => conferences.get(sid)?.callSid ?? []);
  const kept = needed.filter((callSid) => callSids.delete(callSid));
  for (const callSid of callSids) forgetOne(exchange, callSid);
  for (const table of Object.values(world.tables)) forgetRows(table, callSids);
  return kept;
}

function forgetOne({ world, journal, farEnds }: Exchange, callSid: string): void {
  for (const { sid } of recordingsOfCall(world, callSid)) {
    world.recordings.delete(sid);
    void journal.removeMedia(sid);
  }
  world.recordingsByCall.delete(callSid);
  world.history.delete(callSid);
  world.calls.delete(callSid);
  farEnds.delete(callSid);
}

function forgetRows(table: Map<string, object>, callSids: ReadonlySet<string>): void {
  for (const [sid, row] of table) {
    if ('callSid' in row && typeof row.callSid === 'string' && callSids.has(row.callSid)) table.delete(sid);
  }
}

/** Compacts the journal that was just read, if it is large and a good part of it is not needed any more. */
export function compactIfWorth(exchange: Exchange, entries: readonly Entry[]): void {
  if (!exchange.journal.isGrown()) return;
  const keeps = keepsOf(exchange);
  const rows = Object.values(exchange.world.tables).reduce((total, table) => total + table.size, 0);
  const kept = entries.reduce((total, entry) => (entry.kind !== 'row' && keeps(entry) ? total + 1 : total), rows);
  if (kept < entries.length * 0.75) compact(exchange);
}

/** Lets the journal drop what was forgotten, and rows that were replaced. */
function compact(exchange: Exchange): void {
  const keeps = keepsOf(exchange);
  exchange.journal.compact(keeps).catch((error: unknown) => {
    exchange.log(`the journal could not be compacted: ${error instanceof Error ? error.message : String(error)}`);
  });
}

// As it is now: a call that is forgotten while the file is read must not keep half of its entries.
function keepsOf({ world }: Exchange): Keeps {
  const calls = new Set(world.calls.keys());
  const recordings = new Set(world.recordings.keys());
  const rows = new Map(Object.entries(world.tables).map(([table, map]) => [table, new Set(map.keys())]));
  return (entry) => {
    if (entry.kind === 'call') return calls.has(entry.sid);
    if (entry.kind === 'recording') return recordings.has(entry.sid);
    return rows.get(entry.table)?.has(entry.sid) ?? false;
  };
}
