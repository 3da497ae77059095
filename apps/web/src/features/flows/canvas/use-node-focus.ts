import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useEditor, useEditorStore } from '../editor-store.ts';
import { cardWidth, heightOf, placeOf } from '../layout.ts';
import { flowOrder } from '../node-words.ts';

const margin = 24;
const readableZoom = 0.8;
/** A node that comes into view is in the document a frame or two later. */
const mostFrames = 30;

/** How the focus goes to nodes, also to one that is not on the screen and so not in the document. */
export function useNodeFocus() {
  const flow = useReactFlow();
  const view = useStoreApi();
  const store = useEditorStore();
  const { nodeId: wanted, wish } = useEditor(({ cursor }) => cursor);
  const inspected = useEditor((editor) => editor.inspected?.nodeId);
  const active = useEditor((editor) => editor.run.active);
  // A panel beside the canvas takes room from it.
  const room = useStore(({ width }) => width);
  const served = useRef(wish);

  function show(nodeId: string): void {
    const node = store.getState().graph.nodes.find(({ id }) => id === nodeId);
    const { width, height } = view.getState();
    if (!node || width === 0) return;
    const { x, y, zoom } = flow.getViewport();
    const place = placeOf(node);
    const [left, top] = [place.x * zoom + x, place.y * zoom + y];
    const [right, bottom] = [left + cardWidth * zoom, top + heightOf(node) * zoom];
    const isSeen = left >= margin && top >= margin && right <= width - margin && bottom <= height - margin;
    if (isSeen && zoom >= readableZoom / 2) return;
    const middle = { x: place.x + cardWidth / 2, y: place.y + heightOf(node) / 2 };
    void flow.setCenter(middle.x, middle.y, { zoom: Math.max(zoom, readableZoom) });
  }

  function focus(nodeId: string): void {
    show(nodeId);
    let frames = 0;
    const attempt = () => {
      const element = view.getState().domNode?.querySelector(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`);
      if (element instanceof HTMLElement) element.focus({ preventScroll: true });
      else if (frames++ < mostFrames) requestAnimationFrame(attempt);
    };
    attempt();
  }

  /** The next node in the order of the flow, or the one before; false at the ends. */
  function go(nodeId: string, by: 1 | -1): boolean {
    const order = flowOrder(store.getState().graph);
    const next = order[order.findIndex(({ id }) => id === nodeId) + by];
    if (next) focus(next.id);
    return next !== undefined;
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each wish.
  useEffect(() => {
    if (wish === served.current || wanted === null) return;
    served.current = wish;
    focus(wanted);
  }, [wish]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: when another node is looked at.
  useEffect(() => {
    if (inspected !== undefined) show(inspected);
  }, [inspected, room]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: when the test call comes to another node.
  useEffect(() => {
    if (active !== null) show(active);
  }, [active, room]);

  return { go, focus };
}
