import type { FlowVersion } from '@offhook/contract';
import type { FlowGraph } from '@offhook/flow/shapes';
import { parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import { cursorAfter, readCursor } from '#runtime/page';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { flowHead } from '../store/flows.ts';
import * as store from '../store/versions.ts';
import { versionView } from './present.ts';

export async function listVersions(
  ctx: Context,
  actor: Actor,
  flowId: string,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: FlowVersion[]; next_cursor: string | null }> {
  const id = found(parseId('flow', flowId));
  const before = readCursor('version', query.cursor);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { liveVersionId } = found(await flowHead(tx, id));
    const rows = await store.listPublished(tx, id, before, query.limit + 1);
    return cursorAfter(
      'version',
      rows.map((row) => versionView(row, liveVersionId)),
      query.limit,
    );
  });
}

export async function getVersion(
  ctx: Context,
  actor: Actor,
  ids: { flowId: string; versionId: string },
): Promise<FlowVersion & { flow_definition: FlowGraph }> {
  const [id, versionId] = [found(parseId('flow', ids.flowId)), found(parseId('version', ids.versionId))];
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { liveVersionId } = found(await flowHead(tx, id));
    const version = found(await store.publishedById(tx, id, versionId));
    return { ...versionView(version, liveVersionId), flow_definition: version.graph };
  });
}
