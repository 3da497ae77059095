import { type Id, phoneKindOf } from '@offhook/kit';
import { priceOn, twilioList } from '#features/wallet';
import { workspaceOf } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { decide } from '../decide.ts';
import { countriesAllowed, countryOfNumber, defaultLimits } from '../default-limits.ts';
import { limitsOf } from '../store/limits.ts';
import type { CallWishFacts } from '../wish.ts';
import { zonesOf } from '../zones.ts';
import { rulesOf } from './rules-in-use.ts';

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
