import { ForwardingRule, type ForwardTarget } from '@offhook/flow/shapes';

export const mostRules = 20;

/** What a new rule says until somebody says otherwise; its target is still to be chosen. */
export const newRule: ForwardingRule = { when: 'no-answer', after_seconds: 20, to: { kind: 'number', number: '' } };

export function targetOfKind(kind: ForwardTarget['kind']): ForwardTarget {
  if (kind === 'number') return { kind, number: '' };
  return kind === 'person' ? { kind, person_id: '' } : { kind, box_id: '' };
}

/** A rule that waits says how long; one that does not says nothing of it. */
export function withWhen({ after_seconds, ...rule }: ForwardingRule, when: ForwardingRule['when']): ForwardingRule {
  return when === 'no-answer' ? { ...rule, when, after_seconds: after_seconds ?? 20 } : { ...rule, when };
}

/** `+3906*, +39 333 1234567` as the list that the API takes; an empty text is everybody. */
export function readCallers(text: string): string[] | undefined {
  const callers = text.split(/[,;\n]/).map((caller) => caller.replace(/[\s().-]/g, ''));
  const given = callers.filter((caller) => caller !== '');
  return given.length > 0 ? given : undefined;
}

/** What keeps each rule from being saved, by its place. */
export function ruleProblems(rules: readonly ForwardingRule[]): ReadonlyMap<number, string> {
  const problems = new Map<number, string>();
  for (const [index, rule] of rules.entries()) {
    const [issue] = ForwardingRule.safeParse(rule).error?.issues ?? [];
    if (issue) problems.set(index, wordsOf.get(issue.path.join('.').replace(/\.\d+$/, '')) ?? issue.message);
  }
  return problems;
}

const wordsOf = new Map([
  ['to.number', 'Give the number that calls go on to, with + and the country code.'],
  ['to.person_id', 'Choose who calls go on to.'],
  ['to.box_id', 'Choose the voicemail box that calls go on to.'],
  ['hours.hours_id', 'Choose the opening hours.'],
  ['hours.during', 'Choose at least one of open, closed and holiday.'],
  ['after_seconds', 'Let it ring for 5 to 120 seconds.'],
  ['callers', 'Give whole numbers with +, or beginnings such as +3906*.'],
]);

/** The place of the rule that a refused field such as `rules.2.to.number` is about. */
export function ruleOfField(field: string | undefined): number | undefined {
  const [, index] = /^(?:rules|forwarding)\.(\d+)\b/.exec(field ?? '') ?? [];
  return index === undefined ? undefined : Number(index);
}
