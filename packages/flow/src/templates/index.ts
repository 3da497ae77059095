import type { Directory } from '../directory-shapes.ts';
import type { FlowGraph } from '../graph.ts';
import type { FlowTemplate } from './template.ts';

export type { FlowTemplate } from './template.ts';

export const templates: readonly FlowTemplate[] = [];

export function instantiate({ graph }: FlowTemplate, _directory: Directory): FlowGraph {
  return graph;
}
