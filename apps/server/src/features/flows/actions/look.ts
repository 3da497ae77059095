import type { FlowAnalytics, FlowProblem, FlowTemplate } from '@offhook/contract';
import { instantiate, templates } from '@offhook/flow';
import type { Directory } from '@offhook/flow/shapes';
import { formatId, parseId } from '@offhook/kit';
import { namesOfPeople } from '#features/people';
import type { Actor } from '#runtime/actor';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { analyticsOf, mustBeGraph, problemsOf } from '../flow.ts';
import { directoryFor, maySeeAll } from '../sight.ts';
import { countsOf } from '../store/counts.ts';
import { flowHead } from '../store/flows.ts';
import { forgetPresent, notePresent, presentIn } from '../store/presence.ts';
import { publishedById } from '../store/versions.ts';
import { directoryOf } from './directory.ts';

export async function getDirectory(ctx: Context, actor: Actor): Promise<Directory> {
  return directoryFor(actor, await ctx.db.asTenant(actor.tenantId, directoryOf));
}

export async function checkGraph(ctx: Context, actor: Actor, given: unknown): Promise<FlowProblem[]> {
  const graph = mustBeGraph(given);
  // Who only looks could ask by graphs what the directory does not tell them.
  return problemsOf(graph, maySeeAll(actor) ? { directory: await getDirectory(ctx, actor) } : {});
}

export async function listTemplates(ctx: Context, actor: Actor): Promise<FlowTemplate[]> {
  const directory = await getDirectory(ctx, actor);
  return templates.map((template) => {
    const { id, name, description } = template;
    return { id, name, description, flow_definition: instantiate(template, directory) };
  });
}

/** Pages tell of themselves every ten seconds. */
const forgottenAfterMs = 30_000;

interface Presence {
  people: { id: string; name: string; is_editing: boolean; seen_at: string }[];
  revision: number;
}

/** Notes that somebody has the flow open, and tells who else has. A key is nobody, and only hears. */
export async function notePresence(ctx: Context, actor: Actor, flowId: string, isEditing: boolean): Promise<Presence> {
  const id = found(parseId('flow', flowId));
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - forgottenAfterMs);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { revision } = found(await flowHead(tx, id));
    const own = actor.kind === 'person' ? actor.personId : undefined;
    if (own) await notePresent(tx, actor.tenantId, id, { personId: own, isEditing, seenAt: now });
    await forgetPresent(tx, id, since);
    const others = (await presentIn(tx, id)).filter(({ personId }) => personId !== own);
    const names = await namesOfPeople(
      tx,
      others.map(({ personId }) => personId),
    );
    const people = others.map((each) => ({
      id: formatId('person', each.personId),
      name: names.get(each.personId) ?? '',
      is_editing: each.isEditing,
      seen_at: each.seenAt.toISOString(),
    }));
    return { people, revision };
  });
}

const dayMs = 86_400_000;

export async function flowAnalytics(
  ctx: Context,
  actor: Actor,
  flowId: string,
  { version_id, days }: { version_id?: string | undefined; days: number },
): Promise<FlowAnalytics> {
  const id = found(parseId('flow', flowId));
  const asked = version_id === undefined ? undefined : found(parseId('version', version_id));
  const since = new Date(ctx.clock.nowMs() - (days - 1) * dayMs);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { liveVersionId } = found(await flowHead(tx, id));
    if (!asked && !liveVersionId) return { calls: 0, nodes: [] };
    const versionId = asked ?? found(liveVersionId);
    const { startNode, graph } = found(await publishedById(tx, id, versionId));
    return analyticsOf(startNode, await countsOf(tx, versionId, since), graph);
  });
}
