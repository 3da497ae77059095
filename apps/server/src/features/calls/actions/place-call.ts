import { type Call, isFinal } from '@offhook/contract';
import { type Id, parseId } from '@offhook/kit';
import { contactById, contactByNumber, noteCall, reversedDigits } from '#features/contacts';
import { readPhone } from '#features/numbers';
import { settingOf } from '#features/settings';
import { type Connection, connectionFor, workspaceOf } from '#features/workspaces';
import type { PlaceOutcome } from '#providers/carrier';
import type { Actor } from '#runtime/actor';
import { missingCredentials } from '#runtime/config';
import type { Tx } from '#runtime/database/database';
import { noteSubject } from '#runtime/idempotency';
import { audioProblem } from '#runtime/outside-fetch';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { mayPlace } from '../gate.ts';
import { attemptLinks } from '../links.ts';
import { type Opening, Plan } from '../plan.ts';
import {
  type AttemptRow,
  attemptState,
  type CallRow,
  callById,
  insertAttempt,
  insertCall,
  insertEvent,
  newCall,
} from '../store/calls.ts';
import { presentOne } from './present.ts';
import { settlePlacement } from './settle-placement.ts';

/** What somebody wants to be called about, from whichever route. */
export interface CallWish {
  to?: string | undefined;
  from?: string | undefined;
  contact_id?: string | undefined;
  message?: string | undefined;
  audio_url?: string | undefined;
  record?: boolean | undefined;
  transcribe?: boolean | undefined;
  timeout?: number | undefined;
  machine_detection?: 'off' | 'wait' | 'while-talking' | boolean | undefined;
  metadata?: Record<string, unknown> | undefined;
  /** S3's click-to-call says "please hold" after the message. */
  hold?: boolean | undefined;
  idempotencyKey?: string | undefined;
}

interface Intent {
  call: CallRow;
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
  const { from, to, id } = intent.call;
  ctx.log.info({ call: id, from, to }, 'initiating an outbound call');
  const outcome = await askCarrier(ctx, intent);
  ctx.log.info({ call: id, ...outcome }, 'the carrier answered');
  ctx.telemetry.attempts.inc({ outcome: outcome.outcome });
  const call = await ctx.db.asTenant(actor.tenantId, (tx) => settlePlacement(ctx, tx, intent.attempt, outcome));
  if (outcome.outcome === 'placed' && isFinal(call.status) && call.sid !== outcome.sid) {
    ctx.log.error({ call: id, sid: outcome.sid }, 'a call was accepted after it had been given up, and is ended');
    await intent.connection.carrier.endCall(outcome.sid, 'completed');
  }
  await noteOnContact(ctx, actor.tenantId, call.id);
  if (outcome.outcome === 'refused') {
    throw new Refusal('calls.carrier_refused', {
      reason: outcome.message,
      carrier_code: outcome.code,
      call_id: call.id,
    });
  }
  if (outcome.outcome === 'busy') throw new Refusal('calls.carrier_busy', { seconds: outcome.retryAfterSeconds });
  return ctx.db.asTenant(actor.tenantId, (tx) => presentOne(tx, call));
}

async function mustBePlayable(ctx: Context, wish: CallWish): Promise<void> {
  if (wish.message !== undefined && wish.audio_url !== undefined) {
    throw new Refusal('calls.two_openings', { field: 'audio_url' });
  }
  if (wish.audio_url === undefined) return;
  const problem = await ctx.clock.during(audioProblem(wish.audio_url, ctx.config.carrier.mode === 'emulator'));
  if (problem) throw new Refusal('calls.audio_unreachable', { field: 'audio_url', problem });
}

async function writeIntent(ctx: Context, tx: Tx, actor: Actor, wish: CallWish): Promise<Intent> {
  const { from, to, contactId } = await readParties(tx, actor, wish);
  const decision = mayPlace({ from, to });
  if (!decision.allowed) throw new Refusal(decision.code, decision.details);
  const connection = await connectionFor(ctx, tx, actor.tenantId);
  if (!connection)
    throw new Refusal('calls.no_carrier', { missing: missingCredentials(ctx.config.carrier).join(', ') });
  const call = await outboundCall(ctx, tx, actor, { ...wish, from, to, contactId }, connection.simulated);
  const attempt: AttemptRow = {
    id: ctx.ids.next('attempt'),
    tenantId: actor.tenantId,
    callId: call.id,
    connectionId: connection.id,
    state: 'intended',
    ringTimeoutSeconds: wish.timeout ?? (await settingOf(tx, 'ring_timeout_seconds')),
    timeLimitSeconds: await settingOf(tx, 'max_call_duration_seconds'),
    machineDetection: detectionOf(wish.machine_detection),
    createdAt: ctx.clock.now(),
    timesNotFound: 0,
  };
  await insertCall(tx, call, reversedDigits(to));
  await insertAttempt(tx, attempt);
  await noteSubject(tx, wish.idempotencyKey, call.id);
  await insertEvent(tx, {
    tenantId: actor.tenantId,
    callId: call.id,
    key: 'intended',
    id: ctx.ids.next('event'),
    kind: 'intended',
    at: ctx.clock.now(),
    details: { by: actor.name },
  });
  await ctx.outbox.publish(tx, actor.tenantId, { type: 'call.changed', call_id: call.id });
  return { call, attempt, connection };
}

function detectionOf(wanted: CallWish['machine_detection']): AttemptRow['machineDetection'] {
  if (typeof wanted === 'boolean') return wanted ? 'while-talking' : 'off';
  return wanted ?? 'off';
}

async function readParties(
  tx: Tx,
  actor: Actor,
  wish: CallWish,
): Promise<{ from: string; to: string; contactId: Id<'contact'> | null }> {
  const { country, defaultFromNumber } = await workspaceOf(tx, actor.tenantId);
  const contact =
    wish.contact_id === undefined
      ? undefined
      : found(await contactById(tx, found(parseId('contact', wish.contact_id))));
  const typed = wish.to ?? contact?.phoneNumber;
  if (!typed && contact) throw new Refusal('contacts.no_phone_number', { field: 'contact_id' });
  const to = readNumber('to', typed ?? '', country);
  const from = wish.from ?? defaultFromNumber;
  if (!from) throw new Refusal('calls.from_missing', { field: 'from' });
  const contactId = contact?.id ?? (await contactByNumber(tx, to))?.id ?? null;
  return { to, from: readNumber('from', from, country), contactId };
}

function readNumber(field: 'to' | 'from', text: string, country: string): string {
  const phone = readPhone(text, country);
  if ('problem' in phone) throw new Refusal('calls.number_impossible', { field, problem: phone.problem });
  return phone.number;
}

async function outboundCall(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  wish: CallWish & { from: string; to: string; contactId: Id<'contact'> | null },
  simulated: boolean,
): Promise<CallRow> {
  const { from, to, contactId, transcribe } = wish;
  return newCall({
    id: ctx.ids.next('call'),
    tenantId: actor.tenantId,
    direction: 'outbound',
    from,
    to,
    contactId,
    personId: actor.kind === 'person' ? actor.personId : null,
    plan: Plan.parse({ opening: await openingOf(tx, wish) }),
    wantsRecording: wish.record ?? (await settingOf(tx, 'auto_record_calls')),
    createdAt: ctx.clock.now(),
    metadata: { ...wish.metadata, ...(transcribe === undefined ? {} : { transcribe }) },
    simulated,
  });
}

async function openingOf(tx: Tx, wish: CallWish): Promise<Opening> {
  if (wish.audio_url !== undefined) return { kind: 'audio', url: wish.audio_url };
  if (wish.hold) {
    return { kind: 'hold', text: wish.message ?? (await settingOf(tx, 'click_to_call_message')), pauseSeconds: 2 };
  }
  if (wish.message !== undefined) return { kind: 'message', text: wish.message };
  return { kind: 'hold', text: await settingOf(tx, 'call_opening_message'), pauseSeconds: 5 };
}

/** Asks once; only "slow down" is asked again, since the carrier says that it never processed such a request. */
async function askCarrier(ctx: Context, { call, attempt, connection }: Intent): Promise<PlaceOutcome> {
  const { page } = attemptLinks(ctx, attempt);
  const order = {
    to: call.to,
    from: call.from,
    answerUrl: page('outbound'),
    statusUrl: page('status'),
    recordingUrl: page('recording'),
    machineUrl: page('amd'),
    ringTimeoutSeconds: attempt.ringTimeoutSeconds,
    timeLimitSeconds: attempt.timeLimitSeconds,
    record: call.wantsRecording,
    machineDetection: attempt.machineDetection,
  };
  for (let tries = 1; ; tries += 1) {
    if (!(await isStillWanted(ctx, attempt)))
      return { outcome: 'refused', code: 'given-up', message: 'It was given up.' };
    const outcome = await connection.carrier.placeCall(order);
    if (outcome.outcome !== 'busy' || tries === 3) return outcome;
    await ctx.clock.sleep(outcome.retryAfterSeconds * 1000 * (0.5 + ctx.random.next()));
  }
}

// Just before the carrier is asked: somebody may have hung up, or another node given up on us.
function isStillWanted(ctx: Context, { tenantId, id, callId }: AttemptRow): Promise<boolean> {
  return ctx.db.asTenant(tenantId, async (tx) => {
    const call = await callById(tx, tenantId, callId);
    return call?.hangUpWantedAt === null && (await attemptState(tx, id)) === 'intended';
  });
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
