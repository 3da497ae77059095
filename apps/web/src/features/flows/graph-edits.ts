import {
  exitOf,
  type FlowEdge,
  type FlowGraph,
  type FlowNode,
  freeName,
  type KindName,
  kinds,
  nextExit,
  nodeNames,
} from '@offhook/flow';
import { cardWidth, freePlace, headHeight, heightOf, type Place, placeOf, rowHeight } from './layout.ts';
import { edgeAt, exitsOfNode, kindOfNode } from './node-words.ts';

/** Gives ids that no graph has. */
export type NewId = () => string;

/** A changed graph and the nodes that came with the change. */
interface Grown {
  graph: FlowGraph;
  added: string[];
}

const ranksApart = cardWidth + 90;

export function withData(graph: FlowGraph, nodeId: string, patch: Readonly<Record<string, unknown>>): FlowGraph {
  const changed = changeNode(graph, nodeId, (node) => ({ ...node, data: patched(node.data, patch) }));
  const node = changed.nodes.find(({ id }) => id === nodeId);
  if (!node) return graph;
  // An exit of data that cannot be read is only not known yet.
  if (!kindOfNode(node)?.schema.safeParse(node.data).success) return changed;
  return { ...changed, edges: edgesThatFit(changed, node, graph) };
}

/** An edge whose exit is gone goes, too, unless the exit only got another name. */
function edgesThatFit({ edges }: FlowGraph, node: FlowNode, before: FlowGraph): FlowEdge[] {
  const names = exitsOfNode(node).map(({ name }) => name);
  const known = new Set([nextExit, ...names]);
  const isLost = (edge: FlowEdge) => edge.source === node.id && !known.has(exitOf(edge));
  const was = before.nodes.find(({ id }) => id === node.id);
  const old = new Set(was ? exitsOfNode(was).map(({ name }) => name) : []);
  const fresh = names.filter((name) => !old.has(name));
  const isRename = fresh.length === 1 && edges.filter(isLost).length === 1;
  return edges.flatMap((edge) => (isLost(edge) ? (isRename ? [{ ...edge, label: fresh[0] }] : []) : [edge]));
}

/** A field that is set to undefined is left out. */
function patched(data: FlowNode['data'], patch: Readonly<Record<string, unknown>>): FlowNode['data'] {
  return Object.fromEntries(Object.entries({ ...data, ...patch }).filter(([, value]) => value !== undefined));
}

export function renamed(graph: FlowGraph, nodeId: string, name: string): FlowGraph {
  const words = name.trim().slice(0, 80);
  return changeNode(graph, nodeId, ({ name: _before, ...node }) => (words ? { ...node, name: words } : node));
}

/** A node behind `afterId`, by `exit` or by the first exit that fits; what was behind it comes behind the new one. */
export function insertedAfter(
  graph: FlowGraph,
  { afterId, exit, kind, newId }: { afterId: string | null; exit: string | null; kind: KindName; newId: NewId },
): Grown {
  const after = graph.nodes.find(({ id }) => id === afterId);
  const from = after && (exit ?? exitToUse(graph, after));
  if (!after || !from) return placed(graph, { kind, newId, wanted: after ? rightOf(after) : below(graph) });
  const rank = exitsOfNode(after).findIndex(({ name }) => name === from);
  const wanted = { x: placeOf(after).x + ranksApart, y: placeOf(after).y + Math.max(0, rank) * rowHeight };
  const grown = placed(graph, { kind, newId, wanted });
  return {
    ...grown,
    graph: between(grown.graph, { source: after.id, exit: from, added: grown.added[0] ?? '', newId }),
  };
}

/** A node at a place; what was dropped there leads to it. */
export function insertedAt(
  graph: FlowGraph,
  given: { from: { source: string; exit: string } | null; at: Place; kind: KindName; newId: NewId },
): Grown {
  const { from, at, kind, newId } = given;
  const grown = placed(graph, { kind, newId, wanted: at });
  if (!from) return grown;
  return { ...grown, graph: connected(grown.graph, { ...from, target: grown.added[0] ?? '', newId }) };
}

/** The exit that "insert after" means: the only one, or the first free one. */
function exitToUse(graph: FlowGraph, node: FlowNode): string | undefined {
  const exits = exitsOfNode(node);
  const free = exits.filter(({ name }) => !edgeAt(graph, node.id, name));
  return (free.find(({ optional }) => !optional) ?? free[0] ?? exits[0])?.name;
}

function placed(graph: FlowGraph, { kind, newId, wanted }: { kind: KindName; newId: NewId; wanted: Place }): Grown {
  const name = freeName(new Set(nodeNames(graph).values()), kinds[kind].label);
  const node: FlowNode = { id: newId(), type: kind, name, data: structuredClone({ ...kinds[kind].blank }) };
  const position = freePlace(graph, wanted, heightOf(node));
  return { graph: { ...graph, nodes: [...graph.nodes, { ...node, position }] }, added: [node.id] };
}

const rightOf = (node: FlowNode): Place => ({ x: placeOf(node).x + ranksApart, y: placeOf(node).y });

function below(graph: FlowGraph): Place {
  const bottoms = graph.nodes.map((node) => placeOf(node).y + heightOf(node));
  return { x: placeOf(graph.nodes[0] ?? { id: '', type: '', data: {} }).x, y: Math.max(0, ...bottoms) + headHeight };
}

function between(
  graph: FlowGraph,
  { source, exit, added, newId }: { source: string; exit: string; added: string; newId: NewId },
): FlowGraph {
  const cut = edgeAt(graph, source, exit);
  const led = connected(graph, { source, exit, target: added, newId });
  const node = graph.nodes.find(({ id }) => id === added);
  const onward = node && exitsOfNode(node)[0]?.name;
  return cut && onward ? connected(led, { source: added, exit: onward, target: cut.target, newId }) : led;
}

export function connected(
  graph: FlowGraph,
  { source, exit, target, newId }: { source: string; exit: string; target: string; newId: NewId },
): FlowGraph {
  const kept = graph.edges.filter((edge) => edge.source !== source || exitOf(edge) !== exit);
  const edge: FlowEdge = { id: newId(), source, target, ...(exit !== nextExit && { label: exit }) };
  return { ...graph, edges: [...kept, edge] };
}

export function disconnected(graph: FlowGraph, edgeId: string): FlowGraph {
  return { ...graph, edges: graph.edges.filter(({ id }) => id !== edgeId) };
}

/** Without these nodes. Where the removed one had one way on, what led to it leads there. The start stays. */
export function without(graph: FlowGraph, nodeIds: readonly string[]): FlowGraph {
  return nodeIds.reduce((left, nodeId) => {
    const node = left.nodes.find(({ id }) => id === nodeId);
    if (!node || node.type === 'start') return left;
    const onward = new Set(left.edges.filter(({ source }) => source === nodeId).map(({ target }) => target));
    const [next] = onward.size === 1 ? onward : [];
    const edges = left.edges
      .filter(({ source }) => source !== nodeId)
      .flatMap((edge) => {
        if (edge.target !== nodeId) return [edge];
        return next === undefined || next === nodeId ? [] : [{ ...edge, target: next }];
      });
    return { nodes: left.nodes.filter(({ id }) => id !== nodeId), edges };
  }, graph);
}

export function moved(graph: FlowGraph, nodeIds: readonly string[], { x: dx, y: dy }: Place): FlowGraph {
  const ids = new Set(nodeIds);
  const nodes = graph.nodes.map((node) => {
    if (!ids.has(node.id)) return node;
    const { x, y } = placeOf(node);
    return { ...node, position: { x: x + dx, y: y + dy } };
  });
  return { ...graph, nodes };
}

/** These nodes and the edges among them, as they travel by the clipboard. */
export function partOf(graph: FlowGraph, nodeIds: readonly string[]): FlowGraph {
  const ids = new Set(
    graph.nodes.filter(({ id, type }) => nodeIds.includes(id) && type !== 'start').map(({ id }) => id),
  );
  return {
    nodes: graph.nodes.filter(({ id }) => ids.has(id)),
    edges: graph.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
  };
}

/** The part once more under new ids, a little aside. A second start is not taken in. */
export function pasted(graph: FlowGraph, part: FlowGraph, newId: NewId): Grown {
  const nodes = part.nodes.filter(({ type }) => type !== 'start');
  const ids = new Map(nodes.map(({ id }) => [id, newId()]));
  const added = nodes.map((node) => ({ ...structuredClone(node), id: ids.get(node.id) ?? node.id }));
  const aside = asideOf(graph, added);
  const edges = part.edges.flatMap((edge) => {
    const source = ids.get(edge.source);
    const target = ids.get(edge.target);
    return source && target ? [{ ...edge, id: newId(), source, target }] : [];
  });
  const grown = { nodes: [...graph.nodes, ...added], edges: [...graph.edges, ...edges] };
  const addedIds = added.map(({ id }) => id);
  return { graph: moved(grown, addedIds, aside), added: addedIds };
}

/** How far the part must go so that it does not lie on anything that is there. */
function asideOf(graph: FlowGraph, part: readonly FlowNode[]): Place {
  const taken = new Set(graph.nodes.map((node) => `${placeOf(node).x} ${placeOf(node).y}`));
  const isFree = (by: number) => part.every((node) => !taken.has(`${placeOf(node).x + by} ${placeOf(node).y + by}`));
  let by = 40;
  while (!isFree(by)) by += 40;
  return { x: by, y: by };
}

function changeNode(graph: FlowGraph, nodeId: string, change: (node: FlowNode) => FlowNode): FlowGraph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === nodeId ? change(node) : node)) };
}
