import type { Directory, FlowGraph } from '@offhook/flow';
import { textIn } from '../node-data.ts';

export interface OtherFlow {
  flowId: string;
  versionId: string;
}

/** The live versions that a call can come to from a graph, as far as their own graphs are known. */
export function flowsReached(
  graph: FlowGraph,
  directory: Directory,
  graphOf: (versionId: string) => FlowGraph | undefined,
): OtherFlow[] {
  const found = new Map<string, OtherFlow>();
  const waiting = [graph];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const { type, data } of next.nodes) {
      const flowId = type === 'go-to-flow' ? textIn(data, 'flow_id') : '';
      const versionId = directory.flows[flowId]?.live_version_id;
      if (!versionId || found.has(versionId)) continue;
      found.set(versionId, { flowId, versionId });
      const other = graphOf(versionId);
      if (other) waiting.push(other);
    }
  }
  return [...found.values()];
}
