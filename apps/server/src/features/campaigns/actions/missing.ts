import { liveVersionOf } from '#features/flows';
import { seatCounts } from '#features/seats';
import { settingOf } from '#features/settings';
import { walletOf } from '#features/wallet';
import { connectionFor, workspaceOf } from '#features/workspaces';
import { missingCredentials } from '#runtime/config';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { needsSeats } from '../call-of-prospect.ts';
import type { CampaignRow } from '../campaign.ts';
import { type ReadyFacts, type Unready, unreadyFor } from '../readiness.ts';
import { isAdding } from '../store/additions.ts';
import { waitingClasses } from '../store/classes.ts';
import { openingsOfClasses } from './moment.ts';
import { examineSettings } from './read-settings.ts';

/** All that keeps a campaign from being started; `noCarrier`: which credentials lack, where that is among it. */
export async function missingFor(
  ctx: Context,
  tx: Tx,
  campaign: CampaignRow,
): Promise<{ missing: Unready[]; noCarrier?: string }> {
  const { settings, tenantId, id } = campaign;
  const connection = await connectionFor(ctx, tx, tenantId);
  const noCarrier = connection ? undefined : missingCredentials(ctx.config.carrier).join(', ');
  const facts: ReadyFacts = {
    now: ctx.clock.now(),
    problems: (await examineSettings(ctx, tx, campaign, settings)).problems,
    ...(await waitingFacts(ctx, tx, campaign)),
    unpublishedFlows: await unpublishedFlows(tx, campaign),
    hasCallerId: settings.caller_ids.length > 0 || (await workspaceOf(tx, tenantId)).defaultFromNumber !== null,
    missingCredentials: noCarrier ?? null,
    seats: needsSeats(settings) ? (await seatCounts(ctx, tx, tenantId, id)).ready : null,
    isWalletEmpty: await isWalletEmpty(tx, campaign),
  };
  const missing = unreadyFor(settings, facts);
  return noCarrier === undefined ? { missing } : { missing, noCarrier };
}

async function waitingFacts(
  ctx: Context,
  tx: Tx,
  campaign: CampaignRow,
): Promise<Pick<ReadyFacts, 'isSomebodyWaiting' | 'isEverOpen'>> {
  const classes = await waitingClasses(tx, campaign.id);
  if (classes.length === 0) {
    return { isSomebodyWaiting: await isAdding(tx, campaign.id), isEverOpen: true };
  }
  const now = ctx.clock.now();
  const from = campaign.startsAt && campaign.startsAt > now ? campaign.startsAt : now;
  const openings = await openingsOfClasses(ctx, tx, campaign, classes, from);
  return { isSomebodyWaiting: true, isEverOpen: openings.some(({ nextOpening }) => nextOpening !== null) };
}

async function unpublishedFlows(tx: Tx, { settings }: CampaignRow): Promise<string[]> {
  const unpublished: string[] = [];
  for (const { name, flow_id } of settings.variants) {
    if (flow_id !== undefined && (await liveVersionOf(tx, flow_id)) === undefined) unpublished.push(name);
  }
  return unpublished;
}

async function isWalletEmpty(tx: Tx, { tenantId }: CampaignRow): Promise<boolean> {
  if (!(await settingOf(tx, 'wallet_enabled'))) return false;
  const wallet = await walletOf(tx, tenantId);
  return !wallet || wallet.balanceMicros + wallet.overdraftMicros - wallet.heldMicros <= 0;
}
