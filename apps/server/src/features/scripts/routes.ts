import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { changeScript, createScript, deleteScript, getScript, listScripts } from './actions/edit-scripts.ts';
import { previewScript } from './actions/preview-script.ts';

export const scriptRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.createScript, (actor, { body }) => createScript(ctx, actor, body)),
  on(contract.listScripts, (actor, { query }) => listScripts(ctx, actor, query)),
  on(contract.previewScript, (actor, { body }) => previewScript(ctx, actor, body)),
  on(contract.getScript, (actor, { params }) => getScript(ctx, actor, params.script_id)),
  on(contract.changeScript, (actor, { params, body }) => changeScript(ctx, actor, params.script_id, body)),
  on(contract.deleteScript, async (actor, { params }) => {
    await deleteScript(ctx, actor, params.script_id);
    return undefined;
  }),
];
