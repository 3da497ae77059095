import { type Id, phoneKindOf } from '@offhook/kit';
import { priceOn, twilioList } from '#features/wallet';
import { workspaceOf } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { decide } from '../decide.ts';
import { countriesAllowed, countryOfNumber, defaultLimits } from '../default-limits.ts';
import { usageOf } from '../store/gathering.ts';
import { type LimitsRow, limitsOf } from '../store/limits.ts';
import { numberHasher } from '../store/number-hash.ts';
import { entriesOf } from '../store/suppressions.ts';
import type { CallWishFacts } from '../wish.ts';
import { zonesOf } from '../zones.ts';
import { rulesOf } from './rules-in-use.ts';
import { dayStart } from './weigh.ts';

const minuteMs = 60_000;

/** A phone that a call under way is connected to. */
export type Leg = Pick<CallWishFacts, 'to' | 'from'> & { caller: string };

/**
 * The gate for legs that a flow dials while somebody waits on the line: loops, and where and at what price may be called.
 * Everything is read beforehand, so that deciding asks nobody.
 */
export async function legGate(ctx: Context, tx: Tx, tenantId: Id<'workspace'>): Promise<(leg: Leg) => boolean> {
  const limits = (await limitsOf(tx, tenantId)) ?? defaultLimits;
  const { country: own } = await workspaceOf(tx, tenantId);
  const countries = new Set(countriesAllowed(limits.countries, own, await rulesOf(tx, tenantId)));
  return ({ caller: connectedTo, ...leg }) => {
    const at = ctx.clock.now();
    const { zones, jurisdictions } = zonesOf(leg.to);
    const { country: byPlan, kind: numberType } = phoneKindOf(leg.to);
    const country = countryOfNumber(leg.to, byPlan, jurisdictions);
    const unknown = { contactId: null, statedZone: null, statedRegion: null, campaignId: null };
    const facts = {
      ...{ at: at.toISOString(), zones: [...zones], jurisdictions: [...jurisdictions], numberType, country },
      wish: { ...leg, ...unknown, connectedTo, purpose: 'personal' as const, voice: 'live' as const },
      countryAllowed: country !== null && countries.has(country),
      deniedNumberTypes: [...limits.numberTypesDenied],
      pricePerMinuteMicros: priceOn(twilioList, 'outbound-minute', at, leg.to)?.micros ?? null,
      priceCeilingMicros: limits.maxPriceMicros,
      ...{ suppressedBy: null, consents: [], attempts: [], holidays: {}, frozenAreas: [], rules: [] },
      ...{ spentTodayMicros: 0, dailySpendMicros: null, callsLastMinute: 0, callsPerMinute: null },
      ...{ abandonment: null, campaignHours: null, marginSeconds: 0, mayOverride: false },
    };
    return decide(facts, []).allowed;
  };
}

/**
 * Of numbers that a flow is about to ring those that must not be: the ones on the list of the workspace itself; all of
 * them once its calls of a minute or its money of a day are used up.
 */
export async function legsRefused(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const limits = await limitsOf(tx, tenantId);
  if (limits && (await isUsedUp(ctx, tx, tenantId, limits))) return new Set(numbers);
  const hashOf = numberHasher(ctx.keys, tenantId);
  const entries = await entriesOf(tx, tenantId, numbers.map(hashOf));
  const listed = new Set(entries.flatMap(({ list, hash }) => (list.kind === 'workspace' ? hash.toString('hex') : [])));
  return new Set(numbers.filter((number) => listed.has(hashOf(number).toString('hex'))));
}

async function isUsedUp(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  { spendPerDayMicros, callsPerMinute }: LimitsRow,
): Promise<boolean> {
  if (spendPerDayMicros === null && callsPerMinute === null) return false;
  const now = ctx.clock.now();
  const { timeZone } = await workspaceOf(tx, tenantId);
  const { spentMicros, reservedMicros, calls } = await usageOf(tx, tenantId, {
    now,
    spentSince: spendPerDayMicros === null ? null : dayStart(now, timeZone),
    callsSince: callsPerMinute === null ? null : new Date(+now - minuteMs),
    most: callsPerMinute ?? 0,
  });
  const isSpent = spendPerDayMicros !== null && spentMicros + reservedMicros >= spendPerDayMicros;
  return isSpent || (callsPerMinute !== null && calls >= callsPerMinute);
}
