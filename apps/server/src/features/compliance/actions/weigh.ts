import { type Id, phoneKindOf, reversedDigits } from '@offhook/kit';
import { priceOn, twilioList } from '#features/wallet';
import { workspaceOf } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import { longestCapMs } from '../attempt-caps.ts';
import { decide } from '../decide.ts';
import { countriesAllowed, countryOfNumber, defaultLimits } from '../default-limits.ts';
import type { AttemptFact, GateFacts } from '../facts.ts';
import type { GateDecision } from '../reasons.ts';
import { calendarsOf, rulesInForce } from '../rules/in-force.ts';
import { nameOf, type Rule } from '../rules/rule.ts';
import { consentsOfNumbers } from '../store/consents.ts';
import { attemptsAt, lockLimits, lockNumbers, usageOf } from '../store/gathering.ts';
import { frozenAreas, limitsOf } from '../store/limits.ts';
import { numberHasher } from '../store/number-hash.ts';
import { entriesOf } from '../store/suppressions.ts';
import type { CallWishFacts } from '../wish.ts';
import { type Whereabouts, zonesOf } from '../zones.ts';
import { holidaysAround } from './holidays.ts';
import { rulesNamed, rulesOf } from './rules-in-use.ts';

/** What the asker knows about all of the calls of a batch. */
export interface Surroundings extends Partial<Pick<GateFacts, 'campaignHours' | 'abandonment' | 'marginSeconds'>> {
  /** Whether a reason may outweigh a rule: the asker has looked at who asks. */
  mayOverride?: boolean | undefined;
  /** Default: now. */
  at?: Date | undefined;
  /** Whoever is let pass is called: until the end of the transaction no other one places calls by the same limits. */
  places?: boolean | undefined;
}

export interface Verdict {
  facts: GateFacts;
  decision: GateDecision;
}

/**
 * Decides about calls, in the order in which they are asked for: eight statements for a batch, however many they are. Each
 * call that is allowed counts for those after it. Whoever places calls asks once in a transaction, after locking what
 * else it locks and before the wallet.
 */
export async function weigh(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  wishes: readonly CallWishFacts[],
  surroundings: Surroundings = {},
): Promise<Verdict[]> {
  if (wishes.length === 0) return [];
  const at = surroundings.at ?? ctx.clock.now();
  const rules = await rulesOf(tx, tenantId);
  const { places = false } = surroundings;
  const shared = await sharedFacts(tx, tenantId, { rules, at, places });
  const placed = wishes.map((wish) => placedWish(wish, rules, shared.limits, at));
  const lookedUp = await lookUp(ctx, tx, tenantId, { placed, at, places });
  const holidays = await holidaysAround(calendarsOf([...new Set(placed.flatMap(({ holding }) => holding))]), at);
  const allowed: AttemptFact[] = [];
  const allowedTo = new Map<string, AttemptFact[]>();
  let allowedMicros = 0;
  return placed.map((each) => {
    const facts = factsOf(each, { at, shared, lookedUp, holidays, surroundings });
    facts.callsLastMinute += allowed.length;
    facts.reservedMicros = shared.reservedMicros + allowedMicros;
    facts.attempts = [...(allowedTo.get(each.wish.to) ?? []), ...facts.attempts];
    const decision = decide(facts, each.holding);
    if (decision.allowed) {
      const attempt = { at: facts.at, campaignId: each.wish.campaignId, outcome: null };
      allowed.push(attempt);
      allowedMicros += facts.pricePerMinuteMicros ?? 0;
      allowedTo.set(each.wish.to, [attempt, ...(allowedTo.get(each.wish.to) ?? [])]);
    }
    return { facts, decision };
  });
}

/** The same decision made again from what was known then, with the rules of then. */
export async function replay(tx: Tx, tenantId: Id<'workspace'>, facts: GateFacts): Promise<GateDecision> {
  return decide(facts, await rulesNamed(tx, tenantId, facts.rules));
}

interface PlacedWish {
  wish: CallWishFacts;
  where: Whereabouts;
  country: string | null;
  numberType: GateFacts['numberType'];
  holding: Rule[];
}

type Limits = Awaited<ReturnType<typeof limitsOf>> | undefined;

function placedWish(wish: CallWishFacts, rules: readonly Rule[], limits: Limits, at: Date): PlacedWish {
  const isStated = wish.statedZone !== null || wish.statedRegion !== null;
  const insteadOfNumber = limits?.addressOnly && isStated ? limits.reason : undefined;
  const where = zonesOf(wish.to, { zone: wish.statedZone, region: wish.statedRegion, insteadOfNumber });
  const { country, kind } = phoneKindOf(wish.to);
  const { jurisdictions } = where;
  return {
    ...{ wish, where, numberType: kind },
    country: countryOfNumber(wish.to, country, zonesOf(wish.to).jurisdictions),
    holding: rulesInForce(rules, { jurisdictions, purpose: wish.purpose, voice: wish.voice }, at),
  };
}

const minuteMs = 60_000;

interface SharedFacts {
  limits: Limits;
  countries: ReadonlySet<string>;
  frozen: GateFacts['frozenAreas'];
  spentTodayMicros: number;
  reservedMicros: number;
  callsLastMinute: number;
}

async function sharedFacts(
  tx: Tx,
  tenantId: Id<'workspace'>,
  { rules, at, places }: { rules: readonly Rule[]; at: Date; places: boolean },
): Promise<SharedFacts> {
  const workspace = await workspaceOf(tx, tenantId);
  const limits = await limitsOf(tx, tenantId);
  const frozen = await frozenAreas(tx, tenantId, at);
  const hasLimits = limits?.spendPerDayMicros != null || limits?.callsPerMinute != null;
  if (places && hasLimits) await lockLimits(tx, tenantId);
  const usage = await usageOf(tx, tenantId, {
    now: at,
    spentSince: limits?.spendPerDayMicros == null ? null : dayStart(at, workspace.timeZone),
    callsSince: limits?.callsPerMinute == null ? null : new Date(+at - minuteMs),
    most: limits?.callsPerMinute ?? 0,
  });
  return {
    limits,
    countries: new Set(countriesAllowed(limits?.countries ?? null, workspace.country, rules)),
    frozen: frozen.map(({ jurisdiction, reason, until }) => ({
      ...{ jurisdiction, reason, until: until?.toISOString() ?? null },
    })),
    spentTodayMicros: usage.spentMicros,
    reservedMicros: usage.reservedMicros,
    callsLastMinute: usage.calls,
  };
}

/** The first instant of the local day. */
export function dayStart(at: Date, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(+at).toZonedDateTimeISO(timeZone);
  return new Date(local.startOfDay().epochMilliseconds);
}

interface LookedUp {
  hashOf: (number: string) => Buffer;
  entries: ReadonlyMap<string, Awaited<ReturnType<typeof entriesOf>>>;
  consents: ReadonlyMap<string, Awaited<ReturnType<typeof consentsOfNumbers>>>;
  attempts: ReadonlyMap<string, AttemptFact[]>;
}

async function lookUp(
  ctx: Context,
  tx: Tx,
  tenantId: Id<'workspace'>,
  { placed, at, places }: { placed: readonly PlacedWish[]; at: Date; places: boolean },
): Promise<LookedUp> {
  const hashOf = numberHasher(ctx.keys, tenantId);
  const numbers = [...new Set(placed.map(({ wish }) => wish.to))];
  const impersonal = placed.filter(({ wish }) => wish.purpose !== 'personal');
  const capped = [...new Set(impersonal.map(({ wish }) => wish.to))].map((to) => ({
    digits: reversedDigits(to),
    hash: hashOf(to),
  }));
  if (places && capped.length > 0) {
    await lockNumbers(
      tx,
      capped.map(({ hash }) => hash),
    );
  }
  const entries = await entriesOf(tx, tenantId, numbers.map(hashOf));
  const consents = await consentsOfNumbers(tx, tenantId, [...new Set(impersonal.map(({ wish }) => wish.to))]);
  const capMs = longestCapMs(impersonal.flatMap(({ holding }) => holding));
  const attempts = capMs > 0 ? await attemptsAt(tx, tenantId, capped, new Date(+at - capMs)) : new Map();
  return {
    hashOf,
    entries: Map.groupBy(entries, ({ hash }) => hash.toString('hex')),
    consents: Map.groupBy(consents, ({ phone_number }) => phone_number),
    attempts,
  };
}

function factsOf(
  { wish, where, country, numberType, holding }: PlacedWish,
  given: {
    at: Date;
    shared: SharedFacts;
    lookedUp: LookedUp;
    holidays: Record<string, string[]>;
    surroundings: Surroundings;
  },
): GateFacts {
  const { at, shared, lookedUp, surroundings } = given;
  const limits = shared.limits ?? defaultLimits;
  const calendars = new Set(calendarsOf(holding));
  return {
    ...{ at: at.toISOString(), wish, zones: [...where.zones], jurisdictions: [...where.jurisdictions] },
    ...{ numberType, country, suppressedBy: suppressionOf(lookedUp, wish), consents: consentFacts(lookedUp, wish) },
    attempts: lookedUp.attempts.get(reversedDigits(wish.to)) ?? [],
    countryAllowed: country !== null && shared.countries.has(country),
    deniedNumberTypes: limits.numberTypesDenied,
    pricePerMinuteMicros: priceOn(twilioList, 'outbound-minute', at, wish.to)?.micros ?? null,
    priceCeilingMicros: limits.maxPriceMicros,
    spentTodayMicros: shared.spentTodayMicros,
    dailySpendMicros: limits.spendPerDayMicros,
    callsLastMinute: shared.callsLastMinute,
    callsPerMinute: limits.callsPerMinute,
    holidays: Object.fromEntries(Object.entries(given.holidays).filter(([calendar]) => calendars.has(calendar))),
    frozenAreas: shared.frozen.filter(({ jurisdiction }) => where.jurisdictions.includes(jurisdiction)),
    abandonment: surroundings.abandonment ?? null,
    campaignHours: surroundings.campaignHours ?? null,
    marginSeconds: surroundings.marginSeconds ?? 0,
    mayOverride: surroundings.mayOverride ?? false,
    rules: holding.map(nameOf),
  };
}

/** The oldest entry that holds for this call: those of other campaigns do not. */
function suppressionOf({ hashOf, entries }: LookedUp, wish: CallWishFacts): GateFacts['suppressedBy'] {
  const entry = entries
    .get(hashOf(wish.to).toString('hex'))
    ?.find(({ list }) => list.kind !== 'campaign' || list.campaignId === wish.campaignId);
  return entry ? { list: entry.list.name, since: entry.at.toISOString() } : null;
}

function consentFacts({ consents }: LookedUp, wish: CallWishFacts): GateFacts['consents'] {
  return (consents.get(wish.to) ?? []).map((row) => ({
    ...{ scope: row.scope, strength: row.strength, givenAt: row.given_at.toISOString() },
    ...{ expiresAt: row.expires_at?.toISOString() ?? null, revokedAt: row.revoked_at?.toISOString() ?? null },
    // Without a date the moment at which it is written down stands for it.
    ...(+row.given_at === +row.recorded_at && { undated: true }),
  }));
}
