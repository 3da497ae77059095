import type { AuditEntry } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../context.ts';

/** Writes who did what, in the transaction that did it. */
export async function note(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  action: string,
  subject?: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  const row = {
    tenant_id: actor.tenantId,
    id: ctx.ids.next('event'),
    at: ctx.clock.now(),
    actor_kind: actor.kind,
    actor_id: actorId(actor),
    actor_name: actor.name,
    action,
    subject: subject ?? null,
    details: JSON.stringify(details),
  };
  await tx.insertInto('audit_entries').values(row).execute();
}

function actorId(actor: Actor): string | null {
  if (actor.kind === 'person') return actor.personId;
  return actor.kind === 'key' ? actor.keyId : null;
}

/** Entries older than `before`, newest first. */
export async function entriesBefore(tx: Tx, before: Id<'event'> | undefined, limit: number): Promise<AuditEntry[]> {
  let query = tx.selectFrom('audit_entries').selectAll().orderBy('id', 'desc').limit(limit);
  if (before) query = query.where('id', '<', before);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: formatId('event', row.id),
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: row.subject,
    details: row.details,
  }));
}
