import { type FlowGraph, nextExit } from '@offhook/flow';
import type { LitPath } from '../editor-store.ts';
import { edgeAt, exitsOfNode } from '../node-words.ts';
import type { TestRun } from './test-run.ts';

/** What a test call lights up in the drawing: of other flows nothing. */
export function litPath({ steps }: TestRun, graph: FlowGraph): LitPath {
  const passages = steps.flatMap(({ run }) => run?.path ?? []).filter(({ version }) => version === null);
  const session = steps.at(-1)?.run?.session;
  const edges = passages.flatMap(({ nodeId, exit }) => (exit === null ? [] : (edgeTaken(graph, nodeId, exit) ?? [])));
  return {
    active: session?.version === null ? session.at : null,
    visited: [...new Set(passages.map(({ nodeId }) => nodeId))],
    edges: [...new Set(edges)],
  };
}

/** As the call takes it: an exit without its own edge takes the one named instead, then `next`. */
function edgeTaken(graph: FlowGraph, nodeId: string, exit: string): string | undefined {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const instead = node && exitsOfNode(node).find(({ name }) => name === exit)?.instead;
  return (
    edgeAt(graph, nodeId, exit) ??
    (instead === undefined ? undefined : edgeAt(graph, nodeId, instead)) ??
    edgeAt(graph, nodeId, nextExit)
  )?.id;
}
