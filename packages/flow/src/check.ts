import { exitOf, type FlowGraph, type FlowNode } from './graph.ts';
import { builtKinds, type Kinds, kindOf, notBuilt } from './kinds.ts';
import type { FlowProblem } from './problem.ts';

/**
 * Everything that keeps a flow from running, each as a sentence; an empty list means that it can be run.
 * A loop is no problem of the drawing, since a node in it may wait for input; `runFlow` refuses one that does not.
 *
 * @example
 * checkFlow({ nodes: [{ id: 'a', type: 'start', data: {} }], edges: [] }); // []
 */
export function checkFlow(graph: FlowGraph, kinds: Kinds = builtKinds): FlowProblem[] {
  return [
    ...repeatedIds(graph),
    ...startProblems(graph),
    ...graph.nodes.flatMap((node) => nodeProblems(node, kinds)),
    ...edgeProblems(graph, kinds),
  ];
}

function repeatedIds({ nodes }: FlowGraph): FlowProblem[] {
  const repeated = nodes.filter((node, index) => nodes.findIndex((other) => other.id === node.id) < index);
  return repeated.map(({ id }) => ({ nodeId: id, sentence: `Two nodes have the id "${id}".` }));
}

function startProblems({ nodes }: FlowGraph): FlowProblem[] {
  const [first, ...others] = nodes.filter((node) => node.type === 'start');
  if (!first) return [{ nodeId: null, sentence: 'The flow has no start.' }];
  return others.map(({ id }) => ({ nodeId: id, sentence: `The flow has a second start, "${id}".` }));
}

function nodeProblems(node: FlowNode, kinds: Kinds): FlowProblem[] {
  const kind = kindOf(kinds, node.type);
  if (!kind) return [{ nodeId: node.id, sentence: notBuilt(kinds, node) }];
  const issues = kind.schema.safeParse(node.data).error?.issues ?? [];
  return issues.map((issue) => ({
    nodeId: node.id,
    sentence: `The node "${node.id}" has a problem with ${issue.path.join('.') || 'its data'}: ${issue.message}.`,
  }));
}

function edgeProblems({ nodes, edges }: FlowGraph, kinds: Kinds): FlowProblem[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const used = new Set<string>();
  return edges.flatMap((edge) => {
    const source = byId.get(edge.source);
    const missing = source ? (byId.has(edge.target) ? undefined : edge.target) : edge.source;
    if (!source || missing !== undefined) {
      return { nodeId: source?.id ?? null, sentence: `The edge "${edge.id}" names "${missing}", which is no node.` };
    }
    const exit = exitOf(edge);
    const exits = kindOf(kinds, source.type)?.exits;
    if (exits && !exits.includes(exit)) {
      return { nodeId: source.id, sentence: `The node "${source.id}" has no exit "${exit}".` };
    }
    const name = JSON.stringify([source.id, exit]);
    if (used.has(name)) {
      return { nodeId: source.id, sentence: `Two edges leave the node "${source.id}" by the exit "${exit}".` };
    }
    used.add(name);
    return [];
  });
}
