import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import { changedRule, type RuleChange } from '../own-rule.ts';
import { builtInRules } from '../rules/all-rules.ts';
import { nameOf, type Rule } from '../rules/rule.ts';
import { newestOwnRules, type OwnRuleRow, ownRulesByVersion } from '../store/own-rules.ts';

/** A rule as it holds in a workspace, and who made it so. */
export interface RuleInUse {
  rule: Rule;
  cameAs: Rule;
  own: OwnRuleRow | undefined;
}

export async function rulesInUse(tx: Tx, tenantId: Id<'workspace'>): Promise<RuleInUse[]> {
  const newest = new Map((await newestOwnRules(tx, tenantId)).map((row) => [row.ruleId, row]));
  return builtInRules.map((cameAs) => {
    const own = newest.get(cameAs.id);
    return { cameAs, own, rule: withOwn(cameAs, own) };
  });
}

/** The rules of a workspace, as the gate asks for them. */
export async function rulesOf(tx: Tx, tenantId: Id<'workspace'>): Promise<Rule[]> {
  return (await rulesInUse(tx, tenantId)).map(({ rule }) => rule);
}

/** The rules by the names that a decision keeps, in the versions of then. */
export async function rulesNamed(tx: Tx, tenantId: Id<'workspace'>, names: readonly string[]): Promise<Rule[]> {
  const wanted = names.map((name) => {
    const at = name.lastIndexOf('@');
    return { name, id: name.slice(0, at), version: Number(name.slice(at + 1)) };
  });
  const own = await ownRulesByVersion(tx, tenantId, wanted);
  return wanted.flatMap(({ name, id, version }) => {
    const cameAs = builtInRules.find((rule) => rule.id === id);
    if (!cameAs || nameOf(cameAs) === name) return cameAs ?? [];
    const row = own.find((each) => each.ruleId === id && each.version === version);
    return row ? withOwn(cameAs, row) : [];
  });
}

function withOwn(cameAs: Rule, own: OwnRuleRow | undefined): Rule {
  if (!own || own.change === null) return cameAs;
  // Written by changeRule, which has checked it against the contract.
  return changedRule(cameAs, own.change as RuleChange, own.version);
}
