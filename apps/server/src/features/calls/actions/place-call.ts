import { type Call, isFinal } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { noteCall, reversedDigits } from '#features/contacts';
import { settingOf } from '#features/settings';
import { type Connection, connectionFor } from '#features/workspaces';
import type { PlaceOutcome } from '#providers/carrier';
import type { Actor } from '#runtime/actor';
import { missingCredentials } from '#runtime/config';
import type { Tx } from '#runtime/database/database';
import { noteSubject } from '#runtime/idempotency';
import { audioProblem, mayLeadInside } from '#runtime/outside-fetch';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import type { Plan } from '../plan.ts';
import { keptWish } from '../retry.ts';
import {
  type AttemptRow,
  type CallRow,
  callById,
  insertAttempt,
  insertCall,
  insertEvent,
  newCall,
} from '../store/calls.ts';
import { insertRetry } from '../store/retries.ts';
import type { CallWish } from '../wish.ts';
import { askForCall } from './ask-for-call.ts';
import { makePlan, type Planned } from './make-plan.ts';
import { presentOne } from './present.ts';
import { type Parties, readParties } from './read-parties.ts';
import { settlePlacement } from './settle-placement.ts';
import { againWhenOvertaken } from './take-reports.ts';

/** A call that is written down and not asked for yet. */
export interface Intent {
  call: CallRow;
  plan: Plan;
  attempt: AttemptRow;
  connection: Connection;
}

/**
 * Places a call: writes the intent, asks the carrier once, settles what it answered. The only way to start a call.
 *
 * @returns the call; its `placement` is `unknown` when the carrier did not answer
 */
export async function placeCall(ctx: Context, actor: Actor, wish: CallWish): Promise<Call> {
  await mustBePlayable(ctx, wish);
  const intent = await ctx.db.asTenant(actor.tenantId, (tx) => writeIntent(ctx, tx, actor, wish));
  const { call, outcome } = await carryOut(ctx, intent);
  if (outcome.outcome === 'refused') {
    throw new Refusal('calls.carrier_refused', {
      reason: outcome.message,
      carrier_code: outcome.code,
      call_id: call.id,
    });
  }
  if (outcome.outcome === 'busy') throw new Refusal('calls.carrier_busy', { seconds: outcome.retryAfterSeconds });
  return ctx.db.asTenant(actor.tenantId, (tx) => presentOne(tx, actor, call));
}

/** Looks at what cannot be looked at inside a transaction. */
export async function mustBePlayable(ctx: Context, { message, audio_url, script_id }: CallWish): Promise<void> {
  const openings = { script_id, audio_url, message };
  const [field, another] = Object.entries(openings).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (another !== undefined) throw new Refusal('calls.two_openings', { field });
  if (audio_url === undefined) return;
  const problem = await ctx.clock.during(audioProblem(audio_url, mayLeadInside(ctx.config)));
  if (problem) throw new Refusal('calls.audio_unreachable', { field: 'audio_url', problem });
}

/** Decides and writes down. What is refused here leaves nothing behind. */
export async function writeIntent(ctx: Context, tx: Tx, actor: Actor, wish: CallWish): Promise<Intent> {
  const parties = await readParties(tx, actor, wish);
  const planned = await makePlan(tx, actor, wish, parties);
  const connection = await connectionFor(ctx, tx, actor.tenantId);
  if (!connection)
    throw new Refusal('calls.no_carrier', { missing: missingCredentials(ctx.config.carrier).join(', ') });
  const call = outboundCall(ctx, actor, wish, { parties, planned, simulated: connection.simulated });
  const attempt = await firstAttempt(ctx, tx, call, {
    connectionId: connection.id,
    ringTimeoutSeconds: wish.timeout,
    machineDetection: planned.machineDetection,
  });
  await insertCall(tx, call, reversedDigits(call.to));
  await insertAttempt(tx, attempt);
  await keepRetry(tx, actor, wish, call);
  await noteSubject(tx, wish.idempotencyKey, call.id);
  const retryOf = wish.retryOf && formatId('call', wish.retryOf.callId);
  await insertEvent(tx, {
    tenantId: actor.tenantId,
    callId: call.id,
    key: 'intended',
    id: ctx.ids.next('event'),
    kind: 'intended',
    at: ctx.clock.now(),
    details: { by: actor.name, ...(retryOf === undefined ? {} : { retry_of: retryOf }) },
  });
  await ctx.outbox.publish(tx, actor.tenantId, { type: 'call.changed', call_id: call.id });
  return { call, plan: planned.plan, attempt, connection };
}

async function firstAttempt(
  ctx: Context,
  tx: Tx,
  call: CallRow,
  {
    ringTimeoutSeconds,
    ...given
  }: Pick<AttemptRow, 'connectionId' | 'machineDetection'> & {
    ringTimeoutSeconds: number | undefined;
  },
): Promise<AttemptRow> {
  return {
    id: ctx.ids.next('attempt'),
    tenantId: call.tenantId,
    callId: call.id,
    ...given,
    state: 'intended',
    ringTimeoutSeconds: ringTimeoutSeconds ?? (await settingOf(tx, 'ring_timeout_seconds')),
    timeLimitSeconds: await settingOf(tx, 'max_call_duration_seconds'),
    createdAt: ctx.clock.now(),
    timesNotFound: 0,
  };
}

async function keepRetry(tx: Tx, actor: Actor, wish: CallWish, call: CallRow): Promise<void> {
  if (!wish.retry) return;
  const { tenantId, id: callId, personId } = call;
  const keyId = actor.kind === 'key' ? actor.keyId : (wish.retryOf?.keyId ?? null);
  const { after_seconds: afterSeconds, on: afterOutcomes } = wish.retry;
  const kept = keptWish(wish, { name: actor.name, personId, keyId }, call);
  await insertRetry(tx, { tenantId, callId, wish: kept, afterSeconds, afterOutcomes });
}

function outboundCall(
  ctx: Context,
  actor: Actor,
  wish: CallWish,
  { parties, planned, simulated }: { parties: Parties; planned: Planned; simulated: boolean },
): CallRow {
  const { plan, wantsRecording, dropId, scriptId, scriptVersion } = planned;
  const { metadata, transcribe, retryOf } = wish;
  return newCall({
    id: ctx.ids.next('call'),
    tenantId: actor.tenantId,
    direction: 'outbound',
    from: parties.from,
    to: parties.to,
    contactId: parties.contact?.id ?? null,
    personId: retryOf ? retryOf.personId : actor.kind === 'person' ? actor.personId : null,
    retryOf: retryOf?.callId ?? null,
    ...{ plan, wantsRecording, dropId, scriptId, scriptVersion },
    createdAt: ctx.clock.now(),
    metadata: { ...metadata, ...(transcribe === undefined ? {} : { transcribe }) },
    simulated,
  });
}

/** Has the carrier do what is written down; outside any transaction. */
export async function carryOut(ctx: Context, intent: Intent): Promise<{ call: CallRow; outcome: PlaceOutcome }> {
  const { id, tenantId, from, to } = intent.call;
  ctx.log.info({ call: id, from, to }, 'initiating an outbound call');
  const outcome = await askForCall(ctx, intent);
  // Its own words may name the number.
  const { sid, code } = { sid: undefined, code: undefined, ...outcome };
  ctx.log.info({ call: id, outcome: outcome.outcome, sid, code }, 'the carrier answered');
  ctx.telemetry.attempts.inc({ outcome: outcome.outcome });
  const call = await againWhenOvertaken(() =>
    ctx.db.asTenant(tenantId, (tx) => settlePlacement(ctx, tx, intent.attempt, outcome)),
  );
  if (outcome.outcome === 'placed' && isFinal(call.status) && call.sid !== outcome.sid) {
    ctx.log.error({ call: id, sid: outcome.sid }, 'a call was accepted after it had been given up, and is ended');
    await intent.connection.carrier.endCall(outcome.sid, 'completed');
  }
  await noteOnContact(ctx, tenantId, id);
  return { call, outcome };
}

/** The activity of a placed call on its contact; written once, however often it is asked for. */
export async function noteOnContact(ctx: Context, tenantId: Id<'workspace'>, callId: string): Promise<void> {
  await ctx.db.asTenant(tenantId, async (tx) => {
    const call = await callById(tx, tenantId, found(parseId('call', callId)));
    if (!call?.contactId || !call.sid || call.direction !== 'outbound') return;
    const { id, contactId, from, to, sid } = call;
    await noteCall(ctx, tx, tenantId, { id, contactId, from, to, sid });
  });
}
