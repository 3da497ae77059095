import { exitOf, type FlowEdge, type FlowGraph, type FlowNode, nextExit } from '../graph.ts';
import { type Kinds, kindOf } from '../kinds.ts';
import type { Exit, NodeKind } from '../node-kind.ts';
import { nodeNames } from '../node-names.ts';
import type { FlowProblem } from '../problem.ts';
import { type Reading, readingOf } from '../reading.ts';

/** A node with what is known of it. */
export interface Place {
  node: FlowNode;
  /** As people call it. */
  name: string;
  /** Undefined: there is no such kind, or it is not available yet. */
  kind: NodeKind | undefined;
  reading: Reading;
  /** Of a node that cannot be read it is not known. */
  exits: readonly Exit[] | undefined;
  /** Outgoing, to nodes that there are. */
  edges: readonly FlowEdge[];
  /** Where calls go from here, by exit. */
  ways: readonly { exit: string; to: Place }[];
}

/** A graph, indexed once for all rules. */
export interface Drawing {
  graph: FlowGraph;
  kinds: Kinds;
  /** In the order of the graph; of nodes with the same id the first. */
  places: readonly Place[];
  byId: ReadonlyMap<string, Place>;
  start: Place | undefined;
}

type Draft = { -readonly [Field in keyof Place]: Place[Field] } & { edges: FlowEdge[] };

export function drawingOf(graph: FlowGraph, kinds: Kinds): Drawing {
  const byId = new Map<string, Draft>();
  const names = nodeNames(graph, kinds);
  for (const node of graph.nodes)
    if (!byId.has(node.id)) byId.set(node.id, { ...placeOf(node, kinds), name: names.get(node.id) ?? '' });
  for (const edge of graph.edges) if (byId.has(edge.target)) byId.get(edge.source)?.edges.push(edge);
  const places = [...byId.values()];
  for (const place of places) place.ways = waysFrom(place, byId);
  return { graph, kinds, places, byId, start: places.find(({ node }) => node.type === 'start') };
}

function placeOf(node: FlowNode, kinds: Kinds): Omit<Draft, 'name'> {
  const found = kindOf(kinds, node.type);
  const kind = found?.notYet ? undefined : found;
  const reading = kind ? readingOf(node, kind) : { issues: [] };
  const exits = kind && !reading.issues ? kind.exits(reading.data) : undefined;
  return { node, kind, reading, exits, edges: [], ways: [] };
}

function waysFrom({ exits, edges }: Place, byId: ReadonlyMap<string, Place>): Place['ways'] {
  const targets = new Map(edges.map((edge) => [exitOf(edge), byId.get(edge.target)]));
  const names = exits ? exits.map((exit) => [exit.name, exit.instead, nextExit]) : [...targets.keys()].map((e) => [e]);
  return names.flatMap(([exit, ...others]) => {
    const to = [exit, ...others].map((name) => name && targets.get(name)).find((place) => typeof place === 'object');
    return exit !== undefined && to ? [{ exit, to }] : [];
  });
}

/** How a sentence calls a node. */
export function titleOf({ node, name }: Pick<Place, 'node' | 'name'>): string {
  return node.name ? `"${name}"` : name;
}

export function problemAt(
  place: Pick<Place, 'node'>,
  severity: FlowProblem['severity'],
  { code, field, sentence }: { code: string; field?: string; sentence: string },
): FlowProblem {
  return { nodeId: place.node.id, ...(field !== undefined && { field }), severity, code, sentence };
}

/** A stack or a queue with everything that is to come from `first` on, each once. */
export function reachedFrom<Thing>(first: Iterable<Thing>, next: (thing: Thing) => Iterable<Thing>): Set<Thing> {
  const reached = new Set(first);
  // A set goes on to what is added while it is gone through.
  for (const thing of reached) for (const other of next(thing)) reached.add(other);
  return reached;
}
