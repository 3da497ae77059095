import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

export interface ActivityRow {
  id: string;
  kind: 'call' | 'note';
  at: Date;
  text: string | null;
  direction: 'inbound' | 'outbound' | null;
  status: string | null;
  number: string | null;
  duration_seconds: number | null;
  disposition: string | null;
  has_recording: boolean | null;
  author_id: string | null;
  author_name: string | null;
}

/** Calls and notes of a contact, newest first. A note of a call that is there stands with the call. */
export async function activityOf(
  tx: Tx,
  contactId: Id<'contact'>,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<ActivityRow[]> {
  const isEarlier = (id: string) => (before ? sql`${sql.ref(id)} < ${before}` : sql`true`);
  const { rows } = await sql<ActivityRow>`
    select * from (
      (select c.id, 'call' as kind, c.created_at as at,
        (select n.text from contact_notes n where n.tenant_id = c.tenant_id and n.call_id = c.id) as text,
        c.direction, c.status, case c.direction when 'inbound' then c.from_number else c.to_number end as number,
        c.duration_seconds, c.disposition, c.has_recording, null as author_id, null as author_name
      from calls c where c.contact_id = ${contactId} and ${isEarlier('c.id')} order by c.id desc limit ${limit})
      union all
      (select n.id, 'note', n.at, n.text, null, null, null, null, null, null, n.author_id, n.author_name
      from contact_notes n where n.contact_id = ${contactId} and ${isEarlier('n.id')}
        and not exists (select from calls c where c.tenant_id = n.tenant_id and c.id = n.call_id)
      order by n.id desc limit ${limit})
    ) as entries order by id desc limit ${limit}`.execute(tx);
  return rows;
}
