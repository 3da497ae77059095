import type { Id } from '@offhook/kit';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';
import { type CallFacts, type Leg, noFacts } from '../call.ts';
import { Plan } from '../plan.ts';

/** A call as stored. */
export interface CallRow extends CallFacts {
  id: Id<'call'>;
  tenantId: Id<'workspace'>;
  direction: 'inbound' | 'outbound';
  from: string;
  to: string;
  placement: Schema['calls']['placement'];
  sid: string | null;
  contactId: Id<'contact'> | null;
  personId: Id<'person'> | null;
  /** As stored; read by `Plan`. */
  plan: unknown;
  dropId: Id<'drop'> | null;
  scriptId: Id<'script'> | null;
  scriptVersion: number | null;
  retryOf: Id<'call'> | null;
  campaignId: Id<'campaign'> | null;
  /** Of the campaign, whose turn this call was. */
  prospectId: Id<'prospect'> | null;
  wantsRecording: boolean;
  createdAt: Date;
  costMicros: number | null;
  costBasis: 'estimate' | 'carrier' | null;
  currency: string;
  notes: string | null;
  disposition: string | null;
  metadata: Record<string, unknown>;
  simulated: boolean;
  isSample: boolean;
  hangUpWantedAt: Date | null;
  heardAt: Date;
}

type Given = 'id' | 'tenantId' | 'direction' | 'from' | 'to' | 'createdAt' | 'simulated';

/** A call of which nothing has been reported yet, but for what is given. */
export function newCall(given: Pick<CallRow, Given> & Partial<CallRow>): CallRow {
  return {
    ...noFacts,
    placement: 'intended',
    sid: null,
    contactId: null,
    personId: null,
    plan: doNothing,
    dropId: null,
    scriptId: null,
    scriptVersion: null,
    retryOf: null,
    campaignId: null,
    prospectId: null,
    wantsRecording: false,
    costMicros: null,
    costBasis: null,
    currency: 'USD',
    notes: null,
    disposition: null,
    metadata: {},
    isSample: false,
    hangUpWantedAt: null,
    heardAt: given.createdAt,
    ...given,
  };
}

const doNothing = Plan.parse({ opening: { kind: 'none' } });

/** `cameThrough`: the connection that an incoming call was told through. */
export async function insertCall(
  tx: Tx,
  call: CallRow,
  reversedDigits: string,
  cameThrough?: Id<'connection'>,
): Promise<boolean> {
  const result = await tx
    .insertInto('calls')
    .values({
      ...callColumns(call, reversedDigits),
      ...(cameThrough && { connection_id: ownConnection(call, cameThrough) }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function insertCalls(tx: Tx, calls: readonly CallRow[], digitsOf: (call: CallRow) => string) {
  await tx
    .insertInto('calls')
    .values(calls.map((call) => callColumns(call, digitsOf(call))))
    .execute();
}

function callColumns(call: CallRow, reversedDigits: string) {
  return {
    tenant_id: call.tenantId,
    id: call.id,
    direction: call.direction,
    from_number: call.from,
    to_number: call.to,
    reversed_digits: reversedDigits,
    status: call.status,
    placement: call.placement,
    sid: call.sid,
    answered_by: call.answeredBy,
    contact_id: call.contactId,
    person_id: call.personId,
    plan: JSON.stringify(call.plan),
    legs: legsJson(call.legs),
    drop_id: call.dropId,
    drop_beep_at: call.dropBeepAt,
    drop_started_at: call.dropStartedAt,
    drop_finished_at: call.dropFinishedAt,
    script_id: call.scriptId,
    script_version: call.scriptVersion,
    retry_of: call.retryOf,
    campaign_id: call.campaignId,
    prospect_id: call.prospectId,
    wants_recording: call.wantsRecording,
    created_at: call.createdAt,
    ringing_at: call.ringingAt,
    answered_at: call.answeredAt,
    ended_at: call.endedAt,
    duration_seconds: call.durationSeconds,
    cost_micros: call.costMicros,
    currency: call.currency,
    error_code: call.errorCode,
    error_message: call.errorMessage,
    notes: call.notes,
    disposition: call.disposition,
    metadata: JSON.stringify(call.metadata),
    simulated: call.simulated,
    is_sample: call.isSample,
    hang_up_wanted_at: call.hangUpWantedAt,
    heard_at: call.heardAt,
  };
}

// Workspaces may share an account: then the one that was told may be another's, and the number knows its own.
function ownConnection({ tenantId, to }: CallRow, told: Id<'connection'>) {
  return sql<Id<'connection'> | null>`coalesce(
    (select c.id from carrier_connections c where c.tenant_id = ${tenantId} and c.id = ${told}),
    (select n.connection_id from phone_numbers n
      where n.tenant_id = ${tenantId} and n.phone_number = ${to} and n.released_at is null)
  )`;
}

/** A call, locked when it is going to be changed. */
export async function callById(
  tx: Tx,
  tenantId: Id<'workspace'>,
  id: Id<'call'>,
  lock?: 'lock',
): Promise<CallRow | undefined> {
  let query = tx.selectFrom('calls').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row && callRow(row);
}

export async function callsByIds(tx: Tx, ids: Id<'call'>[]): Promise<CallRow[]> {
  if (ids.length === 0) return [];
  return (await tx.selectFrom('calls').selectAll().where('id', 'in', ids).execute()).map(callRow);
}

/** Calls locked in the one order in which everybody locks several. */
export async function lockCallsByIds(
  tx: Tx,
  tenantId: Id<'workspace'>,
  ids: readonly Id<'call'>[],
): Promise<CallRow[]> {
  const rows = await tx
    .selectFrom('calls')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(callRow);
}

/** Writes what came of asking the carrier for calls. */
export async function savePlacements(tx: Tx, calls: readonly CallRow[]): Promise<void> {
  await sql`
    update calls c set sid = k.sid, placement = k.placement, status = k.status, ended_at = k.ended_at,
      duration_seconds = k.seconds, error_code = k.code, error_message = k.message, heard_at = k.heard_at
    from unnest(
      ${calls.map((call) => call.tenantId)}::uuid[], ${calls.map((call) => call.id)}::uuid[],
      ${calls.map((call) => call.sid)}::text[], ${calls.map((call) => call.placement)}::text[],
      ${calls.map((call) => call.status)}::text[], ${calls.map((call) => call.endedAt)}::timestamptz[],
      ${calls.map((call) => call.durationSeconds)}::int[], ${calls.map((call) => call.errorCode)}::text[],
      ${calls.map((call) => call.errorMessage)}::text[], ${calls.map((call) => call.heardAt)}::timestamptz[]
    ) as k (tenant_id, id, sid, placement, status, ended_at, seconds, code, message, heard_at)
    where c.tenant_id = k.tenant_id and c.id = k.id`.execute(tx);
}

/** Writes back what may change about a call after it was placed. */
export async function saveCall(tx: Tx, call: CallRow): Promise<void> {
  await tx
    .updateTable('calls')
    .set({
      status: call.status,
      placement: call.placement,
      sid: call.sid,
      answered_by: call.answeredBy,
      ringing_at: call.ringingAt,
      answered_at: call.answeredAt,
      ended_at: call.endedAt,
      duration_seconds: call.durationSeconds,
      error_code: call.errorCode,
      error_message: call.errorMessage,
      notes: call.notes,
      disposition: call.disposition,
      metadata: JSON.stringify(call.metadata),
      legs: legsJson(call.legs),
      drop_beep_at: call.dropBeepAt,
      drop_started_at: call.dropStartedAt,
      drop_finished_at: call.dropFinishedAt,
      hang_up_wanted_at: call.hangUpWantedAt,
      heard_at: call.heardAt,
    })
    .where('tenant_id', '=', call.tenantId)
    .where('id', '=', call.id)
    .execute();
}

/** Writes an entry of the history; false when it is there already. */
export async function insertEvent(
  tx: Tx,
  event: {
    tenantId: Id<'workspace'>;
    callId: Id<'call'>;
    key: string;
    id: Id<'event'>;
    kind: string;
    at: Date;
    details: object;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('call_events')
    .values({
      tenant_id: event.tenantId,
      call_id: event.callId,
      key: event.key,
      id: event.id,
      kind: event.kind,
      at: event.at,
      details: JSON.stringify(event.details),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteCall(tx: Tx, id: Id<'call'>): Promise<void> {
  await tx.deleteFrom('webhook_exchanges').where('call_id', '=', id).execute();
  await tx.deleteFrom('calls').where('id', '=', id).execute();
}

export async function sampleCallIds(tx: Tx): Promise<Id<'call'>[]> {
  return (await tx.selectFrom('calls').select('id').where('is_sample', '=', true).execute()).map((row) => row.id);
}

export function callRow(row: Selectable<Schema['calls']>): CallRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    direction: row.direction,
    from: row.from_number,
    to: row.to_number,
    status: row.status,
    placement: row.placement,
    sid: row.sid,
    answeredBy: row.answered_by,
    contactId: row.contact_id,
    personId: row.person_id,
    plan: row.plan,
    legs: row.legs.map(legOf),
    dropId: row.drop_id,
    dropBeepAt: row.drop_beep_at,
    dropStartedAt: row.drop_started_at,
    dropFinishedAt: row.drop_finished_at,
    scriptId: row.script_id,
    scriptVersion: row.script_version,
    retryOf: row.retry_of,
    campaignId: row.campaign_id,
    prospectId: row.prospect_id,
    wantsRecording: row.wants_recording,
    createdAt: row.created_at,
    ringingAt: row.ringing_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    durationSeconds: row.duration_seconds,
    costMicros: row.cost_micros,
    costBasis: row.cost_basis,
    currency: row.currency,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    notes: row.notes,
    disposition: row.disposition,
    metadata: row.metadata,
    simulated: row.simulated,
    isSample: row.is_sample,
    hangUpWantedAt: row.hang_up_wanted_at,
    heardAt: row.heard_at,
  };
}

export function legsJson(legs: readonly Leg[]): string {
  return JSON.stringify(legs);
}

// We wrote it as JSON ourselves: only the times need their type back.
export function legOf(stored: Record<string, unknown>): Leg {
  const leg = stored as unknown as Leg;
  const time = (at: Date | string | null) => (at === null ? null : new Date(at));
  return {
    ...leg,
    ringingAt: time(leg.ringingAt),
    answeredAt: time(leg.answeredAt),
    endedAt: time(leg.endedAt),
    acceptedAt: time(leg.acceptedAt),
  };
}
