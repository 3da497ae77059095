/** Every reason against a call, the lasting ones first: the order in which a decision names them. */
export const reasonCodes = [
  'calls.to_itself',
  'calls.connect_loop',
  'compliance.country_not_allowed',
  'compliance.number_type',
  'compliance.suppressed',
  'compliance.rule_forbids',
  'compliance.no_consent',
  'compliance.too_many_attempts',
  'compliance.outside_hours',
  'compliance.price_too_high',
  'compliance.too_fast',
  'compliance.daily_spend',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export interface GateReason {
  code: ReasonCode;
  /** Which rule says so, as `US-FL@1`; null: a list, a limit or a setting of the workspace. */
  rule: string | null;
  details: Record<string, string>;
  /** From then on this reason no longer holds; null: nobody knows, or never. */
  until: string | null;
}

export type GateDecision =
  | {
      allowed: true;
      rules: string[];
      /** From this instant on it is no longer allowed; null: it does not close. */
      closesAt: string | null;
      /** What spoke against it and was overridden with a reason. */
      overridden: GateReason[];
    }
  | { allowed: false; reasons: GateReason[] };

// What nobody overrides: who may call where, and how much for, is changed where it is set.
const overridable: readonly ReasonCode[] = [
  'compliance.suppressed',
  'compliance.rule_forbids',
  'compliance.no_consent',
  'compliance.too_many_attempts',
  'compliance.outside_hours',
];

export function isOverridable(code: ReasonCode): boolean {
  return overridable.includes(code);
}
