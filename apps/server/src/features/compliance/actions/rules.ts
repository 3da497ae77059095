import type { ComplianceRule, changeRule as changeRoute, FrozenArea } from '@offhook/contract';
import type { z } from 'zod';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { capsOf, hoursOfRule, hoursProblem, ownVersion, type RuleChange } from '../own-rule.ts';
import { isPlace, placeName } from '../places.ts';
import * as limits from '../store/limits.ts';
import { insertOwnRule, type OwnRuleRow } from '../store/own-rules.ts';
import { type RuleInUse, rulesInUse } from './rules-in-use.ts';

export async function listRules(
  ctx: Context,
  actor: Actor,
): Promise<{ items: ComplianceRule[]; frozen: FrozenArea[] }> {
  const now = ctx.clock.now();
  return ctx.db.asTenant(actor.tenantId, async (tx) => ({
    items: (await rulesInUse(tx, actor.tenantId)).map((each) => presentRule(each, now)),
    frozen: (await limits.frozenAreas(tx, actor.tenantId, now)).map(presentFrozen),
  }));
}

type RuleWish = z.output<(typeof changeRoute)['body']>;

/** What is decided from the commit on goes by it; what was decided is decided again by the version of then. */
export async function changeRule(
  ctx: Context,
  actor: Actor,
  ruleId: string,
  { base_version: base, reason, ...wish }: RuleWish,
): Promise<ComplianceRule> {
  const field = wish.hours && hoursProblem(wish.hours);
  if (field)
    throw new Refusal('request.invalid', { field: `hours.${field}`, problem: 'a span must end after it begins' });
  const { hours, caps, consent, notes, review_by: reviewBy } = wish;
  const change: RuleChange = { hours, caps, notes, reviewBy, consent: consent === 'none' ? null : consent };
  return addVersion(ctx, actor, ruleId, reason, (known) => {
    if (known.rule.version !== base) throw new Refusal('compliance.rule_changed_meanwhile');
    return change;
  });
}

export async function resetRule(ctx: Context, actor: Actor, ruleId: string, reason: string): Promise<ComplianceRule> {
  return addVersion(ctx, actor, ruleId, reason, ({ rule, cameAs }) => {
    if (rule === cameAs) throw new Refusal('compliance.rule_not_changed');
    return null;
  });
}

async function addVersion(
  ctx: Context,
  actor: Actor,
  ruleId: string,
  reason: string,
  decided: (known: RuleInUse) => RuleChange | null,
): Promise<ComplianceRule> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const known = await ruleById(tx, actor, ruleId);
    const change = decided(known);
    const number = (known.own?.number ?? 0) + 1;
    const row: OwnRuleRow = {
      ...{ ruleId, number, change, reason, by: actor.name, at: ctx.clock.now() },
      version: change ? ownVersion(known.cameAs, number) : known.cameAs.version,
    };
    // Of two who change it at once one has read what the other has overwritten.
    const meanwhile = new Refusal('compliance.rule_changed_meanwhile');
    await unlessTaken('compliance_rules_pkey', meanwhile, insertOwnRule(tx, actor.tenantId, row));
    const action = change ? 'compliance.rule_changed' : 'compliance.rule_reset';
    await note(ctx, tx, actor, action, ruleId, { version: row.version, from: known.rule.version, reason });
    return presentRule(await ruleById(tx, actor, ruleId), ctx.clock.now());
  });
}

async function ruleById(tx: Tx, actor: Actor, ruleId: string): Promise<RuleInUse> {
  return found((await rulesInUse(tx, actor.tenantId)).find(({ rule }) => rule.id === ruleId));
}

export async function freezeArea(
  ctx: Context,
  actor: Actor,
  jurisdiction: string,
  { until, reason }: { until: string | null; reason: string },
): Promise<FrozenArea> {
  const now = ctx.clock.now();
  if (!isPlace(jurisdiction)) throw new Refusal('request.not_found');
  const end = until === null ? null : new Date(until);
  if (end && end <= now) throw new Refusal('request.invalid', { field: 'until', problem: 'this is over already' });
  const row = { jurisdiction, until: end, reason, by: actor.name, at: now };
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    await limits.saveFrozen(tx, actor.tenantId, row);
    await note(ctx, tx, actor, 'compliance.frozen', jurisdiction, { until, reason });
  });
  return presentFrozen(row);
}

export async function liftFreeze(ctx: Context, actor: Actor, jurisdiction: string, reason: string): Promise<void> {
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    if (!(await limits.deleteFrozen(tx, actor.tenantId, jurisdiction))) throw new Refusal('request.not_found');
    await note(ctx, tx, actor, 'compliance.freeze_lifted', jurisdiction, { reason });
  });
}

function presentFrozen({ jurisdiction, until, reason, by, at }: limits.FrozenRow): FrozenArea {
  return {
    ...{ jurisdiction, jurisdiction_name: placeName(jurisdiction), reason, by },
    ...{ until: until?.toISOString() ?? null, at: at.toISOString() },
  };
}

function presentRule({ rule, cameAs, own }: RuleInUse, now: Date): ComplianceRule {
  return {
    ...{ id: rule.id, version: rule.version, jurisdiction: rule.jurisdiction },
    jurisdiction_name: placeName(rule.jurisdiction),
    ...{ purposes: [...rule.purposes], voices: [...rule.voices], hours: hoursOfRule(rule), caps: capsOf(rule) },
    ...{ holiday_calendar: rule.holidayCalendar, consent: rule.consent ?? 'none', citation: rule.citation },
    ...{ confidence: rule.confidence, notes: rule.notes, effective_from: rule.effectiveFrom },
    ...{ review_by: rule.reviewBy, is_overdue: rule.reviewBy < now.toISOString().slice(0, 10) },
    is_own: rule !== cameAs,
    changed: own ? { by: own.by, at: own.at.toISOString(), reason: own.reason } : null,
  };
}
