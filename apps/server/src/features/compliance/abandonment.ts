import type { GateFacts } from './facts.ts';
import type { GateReason } from './reasons.ts';
import { nameOf, type Rule } from './rules/rule.ts';

/**
 * A campaign that has left too many people waiting dials only when a person is reserved for the call: such calls cannot
 * be abandoned, and they bring its share down again.
 */
export function abandonmentReasons({ abandonment }: GateFacts, holding: readonly Rule[]): GateReason[] {
  if (abandonment === null || abandonment.reserved || abandonment.abandoned === 0) return [];
  const share = abandonment.abandoned / Math.max(abandonment.answered, 1);
  return holding
    .filter(({ abandonedShare }) => abandonedShare !== null && share >= abandonedShare)
    .map((rule) => ({
      code: 'compliance.rule_forbids' as const,
      rule: nameOf(rule),
      details: { reason: `${(share * 100).toFixed(1)} % of the calls that people answered were abandoned` },
      until: null,
    }));
}
