import { Graph, layout } from '@dagrejs/dagre';
import type { FlowGraph, FlowNode } from '@offhook/flow';
import { exitsOfNode } from './node-words.ts';

export interface Place {
  x: number;
  y: number;
}

/** The card of a node is drawn from these, so nobody has to measure what is not on the screen. Multiples of the grid. */
export const cardWidth = 240;
export const headHeight = 60;
export const rowHeight = 30;
export const grid = 10;

export function heightOf(node: FlowNode): number {
  return headHeight + exitsOfNode(node).length * rowHeight + (exitsOfNode(node).length > 0 ? grid : 0);
}

export const placeOf = (node: FlowNode): Place => node.position ?? { x: 0, y: 0 };

/** Every node in its place, from left to right along the calls. */
export function arranged(graph: FlowGraph): FlowGraph {
  const drawing = new Graph({ multigraph: true });
  drawing.setGraph({ rankdir: 'LR', nodesep: 30, ranksep: 90 });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) drawing.setNode(node.id, { width: cardWidth, height: heightOf(node) });
  const ids = new Set(graph.nodes.map(({ id }) => id));
  for (const edge of graph.edges) {
    if (ids.has(edge.source) && ids.has(edge.target)) drawing.setEdge(edge.source, edge.target, {}, edge.id);
  }
  layout(drawing);
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      // Dagre speaks of middles.
      const middle = drawing.node(node.id);
      const x = onGrid(Number(middle?.x) - cardWidth / 2);
      return { ...node, position: { x, y: onGrid(Number(middle?.y) - heightOf(node) / 2) } };
    }),
  };
}

/** A graph that came without places, such as one of the API, gets them. */
export function withPlaces(graph: FlowGraph): FlowGraph {
  return graph.nodes.every(({ position }) => position) ? graph : arranged(graph);
}

/** The first free place from `wanted` downwards. */
export function freePlace(graph: FlowGraph, wanted: Place, height: number): Place {
  const place = { x: onGrid(wanted.x), y: onGrid(wanted.y) };
  for (let tries = 0; tries <= graph.nodes.length; tries += 1) {
    const inTheWay = graph.nodes.find((node) => overlaps(node, place, height));
    if (!inTheWay) return place;
    place.y = placeOf(inTheWay).y + heightOf(inTheWay) + 3 * grid;
  }
  return place;
}

function overlaps(node: FlowNode, place: Place, height: number): boolean {
  const { x, y } = placeOf(node);
  const gap = 2 * grid;
  return Math.abs(x - place.x) < cardWidth + gap && y < place.y + height + gap && place.y < y + heightOf(node) + gap;
}

const onGrid = (value: number) => Math.round(value / grid) * grid;
