import { z } from 'zod';

/** A node as the builder draws it: what it is, and the words or addresses that its kind asks for. */
export const FlowNode = z.object({
  id: z.string().min(1).max(100),
  type: z.string().min(1).max(50),
  data: z.record(z.string(), z.unknown()).default({}),
});
export type FlowNode = z.infer<typeof FlowNode>;

/** A way from one node to another. `label` names the exit that it leaves by; without one it is the exit `next`. */
export const FlowEdge = z.object({
  id: z.string().min(1).max(100),
  source: z.string(),
  target: z.string(),
  label: z.string().min(1).max(50).optional(),
});
export type FlowEdge = z.infer<typeof FlowEdge>;

/** A call flow: nodes and the edges between them, in the shape that S2 documents as `flow_definition`. */
export const FlowGraph = z.object({
  nodes: z.array(FlowNode).max(500),
  edges: z.array(FlowEdge).max(2000),
});
export type FlowGraph = z.infer<typeof FlowGraph>;

/** The exit of nodes that have only one. */
export const nextExit = 'next';

export function exitOf(edge: FlowEdge): string {
  return edge.label ?? nextExit;
}
