import type { AttemptOutcome, Call, NotDialled, Prospect } from '@offhook/contract';
import { attemptOutcomes } from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { callsOf } from '#features/calls';
import { weigh } from '#features/compliance';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import type { CampaignRow } from '../campaign.ts';
import { campaignHoursOf } from '../campaign-hours.ts';
import { gateWishOf } from '../gate-wish.ts';
import { notDialled, withoutRepeats } from '../not-dialled.ts';
import type { ProspectRow } from '../prospect.ts';
import { attemptsOf, prospectById } from '../store/prospects.ts';
import { mustFind } from './campaigns.ts';
import { presentProspect } from './present-prospect.ts';

interface ProspectDetail extends Prospect {
  history: { call: Call; outcome: AttemptOutcome | null; rules: string[] }[];
  now: { allowed: boolean; reasons: NotDialled[]; next_at: string | null };
}

const mostShown = 100;

/** A prospect with its attempts, and what the gate would say to a call at this moment. */
export async function getProspect(
  ctx: Context,
  actor: Actor,
  ids: { campaign_id: string; prospect_id: string },
): Promise<ProspectDetail> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const campaign = await mustFind(tx, ids.campaign_id);
    const id = found(parseId('prospect', ids.prospect_id));
    const prospect = found(await prospectById(tx, campaign.id, id));
    const history = await historyOf(tx, actor, prospect);
    return { ...presentProspect(prospect), history, now: await mayBeCalled(ctx, tx, campaign, prospect) };
  });
}

async function historyOf(tx: Tx, actor: Actor, { id }: ProspectRow): Promise<ProspectDetail['history']> {
  const attempts = await attemptsOf(tx, id, mostShown);
  const calls = await callsOf(
    tx,
    actor,
    attempts.map(({ callId }) => callId),
  );
  return attempts.flatMap(({ callId, outcome, rules }) => {
    const call = calls.get(callId);
    // A call that retention has removed is no longer shown; what it came to stays in the sums.
    return call ? [{ call, outcome: attemptOutcomes.find((known) => known === outcome) ?? null, rules }] : [];
  });
}

async function mayBeCalled(
  ctx: Context,
  tx: Tx,
  campaign: CampaignRow,
  prospect: ProspectRow,
): Promise<ProspectDetail['now']> {
  const { defaultFromNumber } = await workspaceOf(tx, campaign.tenantId);
  const wish = gateWishOf(campaign, prospect, defaultFromNumber);
  const lasting = (reason: NotDialled) => ({ allowed: false, reasons: [reason], next_at: null });
  if (!wish) {
    const code = prospect.contactId === null ? 'campaigns.contact_deleted' : 'campaigns.no_number';
    return lasting(notDialled({ code, rule: null, details: {}, until: null }));
  }
  const around = { campaignHours: campaignHoursOf(campaign.settings) };
  const [verdict] = await weigh(ctx, tx, campaign.tenantId, [wish], around);
  const { decision } = found(verdict);
  if (decision.allowed) return { allowed: true, reasons: [], next_at: ctx.clock.now().toISOString() };
  const reasons = decision.reasons.map(notDialled);
  const isForGood = reasons.some(({ until }) => until === null);
  const last = reasons
    .map(({ until }) => until ?? '')
    .toSorted()
    .at(-1);
  return { allowed: false, reasons: withoutRepeats(reasons), next_at: isForGood ? null : (last ?? null) };
}
