import { isDeepStrictEqual } from 'node:util';
import type { Flow, FlowProblem } from '@offhook/contract';
import type { FlowGraph } from '@offhook/flow/shapes';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { mustBeGraph, problemsOf, referencesIn } from '../flow.ts';
import { type FlowWithDraft, lockFlow, saveDraft as store } from '../store/flows.ts';
import { publishedById } from '../store/versions.ts';
import { directoryOf } from './directory.ts';
import { presentFlow, whoOf } from './present.ts';

interface Base {
  base_revision: number;
  overwrite: boolean;
}

export async function saveDraft(
  ctx: Context,
  actor: Actor,
  flowId: string,
  wish: Base & { flow_definition?: unknown },
): Promise<{ revision: number; saved_at: string; problems: FlowProblem[] }> {
  const id = found(parseId('flow', flowId));
  const draft = mustBeGraph(wish.flow_definition);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const flow = await put(ctx, tx, actor, { flow: found(await lockFlow(tx, id)), draft, base: wish });
    const problems = problemsOf(draft, { directory: await directoryOf(tx), flowId: formatId('flow', id) });
    return { revision: flow.revision, saved_at: flow.draftSavedAt.toISOString(), problems };
  });
}

export async function restoreVersion(
  ctx: Context,
  actor: Actor,
  ids: { flowId: string; versionId: string },
  base: Base,
): Promise<Flow> {
  const [id, versionId] = [found(parseId('flow', ids.flowId)), found(parseId('version', ids.versionId))];
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const flow = found(await lockFlow(tx, id));
    const { graph, number } = found(await publishedById(tx, id, versionId));
    const restored = await put(ctx, tx, actor, { flow, draft: graph, base });
    await note(ctx, tx, actor, 'flows.restored', formatId('flow', id), { number });
    return presentFlow(tx, actor, restored);
  });
}

/** The flow is locked. The same draft once more, as after an answer that got lost, is no new revision. */
async function put(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  { flow, draft, base }: { flow: FlowWithDraft; draft: FlowGraph; base: Base },
): Promise<FlowWithDraft> {
  if (isDeepStrictEqual(flow.draft, draft)) return flow;
  if (flow.revision !== base.base_revision && !base.overwrite) throw conflictWith(flow);
  const [savedBy, savedAt, revision] = [whoOf(actor), ctx.clock.now(), flow.revision + 1];
  await store(tx, flow.id, { draft, refers: referencesIn(draft), revision, savedBy, savedAt });
  return { ...flow, draft, revision, draftSavedBy: savedBy, draftSavedAt: savedAt, changedAt: savedAt };
}

/** Who saved meanwhile, when, and what: so that the page can show the difference. */
export function conflictWith({ draft, draftSavedBy, draftSavedAt, revision }: FlowWithDraft): Refusal {
  return new Refusal('flows.conflict', {
    name: draftSavedBy?.name ?? 'Somebody',
    saved_by: draftSavedBy,
    saved_at: draftSavedAt.toISOString(),
    revision,
    flow_definition: draft,
  });
}
