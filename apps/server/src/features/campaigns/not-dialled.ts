import { type NotDialled, type RefusalCode, refusalSentence } from '@offhook/contract';
import { type GateReason, sentenceOf } from '#features/compliance';

/** Carrier queues and our own way there: nothing is begun so shortly before calling hours end. */
export const marginSeconds = 60;

/** What keeps somebody from being called that is a matter of the campaign, and not of the gate. */
type OwnReason = Omit<GateReason, 'code'> & {
  code: Extract<RefusalCode, `campaigns.${string}` | 'calls.from_missing'>;
};

/** A reason in words, as it is kept with a prospect. */
export function notDialled(reason: GateReason | OwnReason): NotDialled {
  const { code, rule, until } = reason;
  return { code, message: isOwn(reason) ? refusalSentence(code, reason.details) : sentenceOf(reason), rule, until };
}

/** Each sentence once, with every rule that says it. */
export function withoutRepeats(reasons: readonly NotDialled[]): NotDialled[] {
  return [...Map.groupBy(reasons, ({ message }) => message).values()].flatMap(([first, ...others]) => {
    const rules = new Set(others.flatMap(({ rule }) => rule ?? []));
    if (first?.rule) rules.delete(first.rule);
    return first ? { ...first, ...(rules.size > 0 && { other_rules: [...rules] }) } : [];
  });
}

function isOwn(reason: GateReason | OwnReason): reason is OwnReason {
  return reason.code.startsWith('campaigns.') || reason.code === 'calls.from_missing';
}

/**
 * The reason that is shown for somebody whom several keep from being called: one that does not pass, or else the one that
 * passes last, since all must have passed.
 */
export function lastingReason(reasons: readonly GateReason[]): GateReason | undefined {
  const lasting = reasons.find(({ until }) => until === null);
  return lasting ?? reasons.toSorted((one, other) => Date.parse(other.until ?? '') - Date.parse(one.until ?? ''))[0];
}
