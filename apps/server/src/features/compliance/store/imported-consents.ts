import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { ConsentRow } from './consents.ts';

interface Of {
  tenantId: Id<'workspace'>;
  importId: Id<'import'>;
}

/** When consents of some numbers were taken back last, by `number scope`. */
export async function lastTakenBack(
  tx: Tx,
  tenantId: Id<'workspace'>,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ key: string; at: Date }>`
    select phone_number || ' ' || scope as key, max(revoked_at) as at from consents
    where tenant_id = ${tenantId} and phone_number = any(${numbers}::text[])
      and revoked_at is not null and undone_at is null
    group by 1`.execute(tx);
  return new Map(rows.map(({ key, at }) => [key, at]));
}

/** One statement, however many. */
export async function insertConsents(tx: Tx, { tenantId, importId }: Of, rows: readonly ConsentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into consents (tenant_id, import_id, id, contact_id, phone_number, scope, strength, source, proof_text,
      proof_url, given_at, expires_at, recorded_by, recorded_at)
    select ${tenantId}::uuid, ${importId}::uuid, k.* from unnest(
      ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ contact_id }) => contact_id)}::uuid[],
      ${rows.map(({ phone_number }) => phone_number)}::text[], ${rows.map(({ scope }) => scope)}::text[],
      ${rows.map(({ strength }) => strength)}::text[], ${rows.map(({ source }) => source)}::text[],
      ${rows.map(({ proof_text }) => proof_text)}::text[], ${rows.map(({ proof_url }) => proof_url)}::text[],
      ${rows.map(({ given_at }) => given_at)}::timestamptz[], ${rows.map(({ expires_at }) => expires_at)}::timestamptz[],
      ${rows.map(({ recorded_by }) => recorded_by)}::text[], ${rows.map(({ recorded_at }) => recorded_at)}::timestamptz[]
    ) as k`.execute(tx);
}

/** Consents that were taken back before stay so: somebody said it. */
export async function undoConsents(
  tx: Tx,
  { tenantId, importId }: Of,
  { at, by, reason, most }: { at: Date; by: string; reason: string; most: number },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update consents set revoked_at = ${at}, revoked_by = ${by}, revoke_reason = ${reason}, undone_at = ${at}
    where tenant_id = ${tenantId} and id in (
      select id from consents
      where tenant_id = ${tenantId} and import_id = ${importId} and undone_at is null and revoked_at is null
      order by id limit ${most} for update
    )`.execute(tx);
  return Number(numAffectedRows);
}
