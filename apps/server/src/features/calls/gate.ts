import type { RefusalCode } from '@offhook/contract';

/** Everything that the gate may weigh about one leg, gathered before it decides. */
export interface LegWish {
  to: string;
  from: string;
  /** Of the phone that somebody is connected to: whom the call is with. */
  connectedTo?: string;
}

export type GateDecision = { allowed: true } | { allowed: false; code: RefusalCode };

/**
 * The one decision before any leg is dialled, whoever asks. Rules are asked in order; the first no counts.
 * Do-not-call, calling hours, caps and credit become rows of this list when campaigns bring them.
 */
export function mayPlace(wish: LegWish): GateDecision {
  for (const rule of rules) {
    const refused = rule(wish);
    if (refused) return { allowed: false, code: refused };
  }
  return { allowed: true };
}

type Rule = (wish: LegWish) => RefusalCode | undefined;

const rules: readonly Rule[] = [
  (wish) => (wish.to === wish.from ? 'calls.to_itself' : undefined),
  (wish) => (wish.to === wish.connectedTo ? 'calls.connect_loop' : undefined),
];
