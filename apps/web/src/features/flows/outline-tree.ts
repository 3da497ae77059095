import type { FlowGraph, FlowNode } from '@offhook/flow';
import { edgeAt, exitsOfNode } from './node-words.ts';

/** A node of the outline. Nodes that follow each other without a choice stand one below the other. */
export interface OutlineItem {
  node: FlowNode;
  /** Empty when the next item is where the only way leads. */
  ways: readonly OutlineWay[];
}

export interface OutlineWay {
  exit: string;
  label: string;
  /** What is only reached this way, from here on; a node that stands elsewhere in the outline is only named. */
  to: { branch: readonly OutlineItem[] } | { jump: FlowNode } | 'nowhere';
}

/** The flow as a list of lists: from the start, and what no call reaches after that. */
export function outlineOf(graph: FlowGraph): {
  reached: readonly OutlineItem[];
  rest: readonly (readonly OutlineItem[])[];
} {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();

  function branchFrom(first: FlowNode): OutlineItem[] {
    const items: OutlineItem[] = [];
    for (let node: FlowNode | undefined = first; node; ) {
      seen.add(node.id);
      const exits = exitsOfNode(node);
      const [only] = exits.length === 1 ? exits : [];
      const next: FlowNode | undefined = only && targetOf(node, only.name);
      if (next && !seen.has(next.id)) {
        items.push({ node, ways: [] });
        node = next;
      } else {
        items.push({ node, ways: waysFrom(node) });
        node = undefined;
      }
    }
    return items;
  }

  function waysFrom(node: FlowNode): OutlineWay[] {
    return exitsOfNode(node).map(({ name, label }) => {
      const target = targetOf(node, name);
      const to = !target ? 'nowhere' : seen.has(target.id) ? { jump: target } : { branch: branchFrom(target) };
      return { exit: name, label, to };
    });
  }

  const targetOf = (node: FlowNode, exit: string) => byId.get(edgeAt(graph, node.id, exit)?.target ?? '');
  const start = graph.nodes.find(({ type }) => type === 'start');
  const reached = start ? branchFrom(start) : [];
  const rest: OutlineItem[][] = [];
  for (const node of graph.nodes) if (!seen.has(node.id)) rest.push(branchFrom(node));
  return { reached, rest };
}
