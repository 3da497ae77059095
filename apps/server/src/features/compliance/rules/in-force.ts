import type { CallPurpose } from '@offhook/contract';
import type { CallVoice } from '../wish.ts';
import type { Rule } from './rule.ts';

/** What decides which rules hold for a call. */
export interface RuledCall {
  jurisdictions: readonly string[];
  purpose: CallPurpose;
  voice: CallVoice;
}

/** The rules that hold for a call at an instant; those for everywhere only where no other one has hours for it. */
export function rulesInForce(rules: readonly Rule[], call: RuledCall, at: Date): Rule[] {
  const date = at.toISOString().slice(0, 10);
  const holding = rules.filter(
    ({ jurisdiction, purposes, voices, effectiveFrom }) =>
      (jurisdiction === '*' || call.jurisdictions.includes(jurisdiction)) &&
      purposes.includes(call.purpose) &&
      voices.includes(call.voice) &&
      (effectiveFrom === null || effectiveFrom <= date),
  );
  const local = holding.filter(({ jurisdiction }) => jurisdiction !== '*');
  return local.some(({ windows }) => windows !== null) ? local : holding;
}

/** The holiday calendars that a decision by these rules needs. */
export function calendarsOf(rules: readonly Rule[]): string[] {
  return [...new Set(rules.flatMap(({ holidayCalendar }) => holidayCalendar ?? []))].toSorted();
}
