import type { FlowVersion } from '@offhook/contract';
import type { Directory, FlowGraph } from '@offhook/flow/shapes';
import { formatId, type Id, type IdKind, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { holdPrompts } from '#features/prompts';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type CheckedAround, mustBeSound, referencesIn, startOf } from '../flow.ts';
import { type FlowWithDraft, flowById, holdFlows, lockFlow, makeLive } from '../store/flows.ts';
import { insertPublished, liveGraphs, type NewVersion, nextNumber, publishedById } from '../store/versions.ts';
import { directoryOf } from './directory.ts';
import { playOf } from './play.ts';
import { versionView, whoOf } from './present.ts';
import { conflictWith } from './save-draft.ts';
import { runCases } from './test-cases.ts';

interface Wish {
  /** That the person has seen. */
  revision: number;
  note: string;
}

export async function publishFlow(ctx: Context, actor: Actor, flowId: string, wish: Wish): Promise<FlowVersion> {
  const id = found(parseId('flow', flowId));
  await proveDraft(ctx, actor, id, wish);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const flow = found(await lockFlow(tx, id));
    mustBeSeen(flow, wish);
    // Twice the same, as after an answer that got lost.
    if (flow.liveVersionId && flow.liveRevision === wish.revision) return liveVersion(tx, id, flow.liveVersionId);
    const refers = referencesIn(flow.draft);
    // Until it is published none of them can be deleted: what is then read is what holds.
    await holdFlows(tx, idsIn(refers, 'flow'));
    await holdPrompts(tx, idsIn(refers, 'media'));
    const directory = await directoryOf(tx);
    mustBeSound(flow.draft, await aroundFlow(tx, id, directory));
    const number = await nextNumber(tx, id);
    const version = { ...(await newVersion(ctx, tx, actor, flow, directory)), number, note: wish.note };
    await insertPublished(tx, actor.tenantId, version);
    const at = version.publishedAt;
    await makeLive(tx, id, { versionId: version.id, revision: flow.revision, refers, at });
    const ids = { flow_id: formatId('flow', id), version_id: formatId('version', version.id) };
    await note(ctx, tx, actor, 'flows.published', ids.flow_id, { number, note: wish.note });
    await ctx.outbox.publish(tx, actor.tenantId, { type: 'flow.published', ...ids });
    return versionView({ ...version, totalCalls: 0, lastUsedAt: null }, version.id);
  });
}

async function aroundFlow(tx: Tx, id: Id<'flow'>, directory: Directory): Promise<CheckedAround> {
  const graphs = await liveGraphs(tx);
  return { directory, flowId: formatId('flow', id), liveGraphOf: (flowId) => graphs.get(flowId) };
}

async function liveVersion(tx: Tx, id: Id<'flow'>, versionId: Id<'version'>): Promise<FlowVersion> {
  return versionView(found(await publishedById(tx, id, versionId)), versionId);
}

/** In a transaction of its own, so that what became of the test cases is kept also when the flow is refused. */
async function proveDraft(ctx: Context, actor: Actor, id: Id<'flow'>, wish: Wish): Promise<void> {
  const ran = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const flow = found(await flowById(tx, id));
    mustBeSeen(flow, wish);
    mustBeSound(flow.draft, await aroundFlow(tx, id, await directoryOf(tx)));
    return runCases(ctx, tx, flow);
  });
  const failed = ran.find(({ lastResult }) => lastResult?.passed === false);
  if (!failed) return;
  const { name, lastResult } = failed;
  const test_case_id = formatId('testcase', failed.id);
  throw new Refusal('flows.test_case_fails', { name, problem: lastResult?.problem, test_case_id });
}

function mustBeSeen(flow: FlowWithDraft, { revision }: Wish): void {
  if (flow.revision !== revision) throw conflictWith(flow);
}

function idsIn<Kind extends IdKind>(references: readonly string[], kind: Kind): Id<Kind>[] {
  return references.flatMap((each) => (each.startsWith(`${kind}_`) ? (parseId(kind, each) ?? []) : []));
}

/** The draft as calls would find it; of a test version number and note stay empty. */
export async function newVersion(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  flow: FlowWithDraft,
  directory: Directory,
): Promise<NewVersion> {
  const at = ctx.clock.now();
  return {
    id: ctx.ids.next('version'),
    flowId: flow.id,
    number: 0,
    note: '',
    name: flow.name,
    graph: flow.draft,
    startNode: startOf(flow.draft),
    revision: flow.revision,
    publishedBy: whoOf(actor),
    publishedAt: at,
    twimlCache: await firstDocument(tx, flow.draft, directory, at),
  };
}

async function firstDocument(tx: Tx, graph: FlowGraph, directory: Directory, at: Date): Promise<string | null> {
  const play = await playOf(tx, graph, directory);
  return play({ at, caller: '', called: '', acts: [] }).steps[0]?.twiml ?? null;
}
