import type { RefusalCode } from '@offhook/contract';

/** Everything that the gate may weigh, gathered before it decides. */
export interface Wish {
  to: string;
  from: string;
}

export type GateDecision = { allowed: true } | { allowed: false; code: RefusalCode; details: Record<string, unknown> };

/**
 * The one decision before any call is placed, whoever asks. Rules are asked in order; the first no counts.
 * Do-not-call, calling hours, caps and credit become rows of this list when campaigns bring them.
 */
export function mayPlace(wish: Wish): GateDecision {
  for (const rule of rules) {
    const refused = rule(wish);
    if (refused) return { allowed: false, code: refused, details: { field: 'to' } };
  }
  return { allowed: true };
}

type Rule = (wish: Wish) => RefusalCode | undefined;

const rules: readonly Rule[] = [(wish) => (wish.to === wish.from ? 'calls.to_itself' : undefined)];
