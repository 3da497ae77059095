import * as contract from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import { changeImport } from './actions/change.ts';
import { createImport, mustBeginAsText } from './actions/create.ts';
import * as imports from './actions/imports.ts';
import { problemRows } from './actions/problems.ts';
import { changeRows, listRows } from './actions/rows.ts';
import type { ImportContext } from './actions/run.ts';
import * as start from './actions/start.ts';

export const importRoutes = (ctx: ImportContext): BoundRoute[] => [
  on(
    contract.createContactImport,
    (actor, { body }, { upload }) => createImport(ctx, actor, { file: upload, text: body.text, name: body.name }),
    mustBeginAsText,
  ),
  on(contract.listContactImports, (actor, { query }) => imports.listImports(ctx, actor, query)),
  on(contract.getContactImport, (actor, { params }) => imports.getImport(ctx, actor, params.import_id)),
  on(contract.getContactImportProgress, (actor, { params }) => imports.getProgress(ctx, actor, params.import_id)),
  on(contract.changeContactImport, (actor, { params, body }) => changeImport(ctx, actor, params.import_id, body)),
  on(contract.checkContactImport, (actor, { params }) => start.checkImport(ctx, actor, params.import_id)),
  on(contract.listContactImportRows, (actor, { params, query }) => listRows(ctx, actor, params.import_id, query)),
  on(contract.changeContactImportRows, (actor, { params, body }) =>
    changeRows(ctx, actor, params.import_id, body.rows),
  ),
  on(contract.runContactImport, (actor, { params }) => start.runImport(ctx, actor, params.import_id)),
  on(contract.cancelContactImport, (actor, { params }) => start.cancelImport(ctx, actor, params.import_id)),
  on(contract.undoContactImport, (actor, { params }) => start.undoImport(ctx, actor, params.import_id)),
  on(contract.getContactImportProblems, async (actor, { params }, { reply }) => {
    const { name, csv } = await problemRows(ctx, actor, params.import_id);
    const file = `${name.replace(/[^\w -]/g, '_')} problems.csv`;
    reply.header('content-disposition', `attachment; filename="${file}"`);
    return reply.type('text/csv; charset=utf-8').send(csv);
  }),
  on(contract.deleteContactImport, async (actor, { params }) => {
    await imports.removeImport(ctx, actor, params.import_id);
    return undefined;
  }),
];
