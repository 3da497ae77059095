import { type ConsentFact, consentScopeOf, type GateFacts } from './facts.ts';
import type { GateReason } from './reasons.ts';
import { nameOf, type Rule } from './rules/rule.ts';

/** One reason for each rule that asks for a consent which is not there. */
export function consentReasons(facts: GateFacts, holding: readonly Rule[]): GateReason[] {
  return holding.flatMap((rule) => {
    if (rule.consent === null || !appliesTo(rule, facts)) return [];
    if (hasConsent(facts, rule.consent)) return [];
    return {
      code: 'compliance.no_consent',
      rule: nameOf(rule),
      details: { needed: rule.consent, scope: consentScopeOf(facts.wish.voice) },
      until: null,
    };
  });
}

/** A consent for just this voice that holds now. One that is written holds wherever a spoken one is enough. */
export function hasConsent(facts: GateFacts, strength: ConsentFact['strength']): boolean {
  const [scope, now] = [consentScopeOf(facts.wish.voice), Date.parse(facts.at)];
  return facts.consents.some(
    (consent) =>
      consent.scope === scope &&
      (consent.strength === 'express-written' || strength === 'express') &&
      Date.parse(consent.givenAt) <= now &&
      (consent.expiresAt === null || Date.parse(consent.expiresAt) > now) &&
      consent.revokedAt === null,
  );
}

/** A consent for calls or for this voice that was taken back and not given anew since. */
export function revokedConsent({ consents, wish }: GateFacts): ConsentFact | undefined {
  const scopes: ConsentFact['scope'][] = ['calls', consentScopeOf(wish.voice)];
  const isGivenAnew = (scope: ConsentFact['scope'], revokedAt: string) =>
    consents.some(
      (each) =>
        each.scope === scope &&
        each.revokedAt === null &&
        // A paper of before the revocation may be typed in after it.
        !each.undated &&
        Date.parse(each.givenAt) > Date.parse(revokedAt),
    );
  return consents.find(
    ({ scope, revokedAt }) => revokedAt !== null && scopes.includes(scope) && !isGivenAnew(scope, revokedAt),
  );
}

/** Some rules leave fixed lines alone, others those who have consented. */
export function appliesTo({ unless }: Rule, facts: GateFacts): boolean {
  if (unless === 'fixed-line') return facts.numberType !== 'fixed-line';
  return unless !== 'consent' || !hasConsent(facts, 'express');
}
