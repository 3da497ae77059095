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

export interface AttemptRow {
  id: Id<'attempt'>;
  tenantId: Id<'workspace'>;
  callId: Id<'call'>;
  connectionId: Id<'connection'>;
  state: Schema['attempts']['state'];
  ringTimeoutSeconds: number;
  timeLimitSeconds: number;
  machineDetection: Schema['attempts']['machine_detection'];
  createdAt: Date;
  timesNotFound: number;
}

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
      ...(cameThrough && { connection_id: ownConnection(call, cameThrough) }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

// Workspaces may share an account: then the one that was told may be another's, and the number knows its own.
function ownConnection({ tenantId, to }: CallRow, told: Id<'connection'>) {
  return sql<Id<'connection'> | null>`coalesce(
    (select c.id from carrier_connections c where c.tenant_id = ${tenantId} and c.id = ${told}),
    (select n.connection_id from phone_numbers n
      where n.tenant_id = ${tenantId} and n.phone_number = ${to} and n.released_at is null)
  )`;
}

export async function insertAttempt(tx: Tx, attempt: AttemptRow): Promise<void> {
  await tx
    .insertInto('attempts')
    .values({
      tenant_id: attempt.tenantId,
      id: attempt.id,
      call_id: attempt.callId,
      connection_id: attempt.connectionId,
      state: attempt.state,
      ring_timeout_seconds: attempt.ringTimeoutSeconds,
      time_limit_seconds: attempt.timeLimitSeconds,
      machine_detection: attempt.machineDetection,
      created_at: attempt.createdAt,
      times_not_found: 0,
      last_looked_at: null,
    })
    .execute();
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

export async function setAttemptState(
  tx: Tx,
  attempt: { tenantId: Id<'workspace'>; id: Id<'attempt'> },
  state: AttemptRow['state'],
) {
  await tx
    .updateTable('attempts')
    .set({ state })
    .where('tenant_id', '=', attempt.tenantId)
    .where('id', '=', attempt.id)
    .execute();
}

export async function attemptState(tx: Tx, id: Id<'attempt'>): Promise<AttemptRow['state'] | undefined> {
  return (await tx.selectFrom('attempts').select('state').where('id', '=', id).executeTakeFirst())?.state;
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

export function attemptRow(row: Selectable<Schema['attempts']>): AttemptRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    callId: row.call_id,
    connectionId: row.connection_id,
    state: row.state,
    ringTimeoutSeconds: row.ring_timeout_seconds,
    timeLimitSeconds: row.time_limit_seconds,
    machineDetection: row.machine_detection,
    createdAt: row.created_at,
    timesNotFound: row.times_not_found,
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
