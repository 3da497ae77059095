import type { Clock, Timer } from '@offhook/kit';
import { sql } from 'kysely';
import type { Database, Tx } from './database/database.ts';
import { jobQueues } from './job-queues.ts';
import type { Log } from './log.ts';
import { type Cursor, type Heard, isBehind, isHeardBy, type OutboxEntry, readOutbox } from './outbox.ts';

/** Takes a batch of entries; the cursor moves on when it is done. */
export type Take = (entries: OutboxEntry[]) => Promise<void>;

/** Reads the outbox on from a cursor, whenever something that is heard was committed here, and now and then. */
export interface Relay {
  start(): void;
  stop(): Promise<void>;
  /** Resolves when nothing that is committed now waits to be read any more. */
  drained(): Promise<void>;
}

interface RelayOptions {
  db: Database;
  clock: Clock;
  log: Log;
  /** A name keeps the cursor in the database, shared by all nodes; undefined keeps it here and starts at the end. */
  listener: string | undefined;
  take: Take;
  /** The events that anybody hears; the others are passed over unread. */
  heard?: Heard;
  /** False while nobody would hear what is read: entries are then passed over, by one look at each poll. */
  isHeard?: () => boolean;
}

const batchSize = 200;
const pollMs = 1000;
/** Polls are for what other nodes have written and died over; who keeps no cursor must hear all of them in time. */
const pollsPerLook = 5;
/** Commits of so long a while are read together: a look after each cost more than the webhook that caused it. */
const gatherMs = 50;

export function makeRelay({ db, clock, log, listener, take, heard, isHeard = () => true }: RelayOptions): Relay {
  let running: Promise<boolean> | undefined;
  let again = false;
  let stopped = false;
  let poll: NodeJS.Timeout | undefined;
  let polls = 0;
  let soon: Timer | undefined;
  let memory: Cursor | undefined;
  let hasCursor = false;
  const wakes = heard && new Set<string>([...heard, ...Object.keys(jobQueues)]);

  // 'more': there is more to read at once. 'later': something is there that cannot be read yet.
  const step = (): Promise<'more' | 'later' | 'done'> =>
    db.asReader(async (tx) => {
      if (listener && !hasCursor) hasCursor = await makeCursor(tx, listener);
      const known = listener ? await cursorOf(tx, listener) : memory;
      const { end, waits, hides } = await look(tx, known ?? beginning, heard);
      if (!listener && (!memory || !isHeard())) {
        // Whoever begins to listen hears everything since the poll before.
        memory = end;
        return 'done';
      }
      const after = hides ? 'later' : 'done';
      if (!waits) return after;
      const place = listener ? await lockedCursor(tx, listener) : memory;
      // The other node that holds it may have looked already.
      if (!place) return 'later';
      const entries = await readOutbox(tx, place, batchSize, heard);
      if (entries.length > 0) await take(entries);
      const last = entries.at(-1);
      const isFull = entries.length === batchSize;
      const next = last && (isFull || isAfter(last, end)) ? { tx: last.tx, id: last.id } : end;
      if (listener && isAfter(next, place)) await moveCursor(tx, listener, next);
      if (!listener) memory = next;
      return isFull ? 'more' : after;
    });

  // An older transaction that still runs hides committed entries for a moment.
  const behind = async (tx: Tx): Promise<boolean> => {
    const cursor = listener ? await cursorOf(tx, listener) : memory;
    return cursor !== undefined && isBehind(tx, cursor, heard);
  };

  const wake = () => {
    if (stopped) return;
    again = true;
    running ??= clock.during(drain()).finally(() => {
      running = undefined;
    });
  };

  const drain = async (): Promise<boolean> => {
    while (again && !stopped) {
      again = false;
      try {
        let outcome = await step();
        while (outcome === 'more' && !stopped) outcome = await step();
        if (outcome === 'later') wakeSoon();
      } catch (error) {
        log.error({ err: error, listener }, 'the outbox could not be read; the next poll tries again');
        return false;
      }
    }
    return true;
  };

  const wakeSoon = () => {
    soon ??= clock.after(gatherMs, () => {
      soon = undefined;
      wake();
    });
  };

  return {
    start() {
      db.onCommit((told) => {
        if (isHeard() && (!wakes || [...told].some((name) => wakes.has(name)))) wakeSoon();
      });
      poll = setInterval(() => {
        polls += 1;
        if (polls % pollsPerLook === 0 || (!listener && isHeard())) wake();
      }, pollMs).unref();
      wake();
    },
    async stop() {
      stopped = true;
      clearInterval(poll);
      soon?.cancel();
      await running;
    },
    async drained() {
      do {
        wake();
        await running;
      } while (await db.asReader(behind));
    },
  };
}

const beginning: Cursor = { tx: '0', id: 0 };

function isAfter(one: Cursor, other: Cursor): boolean {
  const [mine, theirs] = [BigInt(one.tx), BigInt(other.tx)];
  return mine > theirs || (mine === theirs && one.id > other.id);
}

/**
 * `end`: everything up to there is over, what follows is news. `waits`: entries before it are still to be read or passed
 * over. `hides`: what somebody hears is committed behind it.
 */
// Sorted, so that the index is used: for a mere "exists" the planner takes the table from its beginning.
async function look(tx: Tx, from: Cursor, heard: Heard): Promise<{ end: Cursor; waits: boolean; hides: boolean }> {
  const { rows } = await sql<{ tx: string; waits: boolean; hides: boolean }>`
    select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text as tx,
      (
        select tx from outbox
        where (tx, id) > (${from.tx}::xid8, ${from.id}::bigint) and tx < pg_snapshot_xmin(pg_current_snapshot())
        order by tx, id limit 1
      ) is not null as waits,
      (
        select tx from outbox where tx >= pg_snapshot_xmin(pg_current_snapshot()) and ${isHeardBy(heard)}
        order by tx, id limit 1
      ) is not null as hides`.execute(tx);
  const [row] = rows;
  return {
    end: { tx: row?.tx ?? '0', id: Number.MAX_SAFE_INTEGER },
    waits: row?.waits ?? false,
    hides: row?.hides ?? false,
  };
}

async function makeCursor(tx: Tx, listener: string): Promise<true> {
  const row = { listener, tx: '0', id: 0 };
  await tx
    .insertInto('listener_cursors')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

// Another node that holds the cursor does the work: this one steps back.
async function lockedCursor(tx: Tx, listener: string): Promise<Cursor | undefined> {
  const { rows } = await sql<Cursor>`
    select tx::text, id from listener_cursors where listener = ${listener} for update skip locked`.execute(tx);
  return rows[0];
}

async function cursorOf(tx: Tx, listener: string): Promise<Cursor | undefined> {
  const { rows } = await sql<Cursor>`
    select tx::text, id from listener_cursors where listener = ${listener}`.execute(tx);
  return rows[0];
}

async function moveCursor(tx: Tx, listener: string, { tx: to, id }: Cursor): Promise<void> {
  await sql`update listener_cursors set tx = ${to}::xid8, id = ${id} where listener = ${listener}`.execute(tx);
}
