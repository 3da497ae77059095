import type { FlowGraph, FlowNode } from '@offhook/flow';
import { withPlaces } from './layout.ts';
import { shortened } from './node-data.ts';
import { nodeName } from './node-words.ts';

interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
  words: string;
  isStart: boolean;
}

const width = 240;
const height = 72;
const around = 30;

/** Boxes and lines of a small picture, in the units of the flow's own places. */
export function drawingOf(graph: FlowGraph): { boxes: Box[]; lines: { id: string; path: string }[]; viewBox: string } {
  const placed = withPlaces(graph);
  const boxes = placed.nodes.map(boxOf);
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const lines = placed.edges.flatMap(({ id, source, target }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    return from && to ? [{ id, path: lineBetween(from, to) }] : [];
  });
  const left = Math.min(0, ...boxes.map(({ x }) => x)) - around;
  const top = Math.min(0, ...boxes.map(({ y }) => y)) - around;
  const right = Math.max(width, ...boxes.map((box) => box.x + width)) + around;
  const bottom = Math.max(height, ...boxes.map((box) => box.y + height)) + around;
  return { boxes, lines, viewBox: `${left} ${top} ${right - left} ${bottom - top}` };
}

function boxOf(node: FlowNode): Box {
  const { x = 0, y = 0 } = node.position ?? {};
  return { id: node.id, x, y, width, height, words: shortened(nodeName(node), 16), isStart: node.type === 'start' };
}

function lineBetween(from: Box, to: Box): string {
  const [startX, startY] = [from.x + width, from.y + height / 2];
  const [endX, endY] = [to.x, to.y + height / 2];
  const bend = Math.max(40, (endX - startX) / 2);
  return `M${startX} ${startY}C${startX + bend} ${startY} ${endX - bend} ${endY} ${endX} ${endY}`;
}
