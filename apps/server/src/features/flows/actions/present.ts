import type { Flow, FlowSummary, FlowVersion } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import { allNumbers } from '#features/numbers';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { problemsOf, type Who } from '../flow.ts';
import { maySeeAll } from '../sight.ts';
import type { FlowRow, FlowWithDraft } from '../store/flows.ts';
import { publishedById, usesOf, type VersionRow, versionsById } from '../store/versions.ts';
import { directoryOf } from './directory.ts';

export function whoOf(actor: Actor): Who | null {
  if (actor.kind === 'person') return { id: formatId('person', actor.personId), name: actor.name };
  return actor.kind === 'key' ? { id: formatId('key', actor.keyId), name: actor.name } : null;
}

export async function presentFlows(tx: Tx, flows: readonly FlowRow[]): Promise<FlowSummary[]> {
  const leading = Map.groupBy(await numbersWithFlows(tx), ({ flowId }) => flowId);
  const live = await versionsById(
    tx,
    flows.flatMap(({ liveVersionId }) => liveVersionId ?? []),
  );
  const uses = await usesOf(
    tx,
    flows.map(({ id }) => id),
  );
  return flows.map((flow) => {
    const id = formatId('flow', flow.id);
    const version = flow.liveVersionId ? live.get(flow.liveVersionId) : undefined;
    const numbers = leading.get(id) ?? [];
    const used = uses.get(flow.id);
    return {
      id,
      name: flow.name,
      description: flow.description,
      live_version: version ? versionView(version, flow.liveVersionId) : null,
      has_unpublished_changes: flow.liveRevision !== flow.revision,
      numbers: numbers.map(({ phoneNumber }) => phoneNumber),
      total_calls: used?.calls ?? 0,
      last_used_at: used?.lastAt?.toISOString() ?? null,
      created_at: flow.createdAt.toISOString(),
      changed_at: flow.changedAt.toISOString(),
      version: version?.number ?? 0,
      is_active: version !== undefined,
      created_by: flow.createdBy,
      phone_number_id: numbers[0]?.numberId ?? null,
    };
  });
}

export async function presentFlow(tx: Tx, actor: Actor, flow: FlowWithDraft): Promise<Flow> {
  const live = flow.liveVersionId ? await publishedById(tx, flow.id, flow.liveVersionId) : undefined;
  const [summary] = await presentFlows(tx, [flow]);
  const seesAll = maySeeAll(actor);
  if (!summary) throw new Error('One flow gives one summary.');
  return {
    ...summary,
    draft: flow.draft,
    revision: flow.revision,
    draft_saved_by: flow.draftSavedBy,
    problems: problemsOf(flow.draft, {
      flowId: formatId('flow', flow.id),
      ...(seesAll && { directory: await directoryOf(tx) }),
    }),
    flow_definition: live?.graph ?? flow.draft,
    // Numbers of people and greetings stand in it.
    twiml_cache: (seesAll && live?.twimlCache) || null,
  };
}

export function versionView(version: VersionRow, liveVersionId: Id<'version'> | null): FlowVersion {
  return {
    id: formatId('version', version.id),
    flow_id: formatId('flow', version.flowId),
    number: version.number,
    note: version.note,
    published_by: version.publishedBy,
    published_at: version.publishedAt.toISOString(),
    is_live: version.id === liveVersionId,
    total_calls: version.totalCalls,
  };
}

/** Numbers that lead to flows; ids as they stand in JSON. */
export async function numbersWithFlows(
  tx: Tx,
): Promise<{ flowId: string; phoneNumber: string; label: string; numberId: string }[]> {
  return (await allNumbers(tx)).flatMap(({ id, phoneNumber, label, route }) =>
    route.kind === 'flow' ? [{ flowId: route.flow_id, phoneNumber, label, numberId: formatId('number', id) }] : [],
  );
}
