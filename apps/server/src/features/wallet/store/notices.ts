import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

export interface NoticeKey {
  tenantId: Id<'workspace'>;
  lowSince: Date;
  email: string;
}

export interface NoticeRow extends NoticeKey {
  balanceMicros: number;
  tries: number;
}

export interface NoticeOutcome {
  state: 'waiting' | 'sent' | 'failed' | 'no_server' | 'unknown';
  note: string | null;
  dueAt: Date;
}

/** An address that has a notice of this crossing gets no other. */
export async function insertNotices(
  tx: Tx,
  notices: readonly (NoticeKey & NoticeOutcome & { balanceMicros: number })[],
): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map((notice) => ({
    tenant_id: notice.tenantId,
    low_since: notice.lowSince,
    email: notice.email,
    balance_micros: notice.balanceMicros,
    state: notice.state,
    note: notice.note,
    due_at: notice.dueAt,
  }));
  await tx
    .insertInto('wallet_notices')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes what is due, and gives up what was asked for so long ago that nobody will hear the answer. For the system. */
export async function takeDueNotices(tx: Tx, now: Date, askedBefore: Date, limit: number): Promise<NoticeRow[]> {
  await tx
    .updateTable('wallet_notices')
    .set({ state: 'unknown', note: 'The server ended while the mail was on its way. It is not sent twice.' })
    .where('state', '=', 'sending')
    .where('due_at', '<', askedBefore)
    .execute();
  const { rows } = await sql<NoticeRow>`
    update wallet_notices n set state = 'sending', tries = n.tries + 1, due_at = ${now}
    from (
      select tenant_id, low_since, email from wallet_notices where state = 'waiting' and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked
    ) due
    where n.tenant_id = due.tenant_id and n.low_since = due.low_since and n.email = due.email
    returning n.tenant_id as "tenantId", n.low_since as "lowSince", n.email, n.balance_micros as "balanceMicros",
      n.tries`.execute(tx);
  return rows;
}

export async function settleNotice(
  tx: Tx,
  { tenantId, lowSince, email }: NoticeKey,
  { state, note, dueAt }: NoticeOutcome,
): Promise<void> {
  await tx
    .updateTable('wallet_notices')
    .set({ state, note, due_at: dueAt })
    .where('tenant_id', '=', tenantId)
    .where('low_since', '=', lowSince)
    .where('email', '=', email)
    .execute();
}
