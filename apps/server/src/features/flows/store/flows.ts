import type { FlowGraph } from '@offhook/flow/shapes';
import { formatId, type Id } from '@offhook/kit';
import { sql } from 'kysely';
import type { Tx } from '#runtime/database/database';
import type { Who } from '../flow.ts';

export interface FlowRow {
  id: Id<'flow'>;
  name: string;
  description: string;
  revision: number;
  draftSavedBy: Who | null;
  draftSavedAt: Date;
  liveVersionId: Id<'version'> | null;
  liveRevision: number | null;
  createdBy: string | null;
  createdAt: Date;
  changedAt: Date;
}

export interface FlowWithDraft extends FlowRow {
  draft: FlowGraph;
}

const columns = [
  'id',
  'name',
  'description',
  'revision',
  'draft_saved_by as draftSavedBy',
  'draft_saved_at as draftSavedAt',
  'live_version_id as liveVersionId',
  'live_revision as liveRevision',
  'created_by as createdBy',
  'created_at as createdAt',
  'changed_at as changedAt',
] as const;

const kept = (tx: Tx) => tx.selectFrom('flows').where('deleted_at', 'is', null);

export async function flowById(tx: Tx, id: Id<'flow'>): Promise<FlowWithDraft | undefined> {
  return kept(tx)
    .select([...columns, 'draft'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Without the draft, which may be large. */
export async function flowHead(tx: Tx, id: Id<'flow'>): Promise<FlowRow | undefined> {
  return kept(tx).select(columns).where('id', '=', id).executeTakeFirst();
}

/** Until the transaction ends nobody else saves, publishes or deletes it. */
export async function lockFlow(tx: Tx, id: Id<'flow'>): Promise<FlowWithDraft | undefined> {
  return kept(tx)
    .select([...columns, 'draft'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Until the transaction ends nothing else begins to lead to it, either. */
export async function lockToDelete(tx: Tx, id: Id<'flow'>): Promise<FlowRow | undefined> {
  return kept(tx).select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Which of these there are; until the transaction ends none of them can be deleted. */
export async function holdFlows(tx: Tx, ids: readonly Id<'flow'>[]): Promise<Id<'flow'>[]> {
  if (ids.length === 0) return [];
  const rows = await kept(tx).select('id').where('id', 'in', ids).orderBy('id').forKeyShare().execute();
  return rows.map(({ id }) => id);
}

/** By name, after a flow that may be deleted by now. */
export async function listFlows(
  tx: Tx,
  { q, after, limit }: { q: string | undefined; after: Id<'flow'> | undefined; limit: number },
): Promise<FlowRow[]> {
  let query = kept(tx).select(columns).orderBy(sql`lower(name)`).orderBy('id').limit(limit);
  if (q) query = query.where('name', 'ilike', `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`);
  if (after) {
    query = query.where(
      sql<boolean>`(lower(name), id) > (select lower(f.name), f.id from flows f
        where f.tenant_id = current_tenant() and f.id = ${after})`,
    );
  }
  return query.execute();
}

export async function allFlows(
  tx: Tx,
): Promise<{ id: Id<'flow'>; name: string; liveVersionId: Id<'version'> | null }[]> {
  return kept(tx).select(['id', 'name', 'live_version_id as liveVersionId']).orderBy('id').execute();
}

export interface SavedDraft {
  draft: FlowGraph;
  refers: string[];
  revision: number;
  savedBy: Who | null;
  savedAt: Date;
}

const draftOf = ({ draft, refers, revision, savedBy, savedAt }: SavedDraft) => ({
  draft: JSON.stringify(draft),
  draft_refers: refers,
  revision,
  draft_saved_by: savedBy && JSON.stringify(savedBy),
  draft_saved_at: savedAt,
  changed_at: savedAt,
});

export async function insertFlow(
  tx: Tx,
  tenantId: Id<'workspace'>,
  flow: Pick<FlowRow, 'id' | 'name' | 'description' | 'createdBy'>,
  draft: SavedDraft,
): Promise<void> {
  const { id, name, description, createdBy } = flow;
  await tx
    .insertInto('flows')
    .values({
      tenant_id: tenantId,
      id,
      name,
      description,
      created_by: createdBy,
      created_at: draft.savedAt,
      ...draftOf(draft),
    })
    .execute();
}

export async function saveDraft(tx: Tx, id: Id<'flow'>, draft: SavedDraft): Promise<void> {
  await tx.updateTable('flows').set(draftOf(draft)).where('id', '=', id).execute();
}

export async function changeFlow(
  tx: Tx,
  id: Id<'flow'>,
  { name, description, at }: { name: string; description: string; at: Date },
): Promise<void> {
  await tx.updateTable('flows').set({ name, description, changed_at: at }).where('id', '=', id).execute();
}

export async function makeLive(
  tx: Tx,
  id: Id<'flow'>,
  live: { versionId: Id<'version'>; revision: number; refers: string[]; at: Date },
): Promise<void> {
  const { versionId, revision, refers, at } = live;
  await tx
    .updateTable('flows')
    .set({ live_version_id: versionId, live_revision: revision, live_refers: refers, changed_at: at })
    .where('id', '=', id)
    .execute();
}

export async function noteDeleted(tx: Tx, id: Id<'flow'>, at: Date): Promise<void> {
  await tx.updateTable('flows').set({ deleted_at: at }).where('id', '=', id).execute();
}

/** A flow that names something; the id as it stands in JSON. */
export interface ReferringFlow {
  id: string;
  name: string;
}

/** The flows whose draft or live version names this, which is an id as it stands in JSON, or a number. */
export async function flowsThatRefer(tx: Tx, reference: string): Promise<ReferringFlow[]> {
  const { rows } = await referring(tx, [reference]);
  return rows.map(({ id, name }) => ({ id: formatId('flow', id), name }));
}

/** Their names, for many at once. */
export async function flowsByReference(tx: Tx, references: readonly string[]): Promise<Map<string, string[]>> {
  if (references.length === 0) return new Map();
  const { rows } = await referring(tx, references);
  const groups = [...Map.groupBy(rows, ({ reference }) => reference)];
  return new Map(groups.map(([reference, flows]) => [reference, flows.map(({ name }) => name)]));
}

function referring(tx: Tx, references: readonly string[]) {
  return sql<{ reference: string; id: Id<'flow'>; name: string }>`
    select r.reference, f.id, f.name
    from flows f join unnest(${references}::text[]) as r (reference)
      on r.reference = any (f.draft_refers) or r.reference = any (f.live_refers)
    where f.tenant_id = current_tenant() and f.deleted_at is null
      -- A flow that goes to itself keeps nobody from anything.
      and r.reference <> 'flow_' || f.id
    order by lower(f.name)`.execute(tx);
}
