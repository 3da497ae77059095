import { refusalSentence } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { type Intent, writeIntents } from '#features/calls';
import { type OpenTimes, openingsOf } from '#features/compliance';
import { walletOf } from '#features/wallet';
import { connectionFor } from '#features/workspaces';
import { missingCredentials } from '#runtime/config';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { type Budget, budgetOf, type Limit, nextCallAt, type Room } from '../budget.ts';
import { needsSeats, voicesOf } from '../call-of-prospect.ts';
import { campaignHoursOf } from '../campaign-hours.ts';
import { dayIn, nextDayIn } from '../local-day.ts';
import { marginSeconds } from '../not-dialled.ts';
import * as store from '../store/running.ts';
import { type Abandonment, type DecidedProspect, decideProspects } from './decide-prospects.ts';

/** What one look at a campaign came to. */
export interface Claimed {
  campaign: store.RunningCampaign;
  intents: readonly Intent[];
  refused: readonly store.Refused[];
  limitedBy: Limit | 'credit' | 'too-fast' | 'nobody-due' | 'outside-hours' | 'stopped';
  /** When looking again may find more, if nothing happens before; null: only when something happens. */
  lookAgainAt: Date | null;
}

export interface Pacing {
  /** How many calls the people in the seats can take now. */
  wanted: number;
  /** Somebody is there for each of these calls, so that none can be abandoned. */
  reserved: boolean;
  /** In words. */
  because: string;
}

export interface ClaimPowers {
  pace: (tx: Tx, campaign: store.RunningCampaign, abandoned: AbandonedSum) => Promise<Pacing>;
}

export type AbandonedSum = Pick<NonNullable<Abandonment>, 'answered' | 'abandoned'>;

/** So many prospects are decided in one transaction. */
const mostAtOnce = 200;

/**
 * Decides which prospects of a campaign are called now, and writes their calls down. The campaign is locked meanwhile, so
 * that its limits hold exactly however many processes do this. Undefined: it does not run, or another process is at it.
 */
export async function claimCalls(
  ctx: Context,
  tx: Tx,
  powers: ClaimPowers,
  { most = mostAtOnce, ...key }: { tenantId: Id<'workspace'>; id: Id<'campaign'>; most?: number },
): Promise<Claimed | undefined> {
  const campaign = await store.lockRunning(tx, key.tenantId, key.id);
  if (!campaign) return undefined;
  const now = ctx.clock.now();
  const { room, abandonment } = await roomOf(ctx, tx, powers, campaign);
  const budget = budgetOf(campaign.settings, room);
  const nothing = { campaign, intents: [], refused: [] };
  if (budget.count === 0) {
    return { ...nothing, limitedBy: budget.limitedBy, lookAgainAt: againAt(budget.limitedBy, room, campaign, now) };
  }
  const { open, openings } = await openClassesOf(ctx, tx, campaign);
  const due = await store.takeDue(tx, campaign, { classes: open, now, limit: Math.min(most, budget.count) });
  if (due.length === 0) return { ...nothing, ...(await whenNobodyIsDue(ctx, tx, campaign, openings)) };
  const connection = await connectionFor(ctx, tx, campaign.tenantId);
  const decisions = connection
    ? await decideProspects(ctx, tx, campaign, due, abandonment)
    : { decided: [], refused: [], unpaid: 0, stop: noCarrier(ctx) };
  const { decided, refused, unpaid, isTooFast } = decisions;
  // What calls under way have set aside, of whichever campaign, comes back when they end.
  const isBroke = unpaid > 0 && decided.length === 0 && !(await walletOf(tx, campaign.tenantId))?.heldMicros;
  const stop = decisions.stop ?? (isBroke ? outOfCredit : undefined);
  await store.noteRefused(tx, campaign, refused, now);
  if (stop !== undefined) await store.pauseBecause(tx, campaign, stop, now);
  if (decided.length > 0) await noteDialling(tx, campaign, decided, room);
  const calls = decided.map(({ call }) => call);
  const intents = connection ? await writeIntents(ctx, tx, actorOf(campaign), connection, calls) : [];
  const isChanged = decided.length + refused.length > 0 || stop !== undefined;
  if (isChanged)
    await ctx.outbox.publish(tx, campaign.tenantId, { type: 'campaign.changed', campaign_id: campaign.id });
  return { campaign, intents, refused, ...limitOf({ budget, now, unpaid, stop, isTooFast }) };
}

/** A minute has to pass before the workspace may call again; looked at before that nothing is lost. */
const tooFastMs = 5000;

function limitOf(found: {
  budget: Budget;
  now: Date;
  unpaid: number;
  stop: string | undefined;
  isTooFast: boolean | undefined;
}): Pick<Claimed, 'limitedBy' | 'lookAgainAt'> {
  const { budget, now, unpaid, stop, isTooFast } = found;
  if (stop !== undefined) return { limitedBy: 'stopped', lookAgainAt: null };
  if (isTooFast) return { limitedBy: 'too-fast', lookAgainAt: new Date(now.getTime() + tooFastMs) };
  if (unpaid > 0) return { limitedBy: 'credit', lookAgainAt: null };
  return { limitedBy: budget.limitedBy, lookAgainAt: now };
}

export const outOfCredit = 'The wallet does not cover another call. Top it up, then go on.';

const actorOf = ({ tenantId, name }: store.RunningCampaign) => ({ kind: 'system', tenantId, name }) as const;

function noCarrier(ctx: Context): string {
  return refusalSentence('calls.no_carrier', { missing: missingCredentials(ctx.config.carrier).join(', ') });
}

/** What is free of the limits of a campaign. The caller holds it locked. */
export async function roomOf(
  ctx: Context,
  tx: Tx,
  powers: ClaimPowers,
  campaign: store.RunningCampaign,
): Promise<{ room: Room; abandonment: Abandonment }> {
  const now = ctx.clock.now();
  const load = await store.loadOf(tx, campaign, dayIn(campaign.settings.time_zone, now));
  const times = { nowMs: now.getTime(), nextCallAtMs: campaign.nextCallAt?.getTime() ?? null };
  if (!needsSeats(campaign.settings)) return { room: { ...times, ...load, wantedBySeats: null }, abandonment: null };
  const sums = await store.abandonedSince(tx, campaign, dayIn('UTC', new Date(now.getTime() - abandonmentMs)));
  const { wanted, reserved } = await powers.pace(tx, campaign, sums);
  return { room: { ...times, ...load, wantedBySeats: wanted }, abandonment: { ...sums, reserved } };
}

/** The law looks at thirty days of a campaign (16 CFR 310.4(b)(4)). */
const abandonmentMs = 30 * 86_400_000;

/** The classes of a campaign that may be called now, and when calls to each are allowed. */
export async function openClassesOf(
  ctx: Context,
  tx: Tx,
  campaign: store.RunningCampaign,
): Promise<{ open: number[]; openings: OpenTimes[] }> {
  const { tenantId, settings } = campaign;
  const classes = await store.classesOf(tx, campaign);
  const openings = await openingsOf(ctx, tx, tenantId, {
    ...{ classes, purpose: settings.purpose, voices: voicesOf(settings), marginSeconds },
    campaign: campaignHoursOf(settings),
  });
  return { open: classes.flatMap((each, index) => (openings[index]?.openNow ? each.class : [])), openings };
}

async function noteDialling(
  tx: Tx,
  campaign: store.RunningCampaign,
  decided: readonly DecidedProspect[],
  room: Room,
): Promise<void> {
  const now = new Date(room.nowMs);
  await store.noteDialling(tx, campaign, {
    passed: decided.map(({ prospect: { id }, call, variant }) => ({
      id,
      callId: call.id,
      variant,
      phoneNumber: call.to,
    })),
    day: dayIn(campaign.settings.time_zone, now),
    now,
    nextCallAt: nextCallAt(campaign.settings.calls_per_second, room, decided.length),
  });
}

function againAt(limitedBy: Limit, room: Room, { settings }: store.RunningCampaign, now: Date): Date | null {
  if (limitedBy === 'daily-limit') return nextDayIn(settings.time_zone, now);
  if (limitedBy === 'calls-per-second') return new Date(room.nextCallAtMs ?? room.nowMs);
  return null;
}

async function whenNobodyIsDue(
  ctx: Context,
  tx: Tx,
  campaign: store.RunningCampaign,
  openings: readonly OpenTimes[],
): Promise<Pick<Claimed, 'limitedBy' | 'lookAgainAt'>> {
  const now = ctx.clock.now();
  if (await store.completeWhenOver(tx, campaign, now)) {
    await ctx.outbox.publish(tx, campaign.tenantId, { type: 'campaign.changed', campaign_id: campaign.id });
    return { limitedBy: 'stopped', lookAgainAt: null };
  }
  const nextDue = await store.nextDueAt(tx, campaign);
  const isLate = nextDue !== undefined && nextDue <= now;
  const nextOpening = openings.flatMap(({ openNow: isOpen, nextOpening: at }) => (isOpen || !at ? [] : at));
  const times = [...(nextDue && !isLate ? [nextDue] : []), ...nextOpening].map((at) => at.getTime());
  const lookAgainAt = times.length > 0 ? new Date(Math.min(...times)) : null;
  return { limitedBy: isLate ? 'outside-hours' : 'nobody-due', lookAgainAt };
}
