import type { FlowProblem } from '@offhook/flow';

const none: readonly FlowProblem[] = [];
const byNode = new WeakMap<readonly FlowProblem[], ReadonlyMap<string | null, readonly FlowProblem[]>>();

/** The problems of one node: the same list as long as the problems are the same, and sorted once for all nodes. */
export function problemsOfNode(problems: readonly FlowProblem[], nodeId: string): readonly FlowProblem[] {
  const sorted = byNode.get(problems) ?? Map.groupBy(problems, (problem) => problem.nodeId);
  byNode.set(problems, sorted);
  return sorted.get(nodeId) ?? none;
}
