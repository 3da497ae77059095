import type { createFlow as createRoute, Flow, FlowSummary, RouteInput } from '@offhook/contract';
import { instantiate, templates } from '@offhook/flow';
import type { FlowGraph } from '@offhook/flow/shapes';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import { cursorAfter, readCursor } from '#runtime/page';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { emptyGraph, mustBeGraph, referencesIn } from '../flow.ts';
import * as store from '../store/flows.ts';
import { directoryOf } from './directory.ts';
import { numbersWithFlows, presentFlow, presentFlows, whoOf } from './present.ts';

type FlowWish = RouteInput<typeof createRoute>['body'];

const nameTaken = (name: string) => new Refusal('flows.name_taken', { field: 'name', name });

export async function listFlows(
  ctx: Context,
  actor: Actor,
  query: { q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: FlowSummary[]; next_cursor: string | null }> {
  const after = readCursor('flow', query.cursor);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const rows = await store.listFlows(tx, { q: query.q || undefined, after, limit: query.limit + 1 });
    return cursorAfter('flow', await presentFlows(tx, rows), query.limit);
  });
}

export async function getFlow(ctx: Context, actor: Actor, flowId: string): Promise<Flow> {
  const id = found(parseId('flow', flowId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => presentFlow(tx, actor, found(await store.flowById(tx, id))));
}

export async function createFlow(ctx: Context, actor: Actor, wish: FlowWish): Promise<Flow> {
  const { name, description, template, flow_definition } = wish;
  if (template !== undefined && flow_definition !== undefined) throw new Refusal('flows.two_contents');
  const given = flow_definition === undefined ? undefined : mustBeGraph(flow_definition);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const draft = template === undefined ? (given ?? emptyGraph) : await fromTemplate(tx, template);
    return insert(ctx, tx, actor, { name, description, draft });
  });
}

async function fromTemplate(tx: Tx, name: string): Promise<FlowGraph> {
  const template = templates.find(({ id }) => id === name);
  if (template) return instantiate(template, await directoryOf(tx));
  const known = templates.map(({ id }) => id).join(', ');
  throw new Refusal('flows.no_template', { field: 'template', template: name, known });
}

/** The draft of the other, or what somebody has not been able to save there. */
export async function duplicateFlow(
  ctx: Context,
  actor: Actor,
  flowId: string,
  { name, flow_definition }: { name: string; flow_definition?: unknown },
): Promise<Flow> {
  const id = found(parseId('flow', flowId));
  const given = flow_definition === undefined ? undefined : mustBeGraph(flow_definition);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { description, draft } = found(await store.flowById(tx, id));
    return insert(ctx, tx, actor, { name, description, draft: given ?? draft });
  });
}

async function insert(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  { name, description, draft }: { name: string; description: string; draft: FlowGraph },
): Promise<Flow> {
  const id = ctx.ids.next('flow');
  const savedBy = whoOf(actor);
  const saved = { draft, refers: referencesIn(draft), revision: 1, savedBy, savedAt: ctx.clock.now() };
  const flow = { id, name, description, createdBy: savedBy?.id ?? null };
  await unlessTaken('flows_name', nameTaken(name), store.insertFlow(tx, actor.tenantId, flow, saved));
  await note(ctx, tx, actor, 'flows.created', formatId('flow', id), { name });
  return presentFlow(tx, actor, found(await store.flowById(tx, id)));
}

export async function changeFlow(
  ctx: Context,
  actor: Actor,
  flowId: string,
  change: { name?: string | undefined; description?: string | undefined },
): Promise<Flow> {
  const id = found(parseId('flow', flowId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const flow = found(await store.lockFlow(tx, id));
    const { name = flow.name, description = flow.description } = change;
    const changed = { name, description, at: ctx.clock.now() };
    await unlessTaken('flows_name', nameTaken(name), store.changeFlow(tx, id, changed));
    if (name !== flow.name) await note(ctx, tx, actor, 'flows.renamed', formatId('flow', id), { name });
    return presentFlow(tx, actor, { ...flow, name, description, changedAt: changed.at });
  });
}

/** Its versions stay: calls may still be in them. */
export async function deleteFlow(ctx: Context, actor: Actor, flowId: string): Promise<void> {
  const id = found(parseId('flow', flowId));
  const shown = formatId('flow', id);
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { name } = found(await store.lockToDelete(tx, id));
    const numbers = (await numbersWithFlows(tx)).filter((each) => each.flowId === shown);
    const flows = await store.flowsThatRefer(tx, shown);
    const uses = [
      ...numbers.map(({ label, phoneNumber }) => `the number ${label || phoneNumber}`),
      ...flows.map((flow) => `the flow "${flow.name}"`),
    ];
    if (uses.length > 0) throw new Refusal('flows.in_use', { used_by: uses.join(', '), uses });
    await store.noteDeleted(tx, id, ctx.clock.now());
    await note(ctx, tx, actor, 'flows.deleted', shown, { name });
  });
}
