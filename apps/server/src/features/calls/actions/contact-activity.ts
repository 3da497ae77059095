import { CallStatus, type ContactActivity } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { contactById } from '#features/contacts';
import type { Actor } from '#runtime/actor';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type ActivityRow, activityOf } from '../store/contact-activity.ts';

/** The calls and notes of a contact. Served here, since contacts know nothing of calls. */
export async function listContactActivity(
  ctx: Context,
  actor: Actor,
  contactId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: ContactActivity[]; next_cursor: string | null }> {
  const id = found(parseId('contact', contactId));
  const before = cursor === undefined ? undefined : (parseId('call', cursor) ?? parseId('note', cursor));
  if (cursor !== undefined && !before) throw new Refusal('request.bad_cursor');
  const rows = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    found(await contactById(tx, id));
    return activityOf(tx, id, { before, limit: limit + 1 });
  });
  const items = rows.slice(0, limit).map(present);
  return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function present(row: ActivityRow): ContactActivity {
  const id = formatId(row.kind, row.id as Id<typeof row.kind>); // the table that the row came from says the kind
  return {
    id,
    at: row.at.toISOString(),
    kind: row.kind,
    text: row.text,
    written_by: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '' },
    call: row.kind === 'call' ? callOf(id, row) : null,
  };
}

function callOf(id: string, row: ActivityRow): ContactActivity['call'] {
  const { direction, status, number, duration_seconds, disposition, has_recording } = row;
  if (!direction || number === null || has_recording === null) throw new Error('columns of calls are not null');
  return { id, direction, status: CallStatus.parse(status), number, duration_seconds, disposition, has_recording };
}
