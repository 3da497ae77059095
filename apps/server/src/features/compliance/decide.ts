import { abandonmentReasons } from './abandonment.ts';
import { attemptReasons } from './attempt-caps.ts';
import { consentReasons, revokedConsent } from './consent-needed.ts';
import type { GateFacts } from './facts.ts';
import { type OpenTimesGiven, openTimes } from './open-times.ts';
import type { GateDecision, GateReason } from './reasons.ts';
import { isOverridable } from './reasons.ts';
import { rulesInForce } from './rules/in-force.ts';
import { nameOf, type Rule } from './rules/rule.ts';
import { isZone } from './zone-clock.ts';

/**
 * The one decision before any leg is dialled, whoever asks: every reason against it, the lasting ones first. The same
 * facts and rules always decide the same.
 */
export function decide(facts: GateFacts, rules: readonly Rule[]): GateDecision {
  const { wish, jurisdictions } = facts;
  const holding = rulesInForce(rules, { jurisdictions, ...wish }, new Date(facts.at));
  const { reasons: closed, closesAt } = hoursOf(facts, holding);
  const reasons = [
    ...loops(facts),
    ...destination(facts),
    ...suppression(facts),
    ...frozen(facts),
    ...consentReasons(facts, holding),
    ...abandonmentReasons(facts, holding),
    ...attemptReasons(facts, holding),
    ...closed,
    ...limits(facts),
  ];
  const mayOverride = facts.mayOverride && Boolean(facts.wish.overrideReason?.trim());
  const standing = reasons.filter(({ code }) => !(mayOverride && isOverridable(code)));
  if (standing.length > 0) return { allowed: false, reasons };
  return { allowed: true, rules: holding.map(nameOf), closesAt, overridden: reasons };
}

function loops({ wish }: GateFacts): GateReason[] {
  const reasons: GateReason[] = [];
  if (wish.to === wish.from) reasons.push(reason('calls.to_itself', {}));
  if (wish.to === wish.connectedTo) reasons.push(reason('calls.connect_loop', {}));
  return reasons;
}

function destination(facts: GateFacts): GateReason[] {
  const { country, numberType, countryAllowed, deniedNumberTypes, wish } = facts;
  const reasons: GateReason[] = [];
  if (country === null || !countryAllowed)
    reasons.push(reason('compliance.country_not_allowed', { country: country ?? 'unknown' }));
  // Of a number that is nowhere nobody knows whose hours and laws hold; a person may still call one.
  const isNowhere = wish.purpose !== 'personal' && facts.zones.length === 0;
  if (deniedNumberTypes.includes(numberType) || isNowhere)
    reasons.push(reason('compliance.number_type', { type: numberType }));
  return reasons;
}

function suppression(facts: GateFacts): GateReason[] {
  const { suppressedBy } = facts;
  const reasons: GateReason[] = [];
  if (suppressedBy) reasons.push(reason('compliance.suppressed', { ...suppressedBy }));
  const revoked = revokedConsent(facts);
  if (revoked?.revokedAt)
    reasons.push(reason('compliance.suppressed', { list: 'revoked consent', since: revoked.revokedAt }));
  return reasons;
}

function frozen({ at, wish, jurisdictions, frozenAreas }: GateFacts): GateReason[] {
  if (wish.purpose === 'personal') return [];
  return frozenAreas
    .filter(
      ({ jurisdiction, until }) =>
        jurisdictions.includes(jurisdiction) && (until === null || Date.parse(until) > Date.parse(at)),
    )
    .map(({ jurisdiction, reason: why, until }) => ({
      code: 'compliance.rule_forbids' as const,
      rule: null,
      details: { reason: `${jurisdiction}: ${why}` },
      until,
    }));
}

function hoursOf(facts: GateFacts, holding: readonly Rule[]): { reasons: GateReason[]; closesAt: string | null } {
  const { jurisdictions, zones, holidays, campaignHours, marginSeconds, wish } = facts;
  const at = new Date(facts.at);
  const given: OpenTimesGiven = {
    ...{ jurisdictions, zones, holidays, marginSeconds, purpose: wish.purpose, voice: wish.voice },
    rules: holding,
    campaign: campaignHours,
  };
  const { openNow, closesAt, nextOpening } = openTimes(given, at);
  if (openNow) return { reasons: [], closesAt: closesAt?.toISOString() ?? null };
  const until = nextOpening?.toISOString() ?? null;
  const closed = (rule: string | null): GateReason => ({
    ...reason('compliance.outside_hours', { zones: zones.filter(isZone).join(', ') }),
    ...{ rule, until },
  });
  const byRule = holding
    .filter((rule) => rule.windows !== null)
    .filter((rule) => !openTimes({ ...given, rules: [rule], campaign: null }, at).openNow)
    .map((rule) => closed(nameOf(rule)));
  return { reasons: byRule.length > 0 ? byRule : [closed(null)], closesAt: null };
}

function limits(facts: GateFacts): GateReason[] {
  const { pricePerMinuteMicros, priceCeilingMicros, spentTodayMicros, dailySpendMicros } = facts;
  const { callsLastMinute, callsPerMinute, reservedMicros = 0 } = facts;
  const reasons: GateReason[] = [];
  if (priceCeilingMicros !== null && (pricePerMinuteMicros ?? 0) > priceCeilingMicros)
    reasons.push(
      reason('compliance.price_too_high', {
        price_micros: String(pricePerMinuteMicros),
        ceiling_micros: String(priceCeilingMicros),
      }),
    );
  if (callsPerMinute !== null && callsLastMinute >= callsPerMinute)
    reasons.push(reason('compliance.too_fast', { limit: String(callsPerMinute) }));
  if (dailySpendMicros !== null && spentTodayMicros + reservedMicros >= dailySpendMicros)
    reasons.push(
      reason('compliance.daily_spend', {
        spent_micros: String(spentTodayMicros + reservedMicros),
        limit_micros: String(dailySpendMicros),
        // Calls under way may come to less than was set aside for them.
        ...(spentTodayMicros < dailySpendMicros && { reserved_micros: String(reservedMicros) }),
      }),
    );
  return reasons;
}

function reason(code: GateReason['code'], details: Record<string, string>): GateReason {
  return { code, rule: null, details, until: null };
}
