import type { CallerAct, TestCase } from '@offhook/contract';
import { parseId } from '@offhook/kit';
import type { CallerStep } from '#providers/handset';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import { sideBySide } from '#runtime/side-by-side';
import type { Context } from '../../../context.ts';
import { wrongTurn } from '../flow.ts';
import { flowById } from '../store/flows.ts';
import * as store from '../store/test-cases.ts';
import { callFlow } from './test-call.ts';
import { casesToRun, caseView, runCases } from './test-cases.ts';

/** Where a call came through, as whoever follows calls knows it. */
export type PathOf = (tx: Tx, sid: string) => Promise<{ path: string[]; isOver: boolean }>;

const lookEveryMs = 500;
/** Of the carrier's time: a call that lasts longer is judged by where it came by then. */
const longestCallMs = 90_000;
const callsAtOnce = 8;

export async function runTestCases(
  ctx: Context,
  actor: Actor,
  flowId: string,
  { way, test_case_id }: { way: 'steps' | 'emulator'; test_case_id?: string | undefined },
  pathOf: PathOf,
): Promise<TestCase[]> {
  const id = found(parseId('flow', flowId));
  const only = test_case_id === undefined ? undefined : found(parseId('testcase', test_case_id));
  const ran = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const flow = found(await flowById(tx, id));
    return way === 'steps' ? runCases(ctx, tx, flow, only) : casesToRun(tx, flow, only);
  });
  if (only && ran.length === 0) throw new Refusal('request.not_found');
  return (way === 'steps' ? ran : await callCases(ctx, actor, { flowId, cases: ran }, pathOf)).map(caseView);
}

/**
 * Runs kept cases as calls through the emulator, on the draft: the caller listens until it is quiet, then does the next
 * thing. It is the time that it is; whoever is dialled and whatever is asked answers for itself.
 */
async function callCases(
  ctx: Context,
  actor: Actor,
  { flowId, cases }: { flowId: string; cases: readonly store.CaseRow[] },
  pathOf: PathOf,
): Promise<store.CaseRow[]> {
  const id = found(parseId('flow', flowId));
  const ran = new Map<string, store.CaseRow>();
  await sideBySide(cases, callsAtOnce, async (row) => {
    const wish = { which: 'draft' as const, from: row.caller, does: row.acts.flatMap(stepsOf) };
    const { call_sid: sid } = await callFlow(ctx, actor, flowId, wish);
    const visited = await pathWhenOver(ctx, actor, sid, pathOf);
    const lastResult = await ctx.db.asTenant(actor.tenantId, async (tx) => {
      const { draft } = found(await flowById(tx, id));
      const problem = wrongTurn(draft, { expected_path: row.expectedPath }, { visited });
      const result = { passed: problem === null, at: ctx.clock.now().toISOString(), way: 'emulator' as const, problem };
      await store.saveResult(tx, row.id, result);
      return result;
    });
    ran.set(row.id, { ...row, lastResult });
  });
  return cases.map((row) => ran.get(row.id) ?? row);
}

async function pathWhenOver(ctx: Context, actor: Actor, sid: string, pathOf: PathOf): Promise<string[]> {
  for (let waitedMs = 0; ; waitedMs += lookEveryMs) {
    const { path, isOver } = await ctx.db.asTenant(actor.tenantId, (tx) => pathOf(tx, sid));
    if (isOver || waitedMs >= longestCallMs) return path;
    await ctx.clock.sleep(lookEveryMs);
  }
}

function stepsOf(act: CallerAct): CallerStep[] {
  const listen = { do: 'listen' as const, quietSeconds: 1, atMostSeconds: 60 };
  switch (act.do) {
    case 'press':
      return [listen, { do: 'press', digits: act.digits }];
    case 'speak':
      return [listen, { do: 'say', text: act.text }];
    case 'leave-message':
      return [listen, ...(act.seconds > 0 ? [{ do: 'say' as const, text: { seconds: act.seconds } }] : [])];
    case 'wait':
      return [listen, { do: 'wait', seconds: 5 }];
    case 'hang-up':
      return [listen, { do: 'hang-up' }];
    // Whoever is dialled, and whatever is asked, answers for itself.
    case 'dialled':
    case 'fetched':
      return [];
  }
}
