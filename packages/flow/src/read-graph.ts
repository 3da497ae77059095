import { FlowGraph } from './graph.ts';
import type { FlowProblem } from './problem.ts';

export type ReadGraph = { graph: FlowGraph; problems?: undefined } | { graph?: undefined; problems: FlowProblem[] };

export function readGraph(given: unknown): ReadGraph {
  const read = FlowGraph.safeParse(given);
  if (read.success) return { graph: read.data };
  return { problems: [{ nodeId: null, severity: 'error', code: 'unreadable', sentence: 'This is no flow.' }] };
}

export function writeGraph(graph: FlowGraph): FlowGraph {
  return graph;
}
