import type { Person, Role } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

/** Somebody's place in a workspace, as sign-in needs it. */
export interface Membership {
  tenantId: Id<'workspace'>;
  personId: Id<'person'>;
  email: string;
  name: string;
  role: Role;
  phoneNumber: string | null;
  joinedAt: Date;
}

const columns = [
  'memberships.tenant_id as tenantId',
  'people.id as personId',
  'people.email',
  'people.name',
  'memberships.role',
  'memberships.phone_number as phoneNumber',
  'memberships.joined_at as joinedAt',
] as const;

/** All places of a person, oldest first. For the system. */
export async function membershipsOf(tx: Tx, by: { email: string } | { personId: Id<'person'> }): Promise<Membership[]> {
  const query = tx.selectFrom('people').innerJoin('memberships', 'memberships.person_id', 'people.id').select(columns);
  const filtered =
    'email' in by ? query.where('people.email', '=', by.email) : query.where('people.id', '=', by.personId);
  return filtered.orderBy('memberships.joined_at').execute();
}

export async function membershipOf(
  tx: Tx,
  tenantId: Id<'workspace'>,
  personId: Id<'person'>,
): Promise<Membership | undefined> {
  return tx
    .selectFrom('people')
    .innerJoin('memberships', 'memberships.person_id', 'people.id')
    .select(columns)
    .where('memberships.tenant_id', '=', tenantId)
    .where('people.id', '=', personId)
    .executeTakeFirst();
}

export async function passwordHashOf(
  tx: Tx,
  email: string,
): Promise<{ personId: Id<'person'>; hash: string | null } | undefined> {
  const row = await tx
    .selectFrom('people')
    .select(['id', 'password_hash'])
    .where('email', '=', email)
    .executeTakeFirst();
  return row && { personId: row.id, hash: row.password_hash };
}

export async function createPerson(
  tx: Tx,
  person: { id: Id<'person'>; email: string; name: string; passwordHash: string | null; at: Date },
): Promise<Id<'person'>> {
  await tx
    .insertInto('people')
    .values({
      id: person.id,
      email: person.email,
      name: person.name,
      password_hash: person.passwordHash,
      created_at: person.at,
    })
    .execute();
  return person.id;
}

export async function setPasswordHash(tx: Tx, personId: Id<'person'>, hash: string): Promise<void> {
  await tx.updateTable('people').set({ password_hash: hash }).where('id', '=', personId).execute();
}

export async function addMembership(
  tx: Tx,
  membership: { tenantId: Id<'workspace'>; personId: Id<'person'>; role: Role; at: Date },
): Promise<void> {
  const { tenantId, personId, role, at } = membership;
  await tx
    .insertInto('memberships')
    .values({ tenant_id: tenantId, person_id: personId, role, phone_number: null, joined_at: at, last_seen_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function anybodyExists(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('people').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Noted at most once a minute: it is asked with every request. */
export async function noteSeen(tx: Tx, tenantId: Id<'workspace'>, personId: Id<'person'>, at: Date): Promise<void> {
  const stale = new Date(at.getTime() - 60_000);
  await tx
    .updateTable('memberships')
    .set({ last_seen_at: at })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where((where) => where.or([where('last_seen_at', 'is', null), where('last_seen_at', '<', stale)]))
    .execute();
}

export async function listPeople(tx: Tx, personId?: Id<'person'>): Promise<Person[]> {
  let query = tx
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.person_id')
    .select(['people.id', 'people.email', 'people.name', 'role', 'phone_number', 'joined_at', 'last_seen_at'])
    .orderBy('joined_at');
  if (personId) query = query.where('people.id', '=', personId);
  const rows = await query.execute();
  return rows.map((row) => ({
    ...row,
    id: formatId('person', row.id),
    joined_at: row.joined_at.toISOString(),
    last_seen_at: row.last_seen_at?.toISOString() ?? null,
  }));
}

export async function changePerson(
  tx: Tx,
  personId: Id<'person'>,
  change: { role?: Role | undefined; name?: string | undefined; phoneNumber?: string | null | undefined },
): Promise<void> {
  if (change.name !== undefined)
    await tx.updateTable('people').set({ name: change.name }).where('id', '=', personId).execute();
  const membership = {
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.phoneNumber === undefined ? {} : { phone_number: change.phoneNumber }),
  };
  if (Object.keys(membership).length === 0) return;
  await tx.updateTable('memberships').set(membership).where('person_id', '=', personId).execute();
}

export async function removeMembership(tx: Tx, personId: Id<'person'>): Promise<void> {
  await tx.deleteFrom('memberships').where('person_id', '=', personId).execute();
}

/** Locks the admins of the workspace, so that two of them cannot remove each other at once. */
export async function lockedAdmins(tx: Tx): Promise<Id<'person'>[]> {
  const { rows } = await sql<{ person_id: Id<'person'> }>`
    select person_id from memberships where role = 'admin' order by person_id for update`.execute(tx);
  return rows.map((row) => row.person_id);
}

export async function namesOfPeople(tx: Tx, ids: Id<'person'>[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('people').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
