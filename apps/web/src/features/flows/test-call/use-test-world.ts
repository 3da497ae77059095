import type { FlowGraph } from '@offhook/flow';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEditor } from '../editor-store.ts';
import { versionQuery } from '../flow-queries.ts';
import { flowsReached } from './other-flows.ts';
import type { TestWorld } from './test-run.ts';

/** The open flow, and the flows that a call can go on to from it; those are fetched as they become known. */
export function useTestWorld(): TestWorld {
  const client = useQueryClient();
  const graph = useEditor((state) => state.graph);
  const directory = useEditor((state) => state.directory);
  const known = (versionId: string) => client.getQueryData(versionQuery('', versionId).queryKey)?.flow_definition;
  const reached = flowsReached(graph, directory, known);
  const versions = useQueries({ queries: reached.map(({ flowId, versionId }) => versionQuery(flowId, versionId)) });
  const others = new Map<string, FlowGraph>();
  for (const { data } of versions) if (data) others.set(data.id, data.flow_definition);
  return { graph, others, directory };
}
