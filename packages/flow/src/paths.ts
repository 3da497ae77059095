import type { FlowGraph } from './graph.ts';
import type { FlowSession, Surroundings } from './node-kind.ts';
import type { SimulatedAct } from './simulate.ts';

/** One document of a path. */
export interface PathStep {
  nodeIds: readonly string[];
  /** The document as the carrier reads it, with symbolic addresses. */
  twiml: string;
  session: FlowSession;
}

export type PathEnd = 'ended' | 'message' | 'other-flow' | 'again' | 'failed';

/** One way through a flow. */
export interface FlowPath {
  acts: readonly SimulatedAct[];
  nodes: readonly string[];
  steps: readonly PathStep[];
  end: PathEnd;
}

export interface AllPaths {
  paths: readonly FlowPath[];
  /** False when there are more than `limit`. */
  complete: boolean;
}

export function pathsOf(_graph: FlowGraph, _given: { around: Surroundings; limit?: number }): AllPaths {
  return { paths: [], complete: true };
}
