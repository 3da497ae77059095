import type { NotDialled } from '@offhook/contract';
import { type CallWishFacts, type GateReason, weigh } from '#features/compliance';
import { workspaceOf } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { CampaignRow } from '../campaign.ts';
import { campaignHoursOf } from '../campaign-hours.ts';
import { dayOfTurn, type ForecastSums } from '../forecast.ts';
import { gateWishOf } from '../gate-wish.ts';
import { nextDayIn } from '../local-day.ts';
import { lastingReason, notDialled, withoutRepeats } from '../not-dialled.ts';
import type { ProspectRow } from '../prospect.ts';
import { openingsOfClasses } from './moment.ts';

/** What a dry run says of one prospect: when they would be dialled, else why not. */
export interface Foreseen {
  prospect: ProspectRow;
  at: Date | null;
  reasons: NotDialled[];
  to: string | null;
}

type Turns = Pick<ForecastSums, 'callsPerDay' | 'firstDay'>;

const dayMs = 86_400_000;
const quarterMs = 900_000;

// They pass by themselves, and a dry run calls nobody: nothing of it counts towards them.
const passing = new Set<GateReason['code']>(['compliance.too_fast', 'compliance.daily_spend']);

/**
 * Asks the gate about each prospect for the time of their turn: that of the queue, the hours and the retries. `turn`: how
 * many have theirs before the first of these. Few statements for each time at which somebody's hours begin.
 */
export async function foresee(
  ctx: Context,
  tx: Tx,
  campaign: CampaignRow,
  prospects: readonly ProspectRow[],
  { turn, turns }: { turn: number; turns: Turns },
): Promise<Foreseen[]> {
  const { defaultFromNumber } = await workspaceOf(tx, campaign.tenantId);
  const waiting = prospects.filter(({ state }) => state === 'waiting' || state === 'dialling');
  const times = await timesOf(ctx, tx, campaign, waiting, { turn, turns });
  const asked = waiting.flatMap((prospect, index) => {
    const wish = gateWishOf(campaign, prospect, defaultFromNumber);
    return wish ? [{ prospect, wish, at: times[index] ?? ctx.clock.now() }] : [];
  });
  const known = new Map<string, Foreseen>();
  for (const [atMs, some] of Map.groupBy(asked, ({ at }) => at.getTime())) {
    for (const each of await foreseenAt(ctx, tx, campaign, some, new Date(atMs))) known.set(each.prospect.id, each);
  }
  return prospects.map((prospect) => known.get(prospect.id) ?? withoutAsking(prospect));
}

function withoutAsking(prospect: ProspectRow): Foreseen {
  const code = prospect.contactId === null ? 'campaigns.contact_deleted' : 'campaigns.no_number';
  const reason = prospect.reason ?? notDialled({ code, rule: null, details: {}, until: null });
  return { prospect, at: null, reasons: prospect.state === 'done' ? [] : [reason], to: null };
}

async function foreseenAt(
  ctx: Context,
  tx: Tx,
  campaign: CampaignRow,
  asked: readonly { prospect: ProspectRow; wish: CallWishFacts }[],
  at: Date,
): Promise<Foreseen[]> {
  const wishes = asked.map(({ wish }) => wish);
  const around = { campaignHours: campaignHoursOf(campaign.settings), at };
  const verdicts = await weigh(ctx, tx, campaign.tenantId, wishes, around);
  return asked.map(({ prospect, wish }, index) => {
    const decision = verdicts[index]?.decision;
    const against = decision?.allowed === false ? decision.reasons.filter(({ code }) => !passing.has(code)) : [];
    const lasting = lastingReason(against);
    const later = lasting?.until ? new Date(lasting.until) : at;
    const reasons = withoutRepeats(against.map(notDialled));
    return { prospect, at: lasting && !lasting.until ? null : later, reasons, to: wish.to };
  });
}

/** When it is open for each prospect at or after their turn. */
async function timesOf(
  ctx: Context,
  tx: Tx,
  campaign: CampaignRow,
  prospects: readonly ProspectRow[],
  { turn, turns }: { turn: number; turns: Turns },
): Promise<Date[]> {
  const now = ctx.clock.now();
  const start = campaign.startsAt && campaign.startsAt > now ? campaign.startsAt : now;
  const timeZone = campaign.settings.time_zone;
  const turnsAt = prospects.map(({ nextAt }, index) => {
    const day = dayOfTurn(turns, turn + index);
    const turnAt = day === 0 ? start : nextDayIn(timeZone, new Date(start.getTime() + (day - 1) * dayMs));
    // By quarters of an hour, so that many are asked about at once.
    const dueMs = Math.ceil(nextAt.getTime() / quarterMs) * quarterMs;
    return nextAt > turnAt ? new Date(dueMs) : turnAt;
  });
  const times = [...turnsAt];
  const byDay = Map.groupBy(prospects.keys(), (index) => turnsAt[index]?.getTime() ?? 0);
  for (const [atMs, indexes] of byDay) {
    const classes = new Map(indexes.flatMap((index) => classAt(prospects[index])));
    const openings = await openingsOfClasses(ctx, tx, campaign, [...classes.values()], new Date(atMs));
    const openAt = new Map(openings.map((each) => [each.class, each.nextOpening]));
    for (const index of indexes) times[index] = openAt.get(prospects[index]?.class ?? 0) ?? new Date(atMs);
  }
  return times;
}

function classAt(prospect: ProspectRow | undefined) {
  if (!prospect) return [];
  const { zones, jurisdictions, nextAt } = prospect;
  return [[prospect.class, { class: prospect.class, zones, jurisdictions, nextAt }] as const];
}
