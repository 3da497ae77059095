import { exitOf, type FlowEdge, type FlowGraph, type FlowNode } from '@offhook/flow';
import { type Edge, MarkerType, type Node, Position } from '@xyflow/react';
import { cardWidth, headHeight, heightOf, type Place, placeOf, rowHeight } from '../layout.ts';
import { exitsOfNode, exitWords, nodeName } from '../node-words.ts';

export type CardNode = Node<{ node: FlowNode }, 'card'>;
export type WayEdge = Edge<{ words: string }, 'way'>;

interface Look {
  selected: boolean;
  /** The keyboard comes to this node first. */
  isEntry: boolean;
  /** While it is dragged. */
  at: Place | undefined;
}

/** Names the element that tells how nodes are worked by keyboard. */
export const keysHintId = 'flow-keys-hint';
/** Where calls come in, and where ways leave that have no row of their own. */
export const inHandle = 'in';
export const headHandle = 'head';
const handleSize = 12;

const drawn = new WeakMap<FlowNode, { look: Look; card: CardNode }>();

/** A node as React Flow draws it; the same object as long as nothing about it changed, so that it is not drawn again. */
export function cardOf(node: FlowNode, look: Look): CardNode {
  const before = drawn.get(node);
  if (before && isSame(before.look, look)) return before.card;
  const card = drawCard(node, look);
  drawn.set(node, { look, card });
  return card;
}

function isSame(one: Look, other: Look): boolean {
  return (
    one.selected === other.selected &&
    one.isEntry === other.isEntry &&
    one.at?.x === other.at?.x &&
    one.at?.y === other.at?.y
  );
}

function drawCard(node: FlowNode, { selected, isEntry, at }: Look): CardNode {
  const height = heightOf(node);
  return {
    id: node.id,
    type: 'card',
    data: { node },
    position: at ?? placeOf(node),
    selected,
    width: cardWidth,
    height,
    // Given, so that nothing has to be measured and ways lead to nodes that are not on the screen.
    measured: { width: cardWidth, height },
    handles: handlesOf(node),
    ariaRole: 'button',
    domAttributes: {
      tabIndex: isEntry ? 0 : -1,
      'aria-roledescription': 'node',
      'aria-describedby': keysHintId,
    },
  };
}

function handlesOf(node: FlowNode): NonNullable<CardNode['handles']> {
  const size = { width: handleSize, height: handleSize };
  const right = (id: string, middle: number) => ({
    id,
    type: 'source' as const,
    position: Position.Right,
    x: cardWidth - handleSize / 2,
    y: middle - handleSize / 2,
    ...size,
  });
  return [
    {
      id: inHandle,
      type: 'target',
      position: Position.Left,
      x: -handleSize / 2,
      y: headHeight / 2 - handleSize / 2,
      ...size,
    },
    right(headHandle, headHeight / 2),
    ...exitsOfNode(node).map(({ name }, index) => right(exitHandle(name), rowMiddle(index))),
  ];
}

/** Exits may have any name, so their handles are told from ours by the letter. */
export const exitHandle = (exit: string) => `x${exit}`;
export const exitOfHandle = (handle: string) => handle.slice(1);
export const rowMiddle = (index: number) => headHeight + rowHeight * (index + 0.5);

/** The ways between the nodes; those that lead from or to nowhere cannot be drawn. */
export function waysOf(graph: FlowGraph, selected: string | null, lit: ReadonlySet<string>): WayEdge[] {
  const { nodes, edges } = graph;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return edges.flatMap((edge) => {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    return source && target
      ? [wayOf(graph, { edge, source, target, selected: edge.id === selected, lit: lit.has(edge.id) })]
      : [];
  });
}

const arrow = {
  type: MarkerType.ArrowClosed,
  width: 20,
  height: 20,
  color: 'var(--input)',
  // Otherwise it grows with the line.
  markerUnits: 'userSpaceOnUse',
};

interface DrawnWay {
  edge: FlowEdge;
  source: FlowNode;
  target: FlowNode;
  selected: boolean;
  lit: boolean;
}

function wayOf(graph: FlowGraph, { edge, source, target, selected, lit }: DrawnWay): WayEdge {
  const exit = exitOf(edge);
  const hasRow = exitsOfNode(source).some(({ name }) => name === exit);
  const words = `${exitWords(source, exit)} of ${nodeName(graph, source)} to ${nodeName(graph, target)}`;
  return {
    id: edge.id,
    type: 'way',
    source: edge.source,
    target: edge.target,
    sourceHandle: hasRow ? exitHandle(exit) : headHandle,
    targetHandle: inHandle,
    selected,
    focusable: false,
    ariaLabel: words,
    className: lit ? 'lit' : '',
    markerEnd: arrow,
    data: { words },
  };
}
