import { earliestId, type Id } from '@offhook/kit';
import { type Selectable, sql } from 'kysely';
import type { CarrierNumber } from '#providers/carrier';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import type { NumberRow } from './number.ts';

const held = (tx: Tx) => tx.selectFrom('phone_numbers').selectAll().where('released_at', 'is', null);

export async function numberById(tx: Tx, id: Id<'number'>): Promise<NumberRow | undefined> {
  return rowOf(await held(tx).where('id', '=', id).executeTakeFirst());
}

export async function numberByE164(tx: Tx, phoneNumber: string): Promise<NumberRow | undefined> {
  return rowOf(await held(tx).where('phone_number', '=', phoneNumber).executeTakeFirst());
}

/** Until the transaction ends nobody else changes it. */
export async function lockNumber(tx: Tx, { id }: NumberRow): Promise<NumberRow | undefined> {
  return rowOf(await held(tx).where('id', '=', id).forUpdate().executeTakeFirst());
}

export async function listNumbers(tx: Tx, after: Id<'number'> | undefined, limit: number): Promise<NumberRow[]> {
  let query = held(tx).orderBy('id', 'desc').limit(limit);
  if (after) query = query.where('id', '<', after);
  return (await query.execute()).map(read);
}

/** A workspace has hundreds of numbers, not thousands: comparing and routing need all of them. */
export async function allNumbers(tx: Tx): Promise<NumberRow[]> {
  return (await held(tx).orderBy('id').execute()).map(read);
}

/** Whose number it is among the workspaces of an account; as the system. */
export async function holderOf(
  tx: Tx,
  { accountSid, phoneNumber }: { accountSid: string; phoneNumber: string },
): Promise<NumberRow | undefined> {
  const row = await tx
    .selectFrom('phone_numbers as n')
    .innerJoin('carrier_connections as c', (join) =>
      join.onRef('c.tenant_id', '=', 'n.tenant_id').onRef('c.id', '=', 'n.connection_id'),
    )
    .selectAll('n')
    .where('n.phone_number', '=', phoneNumber)
    .where('n.released_at', 'is', null)
    .where('c.account_sid', '=', accountSid)
    .executeTakeFirst();
  return rowOf(row);
}

/** The numbers on an account that are another workspace's, whatever id the carrier has for them by now; as the system. */
export async function numbersOfOthers(
  tx: Tx,
  { accountSid, tenantId }: { accountSid: string; tenantId: Id<'workspace'> },
): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('phone_numbers as n')
    .innerJoin('carrier_connections as c', (join) =>
      join.onRef('c.tenant_id', '=', 'n.tenant_id').onRef('c.id', '=', 'n.connection_id'),
    )
    .select('n.phone_number as phoneNumber')
    .where('n.released_at', 'is', null)
    .where('c.account_sid', '=', accountSid)
    .where('n.tenant_id', '<>', tenantId)
    .execute();
  return new Set(rows.map(({ phoneNumber }) => phoneNumber));
}

/** Whoever takes a number in, from whichever workspace, waits for those before: it has one holder on an account. */
export async function holdTaking(tx: Tx, phoneNumber: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`number ${phoneNumber}`}, 0))`.execute(tx);
}

export async function insertNumber(tx: Tx, row: NumberRow): Promise<void> {
  await tx
    .insertInto('phone_numbers')
    .values({
      tenant_id: row.tenantId,
      id: row.id,
      connection_id: row.connectionId,
      phone_number: row.phoneNumber,
      carrier_sid: row.sid,
      country_code: row.countryCode,
      number_type: row.numberType,
      capabilities: JSON.stringify(row.capabilities),
      monthly_price_micros: row.monthlyPriceMicros,
      currency: row.currency,
      bought_at: row.boughtAt,
      released_at: null,
      ...settingsOf(row),
      ...seenOf(row),
    })
    .execute();
}

/** What people decide about it. */
export async function saveSettings(tx: Tx, row: NumberRow): Promise<void> {
  await tx.updateTable('phone_numbers').set(settingsOf(row)).where('id', '=', row.id).execute();
}

/** What was seen at the carrier; also as the system. */
export async function saveSeen(
  tx: Tx,
  row: Pick<NumberRow, 'tenantId' | 'id' | 'urls' | 'health' | 'healthCheckedAt'>,
): Promise<void> {
  await tx
    .updateTable('phone_numbers')
    .set(seenOf(row))
    .where('tenant_id', '=', row.tenantId)
    .where('id', '=', row.id)
    .execute();
}

/** Also as the system. */
export async function noteReleased(
  tx: Tx,
  { tenantId, id }: Pick<NumberRow, 'tenantId' | 'id'>,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('phone_numbers')
    .set({ released_at: at, is_active: false })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/**
 * Takes the connections with numbers about which nobody asked for longest, and notes that they are asked now: one that
 * does not answer waits as long as the others until it is asked again. As the system.
 */
export async function takeConnectionsToCheck(
  tx: Tx,
  { now, before, limit }: { now: Date; before: Date; limit: number },
): Promise<{ tenantId: Id<'workspace'>; connectionId: Id<'connection'> }[]> {
  const { rows } = await sql<{ tenantId: Id<'workspace'>; connectionId: Id<'connection'> }>`
    with due as (
      select tenant_id, connection_id from phone_numbers where released_at is null
      group by tenant_id, connection_id
      having bool_or(health_asked_at is null) or min(health_asked_at) < ${before}
      order by min(health_asked_at) nulls first, tenant_id, connection_id limit ${limit}
    ), taken as (
      update phone_numbers n set health_asked_at = ${now} from due
      where n.tenant_id = due.tenant_id and n.connection_id = due.connection_id and n.released_at is null
    )
    select tenant_id as "tenantId", connection_id as "connectionId" from due`.execute(tx);
  return rows;
}

/** So many of the newest calls are counted: a count reads each of them. */
const mostCounted = 20_000;
const monthMs = 30 * 86_400_000;

/** How many calls of the last thirty days each of our numbers had, in or out. */
export async function callsOf(tx: Tx, now: Date): Promise<{ counts: Map<string, number>; isExact: boolean }> {
  const since = earliestId('call', new Date(now.getTime() - monthMs));
  const { rows } = await sql<{ number: string; calls: number }>`
    select number, count(*) as calls from (
      select case direction when 'inbound' then to_number else from_number end as number
      from calls where tenant_id = current_tenant() and id >= ${since} order by id desc limit ${mostCounted}
    ) newest group by number`.execute(tx);
  const total = rows.reduce((sum, { calls }) => sum + calls, 0);
  return { counts: new Map(rows.map(({ number, calls }) => [number, calls])), isExact: total < mostCounted };
}

export async function liveCallsOf(tx: Tx, phoneNumber: string): Promise<number> {
  const { rows } = await sql<{ calls: number }>`
    select count(*) as calls from calls where tenant_id = current_tenant() and outcome is null
      and ${phoneNumber} = case direction when 'inbound' then to_number else from_number end`.execute(tx);
  return rows[0]?.calls ?? 0;
}

function settingsOf(row: NumberRow) {
  return {
    label: row.label,
    description: row.description,
    route: JSON.stringify(row.route),
    forwarding: JSON.stringify(row.forwarding),
    recording_policy: row.recordingPolicy,
    box_id: row.boxId,
    is_active: row.isActive,
  };
}

function seenOf({ urls, health, healthCheckedAt }: Pick<NumberRow, 'urls' | 'health' | 'healthCheckedAt'>) {
  return {
    voice_url: urls.voice,
    voice_fallback_url: urls.fallback,
    status_callback_url: urls.status,
    health,
    health_checked_at: healthCheckedAt,
  };
}

function rowOf(row: Selectable<Schema['phone_numbers']> | undefined): NumberRow | undefined {
  return row && read(row);
}

function read(row: Selectable<Schema['phone_numbers']>): NumberRow {
  const urls: CarrierNumber['urls'] = {
    voice: row.voice_url,
    fallback: row.voice_fallback_url,
    status: row.status_callback_url,
  };
  return {
    id: row.id,
    tenantId: row.tenant_id,
    connectionId: row.connection_id,
    phoneNumber: row.phone_number,
    sid: row.carrier_sid,
    countryCode: row.country_code,
    numberType: row.number_type,
    capabilities: row.capabilities,
    label: row.label,
    description: row.description,
    route: row.route,
    forwarding: row.forwarding,
    recordingPolicy: row.recording_policy,
    boxId: row.box_id,
    urls,
    health: row.health,
    healthCheckedAt: row.health_checked_at,
    monthlyPriceMicros: row.monthly_price_micros,
    currency: row.currency,
    isActive: row.is_active,
    boughtAt: row.bought_at,
  };
}
