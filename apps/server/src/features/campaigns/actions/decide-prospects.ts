import { type CampaignVariant, type NotDialled, refusalSentence } from '@offhook/contract';
import { type Decided, type Planned, preparePlans } from '#features/calls';
import { type GateFacts, type Surroundings, weigh } from '#features/compliance';
import { type ContactToCall, contactsToCall } from '#features/contacts';
import { settingOf } from '#features/settings';
import { holdFor } from '#features/wallet';
import { workspaceOf } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { callerIdFor, needsSeats, variantOf } from '../call-of-prospect.ts';
import { campaignHoursOf } from '../campaign-hours.ts';
import { gateWishFor } from '../gate-wish.ts';
import { lastingReason, marginSeconds, notDialled } from '../not-dialled.ts';
import { type DueProspect, numbersTaken, type Refused, type RunningCampaign } from '../store/running.ts';
import { wishOfVariant } from '../wish-of-variant.ts';

export type Abandonment = GateFacts['abandonment'];

/** A prospect that is called now. */
export interface DecidedProspect {
  prospect: DueProspect;
  variant: string;
  call: Decided;
}

export interface Decisions {
  decided: DecidedProspect[];
  refused: Refused[];
  /** So many would have been called, and the wallet does not cover them now. */
  unpaid: number;
  /** The workspace places no more calls this minute. */
  isTooFast?: boolean;
  /** What keeps the whole campaign from calling, in words. */
  stop?: string;
}

interface Candidate {
  prospect: DueProspect;
  contact: ContactToCall;
  to: string;
  from: string;
  variant: Partial<CampaignVariant> & { key: string };
}

/** Lets each prospect whose turn it is through the gate, or says why not; who passes has a plan and is paid for. */
export async function decideProspects(
  ctx: Context,
  tx: Tx,
  campaign: RunningCampaign,
  due: readonly DueProspect[],
  abandonment: Abandonment,
): Promise<Decisions> {
  const { passed, ...judged } = await judgeProspects(ctx, tx, campaign, due, { abandonment, places: true });
  return { ...judged, ...(await paidFor(ctx, tx, campaign, passed)) };
}

/** What the gate says to calling prospects now, and what they would hear; nothing is paid yet. */
export async function judgeProspects(
  ctx: Context,
  tx: Tx,
  campaign: RunningCampaign,
  due: readonly DueProspect[],
  known: Pick<Surroundings, 'abandonment' | 'places'>,
): Promise<Pick<Decisions, 'refused' | 'stop' | 'isTooFast'> & { passed: DecidedProspect[] }> {
  const { candidates, refused, stop } = await candidatesAmong(tx, campaign, due);
  if (stop !== undefined) return { passed: [], refused: [], stop };
  const around = { campaignHours: campaignHoursOf(campaign.settings), marginSeconds, ...known };
  const wishes = candidates.map(({ contact, to, from, variant }) => {
    const stated = { contactId: contact.id, statedZone: contact.timeZone, statedRegion: contact.region };
    return gateWishFor(campaign, variant, { to, from, ...stated });
  });
  const verdicts = await weigh(ctx, tx, campaign.tenantId, wishes, around);
  const plan = planner(tx, campaign);
  const passed: DecidedProspect[] = [];
  for (const [index, { facts, decision }] of verdicts.entries()) {
    const candidate = found(candidates[index]);
    const { prospect, variant, contact, to, from } = candidate;
    if (!decision.allowed) {
      const lasting = found(lastingReason(decision.reasons));
      const reason = notDialled(lasting);
      // What calls under way have set aside of the day's money may come back when they end.
      if ('reserved_micros' in lasting.details) return { passed, refused, isTooFast: true };
      if (reason.code === 'compliance.daily_spend') return { passed: [], refused, stop: reason.message };
      // The whole workspace calls too fast just now: they and those after them keep their turn.
      if (reason.code === 'compliance.too_fast') return { passed, refused, isTooFast: true };
      refused.push(refusal(prospect, reason, ctx.clock.now()));
      continue;
    }
    const planned = await plan(candidate);
    if (planned instanceof Refusal) {
      const { code, message } = planned;
      if (!ofContact.has(code)) return { passed: [], refused, stop: `What is said is not there: ${message}` };
      refused.push(refusal(prospect, { code, message, rule: null, until: null }));
      continue;
    }
    const call: Decided = {
      ...{ id: ctx.ids.next('call'), from, to, planned, contactId: contact.id },
      ...{ campaignId: campaign.id, prospectId: prospect.id },
      gate: { facts, decision },
      ringTimeoutSeconds: campaign.settings.ring_timeout_seconds,
    };
    passed.push({ prospect, variant: variant.key, call });
  }
  return { passed, refused };
}

/** Faults of one contact, such as a missing name; everything else that keeps a call from being planned all calls share. */
const ofContact: ReadonlySet<string> = new Set(['scripts.variables_missing', 'scripts.cannot_be_said']);

/** Areas are unfrozen and hours begin again although nobody knows when: these are looked at again. */
const passing: ReadonlySet<string> = new Set(['compliance.rule_forbids', 'compliance.outside_hours']);
const lookAgainMs = 3_600_000;

function refusal({ id }: DueProspect, reason: NotDialled, now?: Date): Refused {
  const later = now && passing.has(reason.code) ? new Date(now.getTime() + lookAgainMs) : null;
  return { id, reason, until: reason.until === null ? later : new Date(reason.until) };
}

async function candidatesAmong(
  tx: Tx,
  campaign: RunningCampaign,
  due: readonly DueProspect[],
): Promise<{ candidates: Candidate[]; refused: Refused[]; stop?: string }> {
  const { tenantId, settings } = campaign;
  const contacts = await contactsToCall(
    tx,
    tenantId,
    due.flatMap(({ contactId }) => contactId ?? []),
  );
  const { defaultFromNumber } = await workspaceOf(tx, tenantId);
  const anyFrom = settings.caller_ids[0] ?? defaultFromNumber;
  if (!anyFrom) return { candidates: [], refused: [], stop: refusalSentence('calls.from_missing') };
  const refused: Refused[] = [];
  const contactOf = ({ contactId }: DueProspect) => (contactId === null ? undefined : contacts.get(contactId));
  const shared = await sharedAmong(tx, campaign, due, contactOf);
  const candidates = due.flatMap((prospect) => {
    const contact = contactOf(prospect);
    if (!contact?.phoneNumber || shared.has(prospect.id)) {
      const unknown = contact ? 'campaigns.no_number' : 'campaigns.contact_deleted';
      const code = contact?.phoneNumber ? 'campaigns.duplicate' : unknown;
      refused.push(refusal(prospect, notDialled({ code, rule: null, details: {}, until: null })));
      return [];
    }
    const from = callerIdFor(settings.caller_ids, prospect.id, prospect.attempts) ?? anyFrom;
    const variant = variantOf(settings.variants, prospect) ?? { key: '' };
    return [{ prospect, contact, to: contact.phoneNumber, from, variant }];
  });
  return { candidates, refused };
}

/** Those whose contact was given a number since that another prospect of the campaign has: it is called once. */
async function sharedAmong(
  tx: Tx,
  campaign: RunningCampaign,
  due: readonly DueProspect[],
  contactOf: (prospect: DueProspect) => ContactToCall | undefined,
): Promise<Set<DueProspect['id']>> {
  const moved = due.flatMap((prospect) => {
    const number = contactOf(prospect)?.phoneNumber;
    return number && number !== prospect.phoneNumber ? [{ id: prospect.id, number }] : [];
  });
  if (moved.length === 0) return new Set();
  const numbers = await numbersTaken(
    tx,
    campaign,
    moved.map(({ number }) => number),
  );
  const shared = new Set<DueProspect['id']>();
  for (const { id, number } of moved) {
    if (numbers.has(number)) shared.add(id);
    numbers.add(number);
  }
  return shared;
}

/** Makes plans; what the calls of a variant have in common is read once. */
function planner(tx: Tx, campaign: RunningCampaign): (candidate: Candidate) => Promise<Planned | Refusal> {
  const actor = { kind: 'system', tenantId: campaign.tenantId, name: campaign.name } as const;
  const prepared = new Map<string, ReturnType<typeof preparePlans>>();
  return async ({ variant, contact, to }) => {
    const { connect } = campaign.settings;
    const wish = wishOfVariant(campaign.settings, variant, campaign.id);
    const plans = prepared.get(variant.key) ?? preparePlans(tx, actor, wish);
    prepared.set(variant.key, plans);
    try {
      return (await plans)({ to, contact, connect: connect && { to: connect.phone, name: connect.phone } });
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  };
}

async function paidFor(
  ctx: Context,
  tx: Tx,
  { tenantId, settings }: RunningCampaign,
  passed: readonly DecidedProspect[],
): Promise<Pick<Decisions, 'decided' | 'unpaid'>> {
  const connects = settings.connect !== null || needsSeats(settings);
  const timeLimitSeconds = await settingOf(tx, connects ? 'max_call_duration_seconds' : 'automatic_call_seconds');
  const connectedTo = settings.connect?.phone;
  const legs = needsSeats(settings) ? { legs: 'seat' as const } : {};
  const granted = await holdFor(
    ctx,
    tx,
    tenantId,
    passed.map(({ call }) => ({ callId: call.id, to: call.to, connectedTo, timeLimitSeconds, ...legs })),
  );
  const decided = passed.flatMap((each) => {
    const hold = granted.get(each.call.id);
    return hold ? [{ ...each, call: { ...each.call, ...hold } }] : [];
  });
  return { decided, unpaid: passed.length - decided.length };
}
