import type { keepTestCase as keepRoute, RouteInput, TestCase } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { wrongTurn } from '../flow.ts';
import { type FlowWithDraft, flowHead, lockFlow } from '../store/flows.ts';
import * as store from '../store/test-cases.ts';
import { directoryOf } from './directory.ts';
import { playOf } from './play.ts';

const mostCases = 100;

export async function listTestCases(ctx: Context, actor: Actor, flowId: string): Promise<TestCase[]> {
  const id = found(parseId('flow', flowId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    found(await flowHead(tx, id));
    return (await store.casesOf(tx, id)).map(caseView);
  });
}

/** The flow is locked, so that two at once do not pass the limit together. */
export async function keepTestCase(
  ctx: Context,
  actor: Actor,
  flowId: string,
  wish: RouteInput<typeof keepRoute>['body'],
): Promise<TestCase> {
  const id = found(parseId('flow', flowId));
  const { name, caller, called, acts, expected_path: expectedPath } = wish;
  const row: store.CaseRow = {
    ...{ id: ctx.ids.next('testcase'), name, caller, called, acts, expectedPath, lastResult: null },
    at: new Date(wish.at),
  };
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    found(await lockFlow(tx, id));
    const kept = await store.casesOf(tx, id);
    if (kept.length >= mostCases) throw new Refusal('flows.too_many_test_cases', { limit: mostCases });
    await store.insertCase(tx, actor.tenantId, id, row);
  });
  return caseView(row);
}

export async function deleteTestCase(
  ctx: Context,
  actor: Actor,
  ids: { flowId: string; testCaseId: string },
): Promise<void> {
  const [id, caseId] = [found(parseId('flow', ids.flowId)), found(parseId('testcase', ids.testCaseId))];
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    found(await flowHead(tx, id));
    if (!(await store.deleteCase(tx, id, caseId))) throw new Refusal('request.not_found');
  });
}

export async function casesToRun(
  tx: Tx,
  flow: FlowWithDraft,
  only: Id<'testcase'> | undefined,
): Promise<store.CaseRow[]> {
  return (await store.casesOf(tx, flow.id)).filter(({ id }) => only === undefined || id === only);
}

/** Plays the kept runs on the draft and notes what became of them. */
export async function runCases(
  ctx: Context,
  tx: Tx,
  flow: FlowWithDraft,
  only?: Id<'testcase'>,
): Promise<store.CaseRow[]> {
  const cases = await casesToRun(tx, flow, only);
  if (cases.length === 0) return [];
  const play = await playOf(tx, flow.draft, await directoryOf(tx));
  const ran = cases.map((row) => {
    const problem = wrongTurn(flow.draft, { expected_path: row.expectedPath }, play(row));
    const lastResult = { passed: problem === null, at: ctx.clock.now().toISOString(), way: 'steps' as const, problem };
    return { ...row, lastResult };
  });
  for (const { id, lastResult } of ran) await store.saveResult(tx, id, lastResult);
  return ran;
}

export function caseView({ id, at, expectedPath, lastResult, ...row }: store.CaseRow): TestCase {
  return {
    ...row,
    id: formatId('testcase', id),
    at: at.toISOString(),
    expected_path: expectedPath,
    last_result: lastResult,
  };
}
