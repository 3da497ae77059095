import type { Id } from '@offhook/kit';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';

export type ConsentRow = Omit<Selectable<Schema['consents']>, 'tenant_id' | 'import_id' | 'undone_at'>;

const consents = (tx: Tx, tenantId: Id<'workspace'>) =>
  tx
    .selectFrom('consents')
    .select(['id', 'contact_id', 'phone_number', 'scope', 'strength', 'source', 'proof_text', 'proof_url'])
    .select(['given_at', 'expires_at', 'recorded_by', 'recorded_at', 'revoked_at', 'revoked_by', 'revoke_reason'])
    .where('tenant_id', '=', tenantId);

const shownAtOnce = 200;

/** Those of an import that was undone are shown, and count for nothing. */
export async function consentsOfNumbers(
  tx: Tx,
  tenantId: Id<'workspace'>,
  numbers: readonly string[],
  those: 'counting' | 'all' = 'counting',
): Promise<ConsentRow[]> {
  if (numbers.length === 0) return [];
  const found = consents(tx, tenantId).where('phone_number', 'in', numbers).orderBy('id', 'desc');
  return (those === 'all' ? found : found.where('undone_at', 'is', null)).execute();
}

export async function consentsOfContact(
  tx: Tx,
  tenantId: Id<'workspace'>,
  contactId: Id<'contact'>,
): Promise<ConsentRow[]> {
  return consents(tx, tenantId).where('contact_id', '=', contactId).orderBy('id', 'desc').limit(shownAtOnce).execute();
}

export async function lockConsent(
  tx: Tx,
  tenantId: Id<'workspace'>,
  id: Id<'consent'>,
): Promise<ConsentRow | undefined> {
  return consents(tx, tenantId).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertConsent(tx: Tx, tenantId: Id<'workspace'>, row: ConsentRow): Promise<void> {
  await tx
    .insertInto('consents')
    .values({ tenant_id: tenantId, ...row })
    .execute();
}

export async function markRevoked(
  tx: Tx,
  tenantId: Id<'workspace'>,
  { id, at, by, reason }: { id: Id<'consent'>; at: Date; by: string; reason: string | null },
): Promise<void> {
  await tx
    .updateTable('consents')
    .set({ revoked_at: at, revoked_by: by, revoke_reason: reason })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** Of some numbers those whose last word on calls is that they take their consent back. */
export async function consentsTakenBack(
  tx: Tx,
  tenantId: Id<'workspace'>,
  numbers: readonly string[],
): Promise<string[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ number: string }>`
    select phone_number as number from consents
    where tenant_id = ${tenantId} and phone_number = any(${numbers}::text[]) and scope = 'calls' and undone_at is null
    group by phone_number
    having max(revoked_at) is not null and max(revoked_at) >= coalesce(max(given_at) filter (where revoked_at is null), '-infinity')`.execute(
    tx,
  );
  return rows.map(({ number }) => number);
}
