import { z } from 'zod';

/** A node as the builder draws it: what it is, and the words or addresses that its kind asks for. */
export const FlowNode = z.object({
  id: z.string().min(1).max(100),
  type: z.string().min(1).max(50),
  name: z.string().trim().min(1).max(80).optional().meta({ description: 'As people call it' }),
  position: z.object({ x: z.number(), y: z.number() }).optional(),
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

export const mostNodes = 1000;

/** A call flow: nodes and the edges between them, in the shape that S2 documents as `flow_definition`. */
export const FlowGraph = z.object({
  nodes: z.array(FlowNode).max(mostNodes),
  edges: z.array(FlowEdge).max(4 * mostNodes),
});
export type FlowGraph = z.infer<typeof FlowGraph>;

/** The exit of nodes that have only one, and of every exit that has no edge of its own. */
export const nextExit = 'next';

export function exitOf(edge: FlowEdge): string {
  return edge.label ?? nextExit;
}
