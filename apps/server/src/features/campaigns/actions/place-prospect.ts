import type { Call, CampaignSettings, NotDialled, Prospect } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { type Decided, type Intent, mustBePlaced, type Planned, writeIntents } from '#features/calls';
import { reserveOwnSeat } from '#features/seats';
import { connectionFor } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import { missingCredentials } from '#runtime/config';
import type { Tx } from '#runtime/database/database';
import { noteSubject } from '#runtime/idempotency';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { dayIn, nextDayIn } from '../local-day.ts';
import { prospectById } from '../store/prospects.ts';
import * as store from '../store/running.ts';
import { type Claimed, type ClaimPowers, claimCalls, outOfCredit, roomOf } from './claim-calls.ts';
import { decideProspects } from './decide-prospects.ts';
import { dialClaimed } from './dial-claimed.ts';
import { presentProspect } from './present-prospect.ts';

interface Named {
  campaignId: string;
  prospectId: string;
}

/** Calls one prospect of a running campaign now. The limits of the campaign hold, its rate of calls per second does not. */
export async function placeProspect(
  ctx: Context,
  powers: ClaimPowers,
  actor: Actor,
  { idempotencyKey, ...named }: Named & { idempotencyKey?: string | undefined },
): Promise<Call> {
  const { id, prospectId } = readIds(named);
  const intent = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await lockOrRefuse(tx, actor.tenantId, id);
    const written = await intentFor(ctx, tx, powers, { actor, campaign, prospectId });
    await noteSubject(tx, idempotencyKey, written.call.id);
    return written;
  });
  return mustBePlaced(ctx, actor, intent);
}

/** Has a prospect called at a time, or as soon after it as hours and limits let. */
export async function scheduleProspect(
  ctx: Context,
  actor: Actor,
  { scheduledFor, ...named }: Named & { scheduledFor: string },
): Promise<Prospect> {
  const { id, prospectId } = readIds(named);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await lockOrRefuse(tx, actor.tenantId, id);
    await takeWaiting(tx, campaign, prospectId);
    await store.setNextAt(tx, campaign, { prospectId, nextAt: new Date(scheduledFor), now: ctx.clock.now() });
    await ctx.outbox.publish(tx, actor.tenantId, { type: 'campaign.changed', campaign_id: id });
    return presentProspect(found(await prospectById(tx, id, prospectId)));
  });
}

/** Calls the next prospects now, as far as hours and limits let. */
export async function placeSome(
  ctx: Context,
  powers: ClaimPowers,
  actor: Actor,
  { campaignId, most }: { campaignId: string; most: number },
): Promise<{ scheduled: number; failures: { prospectId: Id<'prospect'>; reason: NotDialled }[] }> {
  const id = found(parseId('campaign', campaignId));
  const { tenantId } = actor;
  const claimed = await ctx.db.asTenant(tenantId, async (tx) => {
    const { settings } = await lockOrRefuse(tx, tenantId, id);
    const claim = found(await claimCalls(ctx, tx, powers, { tenantId, id, most }));
    if (claim.intents.length === 0 && claim.refused.length === 0) refuseNothing(ctx, claim, settings);
    return claim;
  });
  await dialClaimed(ctx, claimed);
  const failures = claimed.refused.map(({ id: prospectId, reason }) => ({ prospectId, reason }));
  return { scheduled: claimed.intents.length, failures };
}

function readIds({ campaignId, prospectId }: Named): { id: Id<'campaign'>; prospectId: Id<'prospect'> } {
  return { id: found(parseId('campaign', campaignId)), prospectId: found(parseId('prospect', prospectId)) };
}

async function lockOrRefuse(tx: Tx, tenantId: Id<'workspace'>, id: Id<'campaign'>): Promise<store.RunningCampaign> {
  const campaign = found(await store.lockCampaign(tx, tenantId, id));
  if (campaign.status !== 'running') throw new Refusal('campaigns.not_running', { status: campaign.status });
  return campaign;
}

async function takeWaiting(
  tx: Tx,
  campaign: store.RunningCampaign,
  prospectId: Id<'prospect'>,
): Promise<store.DueProspect> {
  const { state, reason, ...prospect } = found(await store.takeProspect(tx, campaign, prospectId));
  if (state === 'dialling') throw new Refusal('campaigns.prospect_busy');
  if (state !== 'waiting')
    throw new Refusal('campaigns.prospect_done', { state, reason: reason?.message ?? 'reached.' });
  return prospect;
}

interface Wanted {
  actor: Actor;
  campaign: store.RunningCampaign;
  prospectId: Id<'prospect'>;
}

async function intentFor(
  ctx: Context,
  tx: Tx,
  powers: ClaimPowers,
  { actor, campaign, prospectId }: Wanted,
): Promise<Intent> {
  const now = ctx.clock.now();
  const { time_zone, daily_limit, concurrency } = campaign.settings;
  const prospect = await takeWaiting(tx, campaign, prospectId);
  const { room, abandonment } = await roomOf(ctx, tx, powers, campaign);
  const next = nextDayIn(time_zone, now).toISOString();
  if (room.usedToday >= daily_limit) {
    throw new Refusal('campaigns.limit_reached', { limit: daily_limit, of: 'calls a day', next });
  }
  if (room.inFlight >= concurrency) {
    throw new Refusal('campaigns.limit_reached', { limit: concurrency, of: 'calls at once', next: 'when one ends' });
  }
  const connection = await connectionFor(ctx, tx, actor.tenantId);
  if (!connection) {
    throw new Refusal('calls.no_carrier', { missing: missingCredentials(ctx.config.carrier).join(', ') });
  }
  const { decided, refused, stop, isTooFast } = await decideProspects(ctx, tx, campaign, [prospect], abandonment);
  const [refusal] = refused;
  if (refusal) refuse(refusal.reason);
  if (stop !== undefined) throw new Refusal('campaigns.not_now', { reason: stop });
  if (isTooFast) throw new Refusal('campaigns.not_now', { reason: 'The workspace places no more calls this minute.' });
  const [only] = decided;
  if (!only) throw new Refusal('campaigns.not_now', { reason: outOfCredit });
  const { call, variant } = only;
  await store.noteDialling(tx, campaign, {
    passed: [{ id: prospectId, callId: call.id, variant, phoneNumber: call.to }],
    day: dayIn(time_zone, now),
    now,
    nextCallAt: campaign.nextCallAt ?? now,
  });
  await ctx.outbox.publish(tx, actor.tenantId, { type: 'campaign.changed', campaign_id: campaign.id });
  const personId = actor.kind === 'person' ? actor.personId : null;
  const planned = campaign.settings.mode === 'preview' ? await atOwnSeat(ctx, tx, actor, call) : call.planned;
  return found((await writeIntents(ctx, tx, actor, connection, [{ ...call, planned, personId }]))[0]);
}

/** In preview whoever asked for the call takes it. */
async function atOwnSeat(ctx: Context, tx: Tx, actor: Actor, call: Decided): Promise<Planned> {
  const { connect } = call.planned.plan;
  if (connect?.when !== 'seat' || !call.campaignId) return call.planned;
  if (actor.kind !== 'person') throw new Refusal('seats.not_free');
  const { tenantId, personId } = actor;
  const { id: callId, campaignId, to, from } = call;
  const wish = { tenantId, campaignId, callId, callWith: connect.callWith, numbers: [to, from] };
  const { phone, name } = await reserveOwnSeat(ctx, tx, wish, personId);
  const tried = [{ to: phone, name, personId: formatId('person', personId) }];
  return { ...call.planned, plan: { ...call.planned.plan, connect: { ...connect, tried } } };
}

function refuse({ code, message: reason, rule, until }: NotDialled): never {
  if (code === 'compliance.outside_hours') {
    throw new Refusal('campaigns.outside_hours', { reason, next: until ?? 'never', rule });
  }
  throw new Refusal('campaigns.not_now', { reason, because: code, rule, until });
}

const whyNothing: Partial<Record<Claimed['limitedBy'], string>> = {
  credit: outOfCredit,
  'too-fast': 'The workspace places no more calls this minute.',
  seats: 'Nobody in the seats is ready.',
};

function refuseNothing(ctx: Context, { limitedBy, lookAgainAt }: Claimed, settings: CampaignSettings): void {
  const { daily_limit, concurrency, time_zone } = settings;
  const next = nextDayIn(time_zone, ctx.clock.now()).toISOString();
  if (limitedBy === 'outside-hours') {
    const reason = 'The calling hours are over where the prospects are.';
    throw new Refusal('campaigns.outside_hours', { reason, next: lookAgainAt?.toISOString() ?? 'never' });
  }
  if (limitedBy === 'daily-limit') {
    throw new Refusal('campaigns.limit_reached', { limit: daily_limit, of: 'calls a day', next });
  }
  const reason = whyNothing[limitedBy];
  if (reason !== undefined) throw new Refusal('campaigns.not_now', { reason });
  if (limitedBy === 'concurrency') {
    throw new Refusal('campaigns.limit_reached', { limit: concurrency, of: 'calls at once', next: 'when one ends' });
  }
}
