import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';

/** A version of a rule that the workspace made; without `change` it went back to the rule as it came. */
export interface OwnRuleRow {
  ruleId: string;
  number: number;
  version: number;
  change: unknown;
  reason: string;
  by: string;
  at: Date;
}

const columns = sql`rule_id as "ruleId", number, version, change, reason, "by", at`;

/** The newest of each rule. */
export async function newestOwnRules(tx: Tx, tenantId: Id<'workspace'>): Promise<OwnRuleRow[]> {
  const { rows } = await sql<OwnRuleRow>`
    select distinct on (rule_id) ${columns} from compliance_rules
    where tenant_id = ${tenantId} order by rule_id, number desc`.execute(tx);
  return rows;
}

export async function ownRulesByVersion(
  tx: Tx,
  tenantId: Id<'workspace'>,
  wanted: readonly { id: string; version: number }[],
): Promise<OwnRuleRow[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<OwnRuleRow>`
    select ${columns} from compliance_rules
    where tenant_id = ${tenantId} and change is not null and (rule_id, version) in (
      select * from unnest(${wanted.map(({ id }) => id)}::text[], ${wanted.map(({ version }) => version)}::int[])
    )`.execute(tx);
  return rows;
}

export async function insertOwnRule(tx: Tx, tenantId: Id<'workspace'>, row: OwnRuleRow): Promise<void> {
  const { ruleId, number, version, change, reason, by, at } = row;
  await tx
    .insertInto('compliance_rules')
    .values({
      ...{ tenant_id: tenantId, rule_id: ruleId, number, version, reason, by, at },
      change: change === null ? null : JSON.stringify(change),
    })
    .execute();
}
