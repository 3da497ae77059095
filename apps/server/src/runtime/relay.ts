import type { Clock, Timer } from '@offhook/kit';
import { sql } from 'kysely';
import type { Database, Tx } from './database/database.ts';
import type { Log } from './log.ts';
import { isBehind, type OutboxEntry, readOutbox } from './outbox.ts';

/** Takes a batch of entries; the cursor moves on when it is done. */
export type Take = (entries: OutboxEntry[]) => Promise<void>;

/** Reads the outbox on from a cursor, whenever something was committed here and at least every half second. */
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
  /** False while nobody would hear what is read: entries are then passed over, by one look at each poll. */
  isHeard?: () => boolean;
}

const batchSize = 200;
const pollMs = 500;
/** Commits of so long a while are read together: a look after each cost more than the webhook that caused it. */
const gatherMs = 50;

export function makeRelay({ db, clock, log, listener, take, isHeard = () => true }: RelayOptions): Relay {
  let running: Promise<boolean> | undefined;
  let again = false;
  let stopped = false;
  let poll: NodeJS.Timeout | undefined;
  let soon: Timer | undefined;
  let memory: { tx: string; id: number } | undefined;
  let hasCursor = false;

  const step = (): Promise<boolean> =>
    db.asReader(async (tx) => {
      if (!listener && (!memory || !isHeard())) {
        const end = await endOfOutbox(tx);
        // Whoever began to listen meanwhile hears everything since the poll before.
        if (!memory || !isHeard()) memory = end;
      }
      if (listener && !hasCursor) hasCursor = await makeCursor(tx, listener);
      const cursor = listener ? await lockedCursor(tx, listener) : memory;
      if (!cursor) return false;
      const entries = await readOutbox(tx, cursor, batchSize);
      const last = entries.at(-1);
      if (!last) return false;
      await take(entries);
      if (listener) await moveCursor(tx, listener, last);
      else memory = { tx: last.tx, id: last.id };
      return true;
    });

  // An older transaction that still runs hides committed entries for a moment.
  const behind = async (tx: Tx): Promise<boolean> => {
    const cursor = listener ? await cursorOf(tx, listener) : memory;
    return cursor !== undefined && isBehind(tx, cursor);
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
        while ((await step()) && !stopped);
      } catch (error) {
        log.error({ err: error, listener }, 'the outbox could not be read; the next poll tries again');
        return false;
      }
    }
    return true;
  };

  return {
    start() {
      db.onCommit(() => {
        if (!isHeard()) return;
        soon ??= clock.after(gatherMs, () => {
          soon = undefined;
          wake();
        });
      });
      poll = setInterval(wake, pollMs).unref();
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
async function lockedCursor(tx: Tx, listener: string): Promise<{ tx: string; id: number } | undefined> {
  const { rows } = await sql<{ tx: string; id: number }>`
    select tx::text, id from listener_cursors where listener = ${listener} for update skip locked`.execute(tx);
  return rows[0];
}

async function cursorOf(tx: Tx, listener: string): Promise<{ tx: string; id: number } | undefined> {
  const { rows } = await sql<{ tx: string; id: number }>`
    select tx::text, id from listener_cursors where listener = ${listener}`.execute(tx);
  return rows[0];
}

async function moveCursor(tx: Tx, listener: string, last: OutboxEntry): Promise<void> {
  await sql`update listener_cursors set tx = ${last.tx}::xid8, id = ${last.id} where listener = ${listener}`.execute(
    tx,
  );
}

// Everything before the oldest running transaction is over; what follows is news.
async function endOfOutbox(tx: Tx): Promise<{ tx: string; id: number }> {
  const { rows } = await sql<{ tx: string }>`
    select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text as tx`.execute(tx);
  return { tx: rows[0]?.tx ?? '0', id: Number.MAX_SAFE_INTEGER };
}
