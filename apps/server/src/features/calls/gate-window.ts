import type { GateDecision, GateFacts } from '#features/compliance';

/** What was decided holds from then until the hours end; before that a clock was turned back, and nobody knows. */
export function isOpenAt(
  { facts, decision }: { facts: Pick<GateFacts, 'at'>; decision: GateDecision & { allowed: true } },
  now: Date,
): boolean {
  if (now.toISOString() < facts.at) return false;
  return decision.closesAt === null || now.toISOString() < decision.closesAt;
}
