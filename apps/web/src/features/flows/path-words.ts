import type { FlowGraph, PathEnd } from '@offhook/flow';

export const endWords: Record<PathEnd, { words: string; tone: 'neutral' | 'info' | 'danger' }> = {
  ended: { words: 'Ends', tone: 'neutral' },
  message: { words: 'Leaves a message', tone: 'info' },
  'other-flow': { words: 'Goes on in another flow', tone: 'neutral' },
  again: { words: 'Comes back to where it was', tone: 'neutral' },
  failed: { words: 'Cannot go on', tone: 'danger' },
};

/** The edges between nodes that follow each other. */
export function edgesAlong(nodes: readonly string[], graph: FlowGraph): string[] {
  const steps = new Set(nodes.slice(1).map((id, index) => JSON.stringify([nodes[index], id])));
  return graph.edges.filter(({ source, target }) => steps.has(JSON.stringify([source, target]))).map(({ id }) => id);
}
