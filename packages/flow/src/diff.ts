import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts';

export interface ChangedField {
  /** `name`, `type`, or a field of the data such as `options.1`. */
  field: string;
  /** Undefined where there was none. */
  before: unknown;
  after: unknown;
}

export interface FlowDiff {
  added: readonly FlowNode[];
  removed: readonly FlowNode[];
  changed: readonly { nodeId: string; name: string; fields: readonly ChangedField[] }[];
  edges: { added: readonly FlowEdge[]; removed: readonly FlowEdge[] };
  /** Ids of nodes that only stand elsewhere. */
  moved: readonly string[];
}

export function diffFlows(_before: FlowGraph, _after: FlowGraph): FlowDiff {
  return { added: [], removed: [], changed: [], edges: { added: [], removed: [] }, moved: [] };
}

export function diffWords(_diff: FlowDiff): string[] {
  return [];
}
