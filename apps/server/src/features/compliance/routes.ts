import * as contract from '@offhook/contract';
import { Answer, type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { checkCall, decisionOfCall } from './actions/check.ts';
import { listConsents, recordConsent, revokeConsent } from './actions/consents.ts';
import { cancelImport, getImport, listImports, mustLookLikeText, startImport } from './actions/imports.ts';
import { changeLimits, getLimits } from './actions/limits.ts';
import { changeList, createList, deleteList, listLists } from './actions/lists.ts';
import { changeRule, freezeArea, liftFreeze, listRules, resetRule } from './actions/rules.ts';
import { addSuppressions, checkSuppression, listSuppressions, removeSuppression } from './actions/suppressions.ts';

export const complianceRoutes = (ctx: Context): BoundRoute[] => [
  ...ruleRoutes(ctx),
  ...suppressionRoutes(ctx),
  on(contract.listConsents, async (actor, { query }) => ({ items: await listConsents(ctx, actor, query) })),
  on(contract.recordConsent, (actor, { body }) => recordConsent(ctx, actor, body)),
  on(contract.revokeConsent, (actor, { params, body }) => revokeConsent(ctx, actor, params.consent_id, body)),
];

const ruleRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.listRules, (actor) => listRules(ctx, actor)),
  on(contract.changeRule, (actor, { params, body }) => changeRule(ctx, actor, params.rule_id, body)),
  on(contract.resetRule, (actor, { params, query }) => resetRule(ctx, actor, params.rule_id, query.reason)),
  on(contract.freezeArea, (actor, { params, body }) => freezeArea(ctx, actor, params.jurisdiction, body)),
  on(contract.liftFreeze, async (actor, { params, query }) => {
    await liftFreeze(ctx, actor, params.jurisdiction, query.reason);
    return undefined;
  }),
  on(contract.getLimits, (actor) => getLimits(ctx, actor)),
  on(contract.changeLimits, (actor, { body }) => changeLimits(ctx, actor, body)),
  on(contract.checkCall, (actor, { body }) => checkCall(ctx, actor, body)),
  on(contract.getCallDecision, (actor, { params }) => decisionOfCall(ctx, actor, params.call_id)),
];

const suppressionRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.listSuppressionLists, async (actor) => ({ items: await listLists(ctx, actor) })),
  on(contract.createSuppressionList, (actor, { body }) => createList(ctx, actor, body)),
  on(contract.changeSuppressionList, (actor, { params, body }) => changeList(ctx, actor, params.list_id, body)),
  on(contract.deleteSuppressionList, async (actor, { params, query }) => {
    await deleteList(ctx, actor, params.list_id, query.reason);
    return undefined;
  }),
  on(contract.listSuppressions, (actor, { query }) => listSuppressions(ctx, actor, query)),
  on(contract.addSuppressions, (actor, { body }) => addSuppressions(ctx, actor, body)),
  on(contract.checkSuppression, (actor, { body }) => checkSuppression(ctx, actor, body.phone_number)),
  on(contract.removeSuppression, (actor, { body }) => removeSuppression(ctx, actor, body)),
  on(
    contract.importSuppressions,
    async (actor, { body }, { upload }) => new Answer(202, await startImport(ctx, actor, body, upload)),
    mustLookLikeText,
  ),
  on(contract.listSuppressionImports, async (actor) => ({ items: await listImports(ctx, actor) })),
  on(contract.getSuppressionImport, (actor, { params }) => getImport(ctx, actor, params.upload_id)),
  on(contract.cancelSuppressionImport, (actor, { params }) => cancelImport(ctx, actor, params.upload_id)),
];
