import { exitOf, type FlowGraph } from '../graph.ts';
import { exitsOf } from '../reading.ts';

const columnWidth = 340;
const gap = 48;
const cardHeight = 84;
const exitHeight = 30;

/** The flow from left to right: a node stands right of all that lead to it, and beside them in the order of exits. */
export function laidOut(graph: FlowGraph): FlowGraph {
  const columns = columnsOf(graph);
  const heights = new Map(graph.nodes.map((node) => [node.id, cardHeight + exitHeight * exitsOf(node).length]));
  const middles = new Map<string, number>();
  const places = new Map<string, { x: number; y: number }>();
  for (const [column, ids] of columns.entries()) {
    const wanted = ids
      .map((id) => ({ id, middle: wantedMiddle(id, graph, middles) }))
      .toSorted((one, other) => one.middle - other.middle);
    const tall = (id: string) => heights.get(id) ?? cardHeight;
    const whole = ids.reduce((sum, id) => sum + tall(id) + gap, -gap);
    let top = wanted.reduce((sum, { middle }) => sum + middle, 0) / ids.length - whole / 2;
    for (const { id } of wanted) {
      places.set(id, { x: column * columnWidth, y: Math.round(top) });
      middles.set(id, top + tall(id) / 2);
      top += tall(id) + gap;
    }
  }
  const highest = Math.min(...[...places.values()].map(({ y }) => y));
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const place = places.get(node.id);
      return place ? { ...node, position: { x: place.x, y: place.y - highest } } : node;
    }),
  };
}

/** Where the exits that lead to a node are, on the average. */
function wantedMiddle(id: string, { nodes, edges }: FlowGraph, middles: ReadonlyMap<string, number>): number {
  const from = edges.flatMap((edge) => {
    const middle = middles.get(edge.source);
    const source = nodes.find((node) => node.id === edge.source);
    if (edge.target !== id || middle === undefined || !source) return [];
    const exits = exitsOf(source);
    const row = exits.findIndex(({ name }) => name === exitOf(edge));
    return [middle + (row - (exits.length - 1) / 2) * exitHeight];
  });
  return from.length === 0 ? 0 : from.reduce((sum, middle) => sum + middle, 0) / from.length;
}

/** Ids by column. An edge that leads back does not push its target to the right. */
function columnsOf({ nodes, edges }: FlowGraph): string[][] {
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  const rankOf = (id: string) => order.get(id) ?? 0;
  const column = new Map(nodes.map(({ id }) => [id, 0]));
  // Templates name their nodes in the order of calls, so whatever leads to an earlier one leads back.
  for (const { id } of nodes) {
    for (const { source, target } of edges) {
      if (source !== id || rankOf(target) <= rankOf(source)) continue;
      column.set(target, Math.max(column.get(target) ?? 0, (column.get(id) ?? 0) + 1));
    }
  }
  const last = Math.max(...column.values());
  return Array.from({ length: last + 1 }, (_, at) => nodes.flatMap(({ id }) => (column.get(id) === at ? id : [])));
}
