import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

export interface NoticeRow {
  tenantId: Id<'workspace'>;
  voicemailId: Id<'voicemail'>;
  email: string;
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'no_server' | 'unknown';
  tries: number;
  note: string | null;
  dueAt: Date;
  sentAt: Date | null;
}

const columns = [
  'tenant_id as tenantId',
  'voicemail_id as voicemailId',
  'email',
  'state',
  'tries',
  'note',
  'due_at as dueAt',
  'sent_at as sentAt',
] as const;

/** An address that has a notice of this message already gets no other. */
export async function insertNotices(
  tx: Tx,
  notices: readonly Pick<NoticeRow, 'tenantId' | 'voicemailId' | 'email' | 'state' | 'note' | 'dueAt'>[],
): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(({ tenantId, voicemailId, email, state, note, dueAt }) => ({
    tenant_id: tenantId,
    voicemail_id: voicemailId,
    email,
    state,
    note,
    due_at: dueAt,
  }));
  await tx
    .insertInto('mail_notices')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those that only waited for the audio of their message need not wait any longer. */
export async function hurryNotices(tx: Tx, voicemailId: Id<'voicemail'>, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('mail_notices')
    .set({ due_at: now })
    .where('voicemail_id', '=', voicemailId)
    .where('state', '=', 'waiting')
    .where('tries', '=', 0)
    .where('due_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes what is due: until the answer is known nobody else asks for it. For the system. */
export async function takeDueNotices(tx: Tx, now: Date, limit: number): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    update mail_notices n set state = 'sending', tries = n.tries + 1, due_at = ${now}
    from (
      select tenant_id, voicemail_id, email from mail_notices
      where state = 'waiting' and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked
    ) due
    where n.tenant_id = due.tenant_id and n.voicemail_id = due.voicemail_id and n.email = due.email
    returning n.tenant_id as "tenantId", n.voicemail_id as "voicemailId", n.email, n.state, n.tries, n.note,
      n.due_at as "dueAt", n.sent_at as "sentAt"`.execute(tx);
  return rows;
}

/** What was asked for so long ago and never answered. For the system. */
export async function giveUpUnanswered(tx: Tx, before: Date, note: string): Promise<void> {
  await tx
    .updateTable('mail_notices')
    .set({ state: 'unknown', note })
    .where('state', '=', 'sending')
    .where('due_at', '<', before)
    .execute();
}

export async function settleNotice(
  tx: Tx,
  { tenantId, voicemailId, email }: Pick<NoticeRow, 'tenantId' | 'voicemailId' | 'email'>,
  outcome: Pick<NoticeRow, 'state' | 'note' | 'dueAt' | 'sentAt'>,
): Promise<void> {
  await tx
    .updateTable('mail_notices')
    .set({ state: outcome.state, note: outcome.note, due_at: outcome.dueAt, sent_at: outcome.sentAt })
    .where('tenant_id', '=', tenantId)
    .where('voicemail_id', '=', voicemailId)
    .where('email', '=', email)
    .execute();
}

export async function noticesOf(tx: Tx, voicemailId: Id<'voicemail'>): Promise<NoticeRow[]> {
  return tx
    .selectFrom('mail_notices')
    .select(columns)
    .where('voicemail_id', '=', voicemailId)
    .orderBy('email')
    .execute();
}
