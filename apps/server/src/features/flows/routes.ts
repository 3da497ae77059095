import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { type PathOf, runTestCases } from './actions/call-cases.ts';
import { changeFlow, createFlow, deleteFlow, duplicateFlow, getFlow, listFlows } from './actions/edit-flows.ts';
import { checkGraph, flowAnalytics, getDirectory, listTemplates, notePresence } from './actions/look.ts';
import { publishFlow } from './actions/publish.ts';
import { restoreVersion, saveDraft } from './actions/save-draft.ts';
import { callFlow } from './actions/test-call.ts';
import { deleteTestCase, keepTestCase, listTestCases } from './actions/test-cases.ts';
import { getVersion, listVersions } from './actions/versions.ts';

export const flowRoutes = (ctx: Context, pathOf: PathOf): BoundRoute[] => [
  ...editing(ctx),
  ...versions(ctx),
  ...trying(ctx, pathOf),
];

const editing = (ctx: Context): BoundRoute[] => [
  on(contract.listFlows, (actor, { query }) => listFlows(ctx, actor, query)),
  on(contract.createFlow, (actor, { body }) => createFlow(ctx, actor, body)),
  on(contract.checkGraph, async (actor, { body }) => ({
    problems: await checkGraph(ctx, actor, body.flow_definition),
  })),
  on(contract.listTemplates, async (actor) => ({ items: await listTemplates(ctx, actor) })),
  on(contract.getDirectory, (actor) => getDirectory(ctx, actor)),
  on(contract.getFlow, (actor, { params }) => getFlow(ctx, actor, params.flow_id)),
  on(contract.changeFlow, (actor, { params, body }) => changeFlow(ctx, actor, params.flow_id, body)),
  on(contract.deleteFlow, async (actor, { params }) => {
    await deleteFlow(ctx, actor, params.flow_id);
    return undefined;
  }),
  on(contract.saveDraft, (actor, { params, body }) => saveDraft(ctx, actor, params.flow_id, body)),
  on(contract.duplicateFlow, (actor, { params, body }) => duplicateFlow(ctx, actor, params.flow_id, body)),
  on(contract.notePresence, (actor, { params, body }) => notePresence(ctx, actor, params.flow_id, body.is_editing)),
];

const versions = (ctx: Context): BoundRoute[] => [
  on(contract.publishFlow, (actor, { params, body }) => publishFlow(ctx, actor, params.flow_id, body)),
  on(contract.listVersions, (actor, { params, query }) => listVersions(ctx, actor, params.flow_id, query)),
  on(contract.getVersion, (actor, { params }) => getVersion(ctx, actor, idsOf(params))),
  on(contract.restoreVersion, (actor, { params, body }) => restoreVersion(ctx, actor, idsOf(params), body)),
  on(contract.getFlowAnalytics, (actor, { params, query }) => flowAnalytics(ctx, actor, params.flow_id, query)),
];

const trying = (ctx: Context, pathOf: PathOf): BoundRoute[] => [
  on(contract.listTestCases, async (actor, { params }) => ({ items: await listTestCases(ctx, actor, params.flow_id) })),
  on(contract.keepTestCase, (actor, { params, body }) => keepTestCase(ctx, actor, params.flow_id, body)),
  on(contract.deleteTestCase, async (actor, { params }) => {
    await deleteTestCase(ctx, actor, { flowId: params.flow_id, testCaseId: params.test_case_id });
    return undefined;
  }),
  on(contract.runTestCases, async (actor, { params, body }) => ({
    items: await runTestCases(ctx, actor, params.flow_id, body, pathOf),
  })),
  on(contract.callFlow, (actor, { params, body }) => callFlow(ctx, actor, params.flow_id, body)),
];

const idsOf = (params: { flow_id: string; version_id: string }) => ({
  flowId: params.flow_id,
  versionId: params.version_id,
});
