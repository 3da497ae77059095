import type { Directory } from './directory-shapes.ts';
import type { FlowGraph } from './graph.ts';
import { kinds as allKinds, type Kinds } from './kinds.ts';
import type { FlowProblem } from './problem.ts';

export interface CheckGiven {
  /** Without it nothing is said about what the flow refers to. */
  directory?: Directory | undefined;
  kinds?: Kinds | undefined;
}

export function checkFlow(graph: FlowGraph, { kinds = allKinds }: CheckGiven = {}): FlowProblem[] {
  return graph.nodes
    .filter(({ type }) => !Object.hasOwn(kinds, type))
    .map(({ id }) => ({ nodeId: id, severity: 'error', code: 'unknown-kind', sentence: `There is no such kind.` }));
}
