import { type Id, reversedDigits } from '@offhook/kit';
import { numberHasher } from '#features/compliance';
import { settingOf } from '#features/settings';
import type { Connection } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { Plan } from '../plan.ts';
import { type AttemptRow, insertAttempts, type NewAttempt } from '../store/attempts.ts';
import { type CallRow, insertCalls, newCall } from '../store/calls.ts';
import { insertEvents } from '../store/ingest.ts';
import type { Planned } from './make-plan.ts';
import type { Passed } from './pass-gate.ts';

/** A call that is written down and not asked for yet. */
export interface Intent {
  call: CallRow;
  plan: Plan;
  attempt: AttemptRow;
  gate: Passed;
  connection: Connection;
}

/** A call that was decided: who is called, what it says, and why the gate let it pass. */
export interface Decided extends Pick<CallRow, 'from' | 'to'>, Partial<Pick<CallRow, Given>> {
  id: Id<'call'>;
  planned: Planned;
  gate: Passed;
  ringTimeoutSeconds?: number | undefined;
  /** Not longer than the setting says. */
  timeLimitSeconds?: number | undefined;
  /** What its history says of its beginning, besides who wanted it. */
  intended?: object;
}
type Given = 'contactId' | 'personId' | 'retryOf' | 'campaignId' | 'prospectId' | 'metadata';

/** Writes calls down before the carrier is asked for them, however many, in four statements. */
export async function writeIntents(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  connection: Connection,
  all: readonly Decided[],
): Promise<Intent[]> {
  if (all.length === 0) return [];
  const longestSeconds = await settingOf(tx, 'max_call_duration_seconds');
  const ringSeconds = await settingOf(tx, 'ring_timeout_seconds');
  const { tenantId } = actor;
  const now = ctx.clock.now();
  const hashOf = numberHasher(ctx.keys, tenantId);
  const written = all.map(({ id, planned, gate, ringTimeoutSeconds, timeLimitSeconds, intended, ...given }) => {
    const { plan, machineDetection, ...columns } = planned;
    const { simulated } = connection;
    const call = newCall({
      ...given,
      ...columns,
      id,
      tenantId,
      direction: 'outbound',
      plan,
      createdAt: now,
      simulated,
    });
    const attempt: NewAttempt = {
      id: ctx.ids.next('attempt'),
      tenantId,
      callId: id,
      connectionId: connection.id,
      state: 'intended',
      ringTimeoutSeconds: ringTimeoutSeconds ?? ringSeconds,
      timeLimitSeconds: Math.min(timeLimitSeconds ?? longestSeconds, longestSeconds),
      machineDetection,
      createdAt: now,
      askedAt: null,
      timesNotFound: 0,
      gate,
      numberHash: hashOf(given.to),
    };
    const event = {
      ...{ tenantId, callId: id, key: 'intended', id: ctx.ids.next('event'), kind: 'intended', at: now },
      details: { by: actor.name, ...intended },
    };
    return { call, plan, attempt, gate, connection, event };
  });
  const calls = written.map(({ call }) => call);
  await insertCalls(tx, calls, ({ to }) => reversedDigits(to));
  await insertAttempts(
    tx,
    written.map(({ attempt }) => attempt),
  );
  await insertEvents(
    tx,
    written.map(({ event }) => event),
  );
  await ctx.outbox.publish(tx, tenantId, ...calls.map(({ id }) => ({ type: 'call.changed' as const, call_id: id })));
  return written;
}
