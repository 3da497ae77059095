import type { FlowGraph } from '@offhook/flow';
import { withPlaces } from './layout.ts';

/** A node in the small picture: a square of `side`. */
interface Box {
  id: string;
  type: string;
  x: number;
  y: number;
}

export const side = 56;
const around = 16;
// Cards are wide and tall; squares may stand closer.
const closer = { x: 0.28, y: 0.45 };

/** Squares and lines of a small picture, as the flow's own places say. */
export function drawingOf(graph: FlowGraph): { boxes: Box[]; lines: { id: string; path: string }[]; viewBox: string } {
  const boxes = withPlaces(graph).nodes.map(({ id, type, position }) => ({
    ...{ id, type },
    x: (position?.x ?? 0) * closer.x,
    y: (position?.y ?? 0) * closer.y,
  }));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const lines = graph.edges.flatMap(({ id, source, target }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    return from && to ? [{ id, path: lineBetween(from, to) }] : [];
  });
  const left = Math.min(...boxes.map(({ x }) => x)) - around;
  const top = Math.min(...boxes.map(({ y }) => y)) - around;
  const width = Math.max(...boxes.map(({ x }) => x)) + side + around - left;
  const height = Math.max(...boxes.map(({ y }) => y)) + side + around - top;
  return { boxes, lines, viewBox: [left, top, width, height].map(Math.round).join(' ') };
}

function lineBetween(from: Box, to: Box): string {
  const [startX, startY] = [from.x + side, from.y + side / 2];
  const [endX, endY] = [to.x, to.y + side / 2];
  const bend = Math.max(16, (endX - startX) / 2);
  const numbers = [startX, startY, startX + bend, startY, endX - bend, endY, endX, endY].map(Math.round);
  const [x, y, ...rest] = numbers;
  return `M${x} ${y}C${rest.join(' ')}`;
}
