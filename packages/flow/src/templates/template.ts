import type { FlowGraph } from '../graph.ts';

export interface FlowTemplate {
  id: string;
  name: string;
  description: string;
  graph: FlowGraph;
}
