import type { CallerAct, TestCase } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

export interface CaseRow {
  id: Id<'testcase'>;
  name: string;
  at: Date;
  caller: string;
  called: string;
  acts: CallerAct[];
  expectedPath: string[];
  lastResult: TestCase['last_result'];
}

export async function casesOf(tx: Tx, flowId: Id<'flow'>): Promise<CaseRow[]> {
  return tx
    .selectFrom('flow_test_cases')
    .select([
      'id',
      'name',
      'at',
      'caller',
      'called',
      'acts',
      'expected_path as expectedPath',
      'last_result as lastResult',
    ])
    .where('flow_id', '=', flowId)
    .orderBy('id')
    .execute();
}

export async function insertCase(tx: Tx, tenantId: Id<'workspace'>, flowId: Id<'flow'>, row: CaseRow): Promise<void> {
  await tx
    .insertInto('flow_test_cases')
    .values({
      tenant_id: tenantId,
      id: row.id,
      flow_id: flowId,
      name: row.name,
      at: row.at,
      caller: row.caller,
      called: row.called,
      acts: JSON.stringify(row.acts),
      expected_path: JSON.stringify(row.expectedPath),
      last_result: null,
    })
    .execute();
}

export async function deleteCase(tx: Tx, flowId: Id<'flow'>, id: Id<'testcase'>): Promise<boolean> {
  const result = await tx
    .deleteFrom('flow_test_cases')
    .where('flow_id', '=', flowId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function saveResult(tx: Tx, id: Id<'testcase'>, result: TestCase['last_result']): Promise<void> {
  await tx
    .updateTable('flow_test_cases')
    .set({ last_result: JSON.stringify(result) })
    .where('id', '=', id)
    .execute();
}
