import * as contract from '@offhook/contract';
import type { SettlePowers } from '#features/insights';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { changeCall, changeCalls, removeCall } from './actions/change.ts';
import { listContactActivity } from './actions/contact-activity.ts';
import { makeExports } from './actions/export-calls.ts';
import { listLog } from './actions/list-calls.ts';
import { deleteView, listViews, saveView } from './actions/views.ts';

export const workRoutes = (ctx: Context, powers: SettlePowers): BoundRoute[] => {
  const exportCalls = makeExports(ctx);
  return [
    on(contract.listCalls, (actor, { query }) => listLog(ctx, actor, query)),
    on(contract.exportCalls, async (actor, { query }, { reply }) => {
      const csv = await exportCalls(actor, query);
      const day = ctx.clock.now().toISOString().slice(0, 10);
      reply.header('content-disposition', `attachment; filename="calls-${day}.csv"`);
      return reply.type('text/csv; charset=utf-8').send(csv);
    }),
    on(contract.changeCall, (actor, { params, body }) => changeCall(ctx, actor, params.call_id, body)),
    on(contract.setDisposition, (actor, { params, body }) => changeCall(ctx, actor, params.call_id, body)),
    on(contract.changeCalls, (actor, { body }) => {
      const { call_ids: callIds, add_tags: addTags, remove_tags: removeTags, disposition } = body;
      return changeCalls(ctx, actor, { callIds, addTags, removeTags, disposition });
    }),
    on(contract.deleteCall, async (actor, { params }) => {
      await removeCall(ctx, powers, actor, params.call_id);
      return undefined;
    }),
    on(contract.listViews, (actor) => listViews(ctx, actor)),
    on(contract.saveView, (actor, { body }) => saveView(ctx, actor, body)),
    on(contract.deleteView, async (actor, { params }) => {
      await deleteView(ctx, actor, params.view_id);
      return undefined;
    }),
    on(contract.listContactActivity, (actor, { params, query }) =>
      listContactActivity(ctx, actor, params.contact_id, query),
    ),
  ];
};
