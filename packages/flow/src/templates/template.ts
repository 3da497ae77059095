import type { FlowEdge, FlowGraph, FlowNode } from '../graph.ts';
import type { KindName } from '../kinds.ts';
import { laidOut } from './layout.ts';

/** A flow to begin with. */
export interface FlowTemplate {
  id: string;
  name: string;
  description: string;
  /** Whole but for what only a workspace can choose: who rings, and its opening hours. */
  graph: FlowGraph;
}

/** A node of a template, and by exit where calls go on. */
interface Drawn {
  type: KindName;
  name: string;
  data?: Record<string, unknown>;
  to?: Readonly<Record<string, string>>;
}

/** A template from its nodes by id; `next` is the exit of those that only go on. Positions are found. */
export function template(about: Omit<FlowTemplate, 'graph'>, drawn: Readonly<Record<string, Drawn>>): FlowTemplate {
  const nodes: FlowNode[] = Object.entries(drawn).map(([id, { type, name, data = {} }]) => ({ id, type, name, data }));
  const edges: FlowEdge[] = Object.entries(drawn).flatMap(([source, { to = {} }]) =>
    Object.entries(to).map(([exit, target]) => ({
      id: `${source}-${exit}`,
      source,
      target,
      ...(exit !== 'next' && { label: exit }),
    })),
  );
  return { ...about, graph: laidOut({ nodes, edges }) };
}
