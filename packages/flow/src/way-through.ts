import { exitOf, type FlowGraph, type FlowNode, nextExit } from './graph.ts';
import type { Exit } from './node-kind.ts';

/** The node that an exit leads to; undefined where the call would end. */
export function nodeAfter(
  graph: FlowGraph,
  node: FlowNode,
  exit: string,
  exits: readonly Exit[],
): FlowNode | undefined {
  const { targets, nodes } = wayThrough(graph);
  const names = [exit, exits.find(({ name }) => name === exit)?.instead, nextExit];
  for (const name of names) {
    const target = name === undefined ? undefined : targets.get(placeOf(node.id, name));
    if (target !== undefined) return nodes.get(target);
  }
  return undefined;
}

/** A graph, indexed for calls. */
interface Way {
  start: FlowNode | undefined;
  nodes: ReadonlyMap<string, FlowNode>;
  /** By node and exit. */
  targets: ReadonlyMap<string, string>;
}

const ways = new WeakMap<FlowGraph, Way>();
const placeOf = (nodeId: string, exit: string) => JSON.stringify([nodeId, exit]);

// A graph is never changed, only replaced.
export function wayThrough(graph: FlowGraph): Way {
  const known = ways.get(graph);
  if (known) return known;
  const way = {
    start: graph.nodes.find(({ type }) => type === 'start'),
    nodes: new Map(graph.nodes.map((node) => [node.id, node])),
    targets: new Map(graph.edges.map((edge) => [placeOf(edge.source, exitOf(edge)), edge.target])),
  };
  ways.set(graph, way);
  return way;
}
