import type { ApiKey, Role, Scope } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { LinkKind } from './session.ts';

export interface SessionRow {
  id: Id<'session'>;
  tenantId: Id<'workspace'>;
  personId: Id<'person'>;
  refreshHash: Buffer;
  previousRefreshHash: Buffer | null;
  createdAt: Date;
  rotatedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
}

const sessionColumns = [
  'id',
  'tenant_id as tenantId',
  'person_id as personId',
  'refresh_hash as refreshHash',
  'previous_refresh_hash as previousRefreshHash',
  'created_at as createdAt',
  'rotated_at as rotatedAt',
  'expires_at as expiresAt',
  'ended_at as endedAt',
] as const;

export async function insertSession(tx: Tx, session: SessionRow): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      id: session.id,
      tenant_id: session.tenantId,
      person_id: session.personId,
      refresh_hash: session.refreshHash,
      previous_refresh_hash: null,
      rotated_at: session.rotatedAt,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
      ended_at: null,
    })
    .execute();
}

export async function lockedSession(
  tx: Tx,
  tenantId: Id<'workspace'>,
  id: Id<'session'>,
): Promise<SessionRow | undefined> {
  return tx
    .selectFrom('sessions')
    .select(sessionColumns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Of a member since `joinedAt`: a session from before belongs to a membership that is over. */
export async function sessionIsLive(
  tx: Tx,
  { tenantId, joinedAt }: { tenantId: Id<'workspace'>; joinedAt: Date },
  id: Id<'session'>,
  now: Date,
): Promise<boolean> {
  const row = await tx
    .selectFrom('sessions')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('created_at', '>=', joinedAt)
    .executeTakeFirst();
  return row !== undefined;
}

export async function rotateSession(tx: Tx, session: SessionRow, refreshHash: Buffer, at: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ refresh_hash: refreshHash, previous_refresh_hash: session.refreshHash, rotated_at: at })
    .where('tenant_id', '=', session.tenantId)
    .where('id', '=', session.id)
    .execute();
}

/** Ends one session, or all of a person. */
export async function endSessions(
  tx: Tx,
  tenantId: Id<'workspace'>,
  which: { sessionId: Id<'session'> } | { personId: Id<'person'> },
  at: Date,
): Promise<void> {
  const query = tx
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('tenant_id', '=', tenantId)
    .where('ended_at', 'is', null);
  await ('sessionId' in which
    ? query.where('id', '=', which.sessionId)
    : query.where('person_id', '=', which.personId)
  ).execute();
}

export interface LinkRow {
  id: Id<'invitation'>;
  tenantId: Id<'workspace'>;
  kind: LinkKind;
  personId: Id<'person'> | null;
  email: string | null;
  role: Role | null;
}

export async function insertLink(
  tx: Tx,
  link: LinkRow & { codeHash: Buffer; at: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('one_time_links')
    .values({
      id: link.id,
      tenant_id: link.tenantId,
      kind: link.kind,
      code_hash: link.codeHash,
      person_id: link.personId,
      email: link.email,
      role: link.role,
      created_at: link.at,
      expires_at: link.expiresAt,
      used_at: null,
    })
    .execute();
}

/** Uses up a link: of two who try at once, one gets it. */
export async function useLink(tx: Tx, kind: LinkKind, codeHash: Buffer, now: Date): Promise<LinkRow | undefined> {
  return tx
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('kind', '=', kind)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['id', 'tenant_id as tenantId', 'kind', 'person_id as personId', 'email', 'role'])
    .executeTakeFirst();
}

/** Counts a try and tells how many there were in the window, this one included. */
export async function countTry(
  tx: Tx,
  key: string,
  now: Date,
  windowMs: number,
): Promise<{ tries: number; endsAt: Date }> {
  const { rows } = await sql<{ tries: number; endsAt: Date }>`
    insert into sign_in_tries as known (key, tries, window_ends_at)
    values (${key}, 1, ${new Date(now.getTime() + windowMs)})
    on conflict (key) do update set
      tries = case when known.window_ends_at <= ${now} then 1 else known.tries + 1 end,
      window_ends_at = case when known.window_ends_at <= ${now} then excluded.window_ends_at else known.window_ends_at end
    returning tries, window_ends_at as "endsAt"`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('an upsert answers the row that it wrote');
  return row;
}

export async function forgetTries(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('sign_in_tries').where('key', '=', key).execute();
}

export async function insertKey(
  tx: Tx,
  tenantId: Id<'workspace'>,
  key: {
    id: Id<'key'>;
    name: string;
    prefix: string;
    secretHash: Buffer;
    scopes: Scope[];
    createdBy: Id<'person'> | null;
    at: Date;
    expiresAt: Date | null;
  },
): Promise<void> {
  await tx
    .insertInto('api_keys')
    .values({
      tenant_id: tenantId,
      id: key.id,
      name: key.name,
      prefix: key.prefix,
      secret_hash: key.secretHash,
      scopes: key.scopes,
      created_by: key.createdBy,
      created_at: key.at,
      expires_at: key.expiresAt,
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
}

export async function listKeys(tx: Tx, id?: Id<'key'>): Promise<ApiKey[]> {
  let query = tx.selectFrom('api_keys').selectAll().orderBy('id', 'desc');
  if (id) query = query.where('id', '=', id);
  return (await query.execute()).map((row) => ({
    id: formatId('key', row.id),
    name: row.name,
    prefix: row.prefix,
    // Only known scopes are ever written.
    scopes: row.scopes as Scope[],
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  }));
}

export async function revokeKey(tx: Tx, id: Id<'key'>, at: Date): Promise<void> {
  await tx
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** The live key behind a secret; its use is noted at most once a minute. For the system. */
export async function keyBySecret(
  tx: Tx,
  secretHash: Buffer,
  now: Date,
): Promise<{ id: Id<'key'>; tenantId: Id<'workspace'>; name: string; scopes: Scope[] } | undefined> {
  const row = await tx
    .selectFrom('api_keys')
    .select(['id', 'tenant_id', 'name', 'scopes', 'last_used_at'])
    .where('secret_hash', '=', secretHash)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst();
  if (!row) return undefined;
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > 60_000) {
    await tx
      .updateTable('api_keys')
      .set({ last_used_at: now })
      .where('tenant_id', '=', row.tenant_id)
      .where('id', '=', row.id)
      .execute();
  }
  // Only known scopes are ever written.
  return { id: row.id, tenantId: row.tenant_id, name: row.name, scopes: row.scopes as Scope[] };
}

/** None of a key that is revoked or has run out. */
export async function scopesOfKey(tx: Tx, id: Id<'key'>, now: Date): Promise<Scope[]> {
  const row = await tx
    .selectFrom('api_keys')
    .select('scopes')
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst();
  // Only known scopes are ever written.
  return (row?.scopes ?? []) as Scope[];
}

export async function forgetOldTries(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('sign_in_tries').where('window_ends_at', '<', now).execute();
}
