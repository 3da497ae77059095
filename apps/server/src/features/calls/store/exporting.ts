import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { ExportedCall } from '../export-columns.ts';
import { type CallFilter, conditionOf } from './filter.ts';

const rowsAtOnce = 500;

/**
 * Opens a cursor on all calls that a filter selects, newest first; `nextRows` reads on. It shows the moment of its opening
 * however long it is read, since it is one statement, names and tags included. Whoever reads nothing for a minute loses it:
 * an open transaction keeps the database from tidying up.
 */
export async function openExport(tx: Tx, filter: CallFilter): Promise<void> {
  await sql`set transaction read only`.execute(tx);
  await sql`set local idle_in_transaction_session_timeout = '60s'`.execute(tx);
  await sql`declare export no scroll cursor for
    select id, sid, direction, from_number, to_number,
      (select k.name from contacts k where k.tenant_id = calls.tenant_id and k.id = calls.contact_id) as contact,
      (select p.name from people p where p.id = calls.person_id) as person,
      (select g.name from campaigns g where g.tenant_id = calls.tenant_id and g.id = calls.campaign_id) as campaign,
      status, answered_by, created_at, answered_at, ended_at, duration_seconds, cost_micros, currency, disposition,
      (select string_agg(t.tag, ', ' order by t.tag) from call_tags t
        where t.tenant_id = calls.tenant_id and t.call_id = calls.id) as tags,
      notes
    from calls where ${conditionOf(filter)} order by id desc`.execute(tx);
}

/** The next rows; empty at the end. */
export async function nextRows(tx: Tx): Promise<ExportedCall[]> {
  return (await sql<ExportedCall>`fetch forward ${sql.lit(rowsAtOnce)} from export`.execute(tx)).rows;
}
