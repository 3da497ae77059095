import { type Call, isFinal } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { noteCall } from '#features/contacts';
import { settingOf } from '#features/settings';
import { mustHold } from '#features/wallet';
import { connectionFor } from '#features/workspaces';
import type { PlaceOutcome } from '#providers/carrier';
import type { Actor } from '#runtime/actor';
import { missingCredentials } from '#runtime/config';
import type { Tx } from '#runtime/database/database';
import { noteSubject } from '#runtime/idempotency';
import { audioProblem, mayLeadInside } from '#runtime/outside-fetch';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { keptWish } from '../retry.ts';
import { type CallRow, callById } from '../store/calls.ts';
import { insertRetry } from '../store/retries.ts';
import type { CallWish } from '../wish.ts';
import { askForCall } from './ask-for-call.ts';
import { makePlan } from './make-plan.ts';
import { passGate } from './pass-gate.ts';
import { presentOne } from './present.ts';
import { readParties } from './read-parties.ts';
import { settlePlacement } from './settle-placement.ts';
import { againWhenOvertaken } from './take-reports.ts';
import { type Intent, writeIntents } from './write-intents.ts';

/**
 * Places a call: writes the intent, asks the carrier once, settles what it answered. The only way to start a call.
 *
 * @returns the call; its `placement` is `unknown` when the carrier did not answer
 */
export async function placeCall(ctx: Context, actor: Actor, wish: CallWish): Promise<Call> {
  await mustBePlayable(ctx, wish);
  const intent = await ctx.db.asTenant(actor.tenantId, (tx) => writeIntent(ctx, tx, actor, wish));
  return mustBePlaced(ctx, actor, intent);
}

/** Has the carrier place a call that somebody waits for: a no of the carrier is theirs. */
export async function mustBePlaced(ctx: Context, actor: Actor, intent: Intent): Promise<Call> {
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
  const callId = ctx.ids.next('call');
  const gate = await passGate(ctx, tx, actor, { wish, parties, callId });
  const planned = await makePlan(tx, actor, wish, parties);
  const connection = await connectionFor(ctx, tx, actor.tenantId);
  if (!connection)
    throw new Refusal('calls.no_carrier', { missing: missingCredentials(ctx.config.carrier).join(', ') });
  const { timeLimitSeconds } = await mustHold(ctx, tx, actor.tenantId, {
    callId,
    to: parties.to,
    connectedTo: parties.connect?.to,
    timeLimitSeconds: await settingOf(tx, 'max_call_duration_seconds'),
  });
  const { metadata, transcribe, retryOf } = wish;
  const [intent] = await writeIntents(ctx, tx, actor, connection, [
    {
      id: callId,
      from: parties.from,
      to: parties.to,
      contactId: parties.contact?.id ?? null,
      personId: retryOf ? retryOf.personId : actor.kind === 'person' ? actor.personId : null,
      retryOf: retryOf?.callId ?? null,
      metadata: { ...metadata, ...(transcribe === undefined ? {} : { transcribe }) },
      planned,
      gate,
      ringTimeoutSeconds: wish.timeout,
      timeLimitSeconds,
      ...(retryOf && { intended: { retry_of: formatId('call', retryOf.callId) } }),
    },
  ]);
  const written = found(intent);
  await keepRetry(tx, actor, wish, written.call);
  await noteSubject(tx, wish.idempotencyKey, written.call.id);
  return written;
}

async function keepRetry(tx: Tx, actor: Actor, wish: CallWish, call: CallRow): Promise<void> {
  if (!wish.retry) return;
  const { tenantId, id: callId, personId } = call;
  const keyId = actor.kind === 'key' ? actor.keyId : (wish.retryOf?.keyId ?? null);
  const { after_seconds: afterSeconds, on: afterOutcomes } = wish.retry;
  const kept = keptWish(wish, { name: actor.name, personId, keyId }, call);
  await insertRetry(tx, { tenantId, callId, wish: kept, afterSeconds, afterOutcomes });
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
