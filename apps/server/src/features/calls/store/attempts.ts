import type { Id } from '@offhook/kit';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Schema } from '#runtime/database/schema';

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
  /** Just before the carrier was asked last; null: it was not yet. */
  askedAt: Date | null;
  timesNotFound: number;
}

/** An attempt before it was made, with what the gate knew and decided. */
export type NewAttempt = AttemptRow & { gate: { facts: unknown; decision: unknown }; numberHash: Buffer };

export async function insertAttempts(tx: Tx, attempts: readonly NewAttempt[]): Promise<void> {
  await tx
    .insertInto('attempts')
    .values(
      attempts.map((attempt) => ({
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
        gate_facts: JSON.stringify(attempt.gate.facts),
        gate_decision: JSON.stringify(attempt.gate.decision),
        number_hash: attempt.numberHash,
      })),
    )
    .execute();
}

export async function setAttemptStates(
  tx: Tx,
  attempts: readonly { tenantId: Id<'workspace'>; id: Id<'attempt'>; state: AttemptRow['state'] }[],
): Promise<void> {
  await sql`
    update attempts a set state = k.state
    from unnest(
      ${attempts.map(({ tenantId }) => tenantId)}::uuid[], ${attempts.map(({ id }) => id)}::uuid[],
      ${attempts.map(({ state }) => state)}::text[]
    ) as k (tenant_id, id, state)
    where a.tenant_id = k.tenant_id and a.id = k.id`.execute(tx);
}

/** Attempts among these that nobody has settled, of calls on which nobody hung up. */
export async function stillIntended(tx: Tx, ids: readonly Id<'attempt'>[]): Promise<Set<Id<'attempt'>>> {
  const { rows } = await sql<{ id: Id<'attempt'> }>`
    select a.id from attempts a join calls c on c.tenant_id = a.tenant_id and c.id = a.call_id
    where a.id = any(${ids}::uuid[]) and a.tenant_id = current_tenant()
      and a.state = 'intended' and c.hang_up_wanted_at is null`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Notes that the carrier is about to be asked for these. */
export async function noteAsked(
  tx: Tx,
  tenantId: Id<'workspace'>,
  ids: readonly Id<'attempt'>[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`update attempts set asked_at = ${now} where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(
    tx,
  );
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
    askedAt: row.asked_at,
    timesNotFound: row.times_not_found,
  };
}
