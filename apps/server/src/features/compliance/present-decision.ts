import type { GateAnswer, GateKnowledge } from '@offhook/contract';
import { formatMicros } from '@offhook/kit';
import type { GateFacts } from './facts.ts';
import { placeName } from './places.ts';
import type { GateDecision } from './reasons.ts';
import { localTime, sentenceOf } from './words.ts';

/** A decision in words. Of one that was overridden what spoke against it is shown as well. */
export function presentDecision(decision: GateDecision): GateAnswer {
  const reasons = decision.allowed ? decision.overridden : decision.reasons;
  return {
    allowed: decision.allowed,
    reasons: reasons.map((reason) => ({
      ...{ code: reason.code, message: sentenceOf(reason), rule: reason.rule, until: reason.until },
      details: reason.details,
    })),
    closes_at: decision.allowed ? decision.closesAt : null,
    rules: decision.allowed ? decision.rules : [],
  };
}

const dayMs = 86_400_000;

/** What was known, in words. */
export function presentFacts(facts: GateFacts): GateKnowledge {
  const at = new Date(facts.at);
  const tried = (days: number) => facts.attempts.filter((one) => Date.parse(one.at) > +at - days * dayMs).length;
  return {
    ...{ at: facts.at, phone_number: facts.wish.to, country: facts.country, number_type: facts.numberType },
    places: facts.jurisdictions.map((code) => ({ code, name: placeName(code) })),
    clocks: facts.zones.map((zone) => ({ time_zone: zone, local_time: localTime(at, zone) })),
    do_not_call: facts.suppressedBy?.list ?? null,
    consents: facts.consents.map(consentInWords),
    attempts: { last_day: tried(1), last_30_days: tried(30) },
    price_per_minute: facts.pricePerMinuteMicros === null ? null : formatMicros(facts.pricePerMinuteMicros),
    notes: notesOn(facts),
  };
}

function consentInWords({ scope, strength, givenAt, expiresAt, revokedAt }: GateFacts['consents'][number]): string {
  const kind = strength === 'express' ? 'Express' : 'Express written';
  const end = revokedAt
    ? `, taken back on ${revokedAt.slice(0, 10)}`
    : expiresAt
      ? `, until ${expiresAt.slice(0, 10)}`
      : '';
  return `${kind} consent to ${scope}, given on ${givenAt.slice(0, 10)}${end}`;
}

function notesOn({ wish, zones, frozenAreas }: GateFacts): string[] {
  const notes: string[] = [];
  if (wish.purpose === 'personal')
    notes.push('A personal call: calling hours, consent and numbers of attempts are not asked about.');
  if (zones.length > 1) notes.push('The phone may be in any of these time zones: calls are made while all are open.');
  if (zones.length === 0) notes.push('Nobody can tell where this number is, so campaigns do not call it.');
  for (const area of frozenAreas) notes.push(`${placeName(area.jurisdiction)} is frozen: ${area.reason}`);
  return notes;
}
