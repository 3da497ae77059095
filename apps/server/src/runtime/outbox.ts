import { DomainEvent } from '@offhook/contract';
import type { Clock, Id } from '@offhook/kit';
import { sql } from 'kysely';
import { type Database, noteTold, type Tx } from './database/database.ts';
import type { JobName } from './job-queues.ts';

/** Writes what happened, and what is to be done, into the transaction that makes it true. */
export interface Outbox {
  publish(tx: Tx, tenantId: Id<'workspace'>, ...events: DomainEvent[]): Promise<void>;
  enqueue(tx: Tx, tenantId: Id<'workspace'>, job: JobName, payload: object): Promise<void>;
}

/** An entry as listeners get it. `tx` grows with time; entries of one transaction share it. */
export interface OutboxEntry {
  tx: string;
  id: number;
  tenantId: Id<'workspace'>;
  kind: 'event' | 'job';
  name: string;
  payload: unknown;
}

export function makeOutbox(clock: Clock): Outbox {
  const at = () => clock.now();
  return {
    async publish(tx, tenantId, ...events) {
      if (events.length === 0) return;
      const names = events.map((event) => event.type);
      const payloads = events.map((event) => JSON.stringify(event));
      noteTold(tx, names);
      await sql`
        insert into outbox (tenant_id, kind, name, payload, at)
        select ${tenantId}::uuid, 'event', name, payload, ${at()}::timestamptz
        from unnest(${names}::text[], ${payloads}::jsonb[]) as e (name, payload)`.execute(tx);
    },
    async enqueue(tx, tenantId, job, payload) {
      const row = { tenant_id: tenantId, kind: 'job' as const, name: job, payload: JSON.stringify(payload), at: at() };
      noteTold(tx, [job]);
      await tx.insertInto('outbox').values(row).execute();
    },
  };
}

/** A place in the outbox: everything up to it was read. */
export interface Cursor {
  tx: string;
  id: number;
}

/** Of events only those of these names are read, and every job; undefined: everything. */
export type Heard = readonly string[] | undefined;

/** Tells whether an entry is for somebody. */
export const isHeardBy = (heard: Heard) =>
  heard ? sql<boolean>`(kind = 'job' or name = any(${heard}::text[]))` : sql<boolean>`true`;

/** The next entries after a cursor, only from transactions that no running one can still precede. */
export async function readOutbox(tx: Tx, after: Cursor, limit: number, heard?: Heard): Promise<OutboxEntry[]> {
  const { rows } = await sql<OutboxEntry>`
    select tx::text, id, tenant_id as "tenantId", kind, name, payload
    from outbox
    where (tx, id) > (${after.tx}::xid8, ${after.id}::bigint) and tx < pg_snapshot_xmin(pg_current_snapshot())
      and ${isHeardBy(heard)}
    order by tx, id
    limit ${limit}`.execute(tx);
  return rows;
}

/** True when entries are committed after a cursor, be they readable already or not. */
export async function isBehind(tx: Tx, cursor: Cursor, heard?: Heard): Promise<boolean> {
  const { rows } = await sql<{ behind: boolean }>`
    select exists (
      select from outbox where (tx, id) > (${cursor.tx}::xid8, ${cursor.id}::bigint) and ${isHeardBy(heard)}
    ) as behind`.execute(tx);
  return rows[0]?.behind ?? false;
}

/** The event inside an entry; undefined when it is none that this version knows. */
export function eventOf(entry: OutboxEntry): DomainEvent | undefined {
  return DomainEvent.safeParse(entry.payload).data;
}

/** The position of the newest entry of the tenant: what open pages call `seq`. */
export async function lastSeq(tx: Tx): Promise<number> {
  const row = await tx.selectFrom('outbox').select('tx').orderBy('tx', 'desc').limit(1).executeTakeFirst();
  return Number(row?.tx ?? 0);
}

const keptMs = 24 * 3_600_000;

/** Removes what every listener has long read. */
export async function pruneOutbox(db: Database, clock: Clock): Promise<void> {
  const before = new Date(clock.nowMs() - keptMs);
  await db.asSystem((tx) =>
    sql`delete from outbox where at < ${before} and tx < coalesce((select min(tx) from listener_cursors), '0'::xid8)`.execute(
      tx,
    ),
  );
}
