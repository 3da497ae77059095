import type { FlowGraph } from '@offhook/flow/shapes';
import { formatId, type Id, parseId } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import type { Who } from '../flow.ts';

export interface VersionRow {
  id: Id<'version'>;
  flowId: Id<'flow'>;
  number: number;
  note: string;
  publishedBy: Who | null;
  publishedAt: Date;
  twimlCache: string | null;
  totalCalls: number;
  lastUsedAt: Date | null;
}

const columns = [
  'id',
  'flow_id as flowId',
  'number',
  'note',
  'published_by as publishedBy',
  'published_at as publishedAt',
  'twiml_cache as twimlCache',
  'total_calls as totalCalls',
  'last_used_at as lastUsedAt',
] as const;

const published = (tx: Tx, flowId: Id<'flow'>) =>
  tx.selectFrom('flow_versions').where('flow_id', '=', flowId).where('kind', '=', 'published');

/** The graph of a version, whether of a draft that is tried, an older one, or of a deleted flow: calls are still in it. */
export async function versionGraph(tx: Tx, versionId: string): Promise<FlowGraph | undefined> {
  const id = parseId('version', versionId);
  if (!id) return undefined;
  const row = await tx.selectFrom('flow_versions').select('graph').where('id', '=', id).executeTakeFirst();
  return row?.graph;
}

/** The id, as it stands in JSON, of the version that new calls begin with. */
export async function liveVersionOf(tx: Tx, flowId: string): Promise<string | undefined> {
  const id = parseId('flow', flowId);
  if (!id) return undefined;
  const row = await tx
    .selectFrom('flows')
    .select('live_version_id as live')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.live ? formatId('version', row.live) : undefined;
}

/** What is live now, by the id of the flow as it stands in JSON. */
export async function liveGraphs(tx: Tx): Promise<Map<string, FlowGraph>> {
  const rows = await tx
    .selectFrom('flows')
    .innerJoin('flow_versions', (join) =>
      join
        .onRef('flow_versions.tenant_id', '=', 'flows.tenant_id')
        .onRef('flow_versions.id', '=', 'flows.live_version_id'),
    )
    .select(['flows.id', 'flow_versions.graph'])
    .where('flows.deleted_at', 'is', null)
    .execute();
  return new Map(rows.map(({ id, graph }) => [formatId('flow', id), graph]));
}

export async function publishedById(
  tx: Tx,
  flowId: Id<'flow'>,
  id: Id<'version'>,
): Promise<(VersionRow & { graph: FlowGraph; startNode: string }) | undefined> {
  return published(tx, flowId)
    .select([...columns, 'graph', 'start_node as startNode'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listPublished(
  tx: Tx,
  flowId: Id<'flow'>,
  before: Id<'version'> | undefined,
  limit: number,
): Promise<VersionRow[]> {
  let query = published(tx, flowId).select(columns).orderBy('id', 'desc').limit(limit);
  if (before) query = query.where('id', '<', before);
  return query.execute();
}

export async function versionsById(tx: Tx, ids: readonly Id<'version'>[]): Promise<Map<string, VersionRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('flow_versions').select(columns).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Calls of all published versions, and when the last of them came. */
export async function usesOf(
  tx: Tx,
  flowIds: readonly Id<'flow'>[],
): Promise<Map<string, { calls: number; lastAt: Date | null }>> {
  if (flowIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('flow_versions')
    .select(({ fn }) => [
      'flow_id as id',
      fn.sum<number>('total_calls').as('calls'),
      fn.max('last_used_at').as('lastAt'),
    ])
    .where('flow_id', 'in', flowIds)
    .where('kind', '=', 'published')
    .groupBy('flow_id')
    .execute();
  // sum() of bigint is numeric, which arrives as text.
  return new Map(rows.map(({ id, calls, lastAt }) => [id, { calls: Number(calls), lastAt }]));
}

/** The flow is locked by whoever publishes it. */
export async function nextNumber(tx: Tx, flowId: Id<'flow'>): Promise<number> {
  const row = await published(tx, flowId)
    .select(({ fn }) => fn.max('number').as('last'))
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}

export interface NewVersion extends Omit<VersionRow, 'totalCalls' | 'lastUsedAt'> {
  name: string;
  graph: FlowGraph;
  startNode: string;
  revision: number;
}

export async function insertPublished(tx: Tx, tenantId: Id<'workspace'>, version: NewVersion): Promise<void> {
  await tx
    .insertInto('flow_versions')
    .values(valuesOf(tenantId, 'published', version))
    .execute();
}

/** The version of a draft that somebody calls; of the same draft it is the same again, and used at this time. */
export async function keepTestVersion(tx: Tx, tenantId: Id<'workspace'>, version: NewVersion): Promise<Id<'version'>> {
  const { id } = await tx
    .insertInto('flow_versions')
    .values(valuesOf(tenantId, 'test', version))
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'flow_id', 'revision'])
        .where('kind', '=', 'test')
        .doUpdateSet({ published_at: version.publishedAt }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function valuesOf(tenantId: Id<'workspace'>, kind: 'published' | 'test', version: NewVersion) {
  return {
    tenant_id: tenantId,
    kind,
    id: version.id,
    flow_id: version.flowId,
    number: version.number,
    name: version.name,
    graph: JSON.stringify(version.graph),
    start_node: version.startNode,
    revision: version.revision,
    note: version.note,
    published_by: version.publishedBy && JSON.stringify(version.publishedBy),
    published_at: version.publishedAt,
    twiml_cache: version.twimlCache,
  };
}
