import { type Connection, type FinalConnectionState, type IsValidConnection, useReactFlow } from '@xyflow/react';
import type { DragEvent } from 'react';
import { useOpen } from '../editor-dialogs.ts';
import { useEditorStore } from '../editor-store.ts';
import { headHeight } from '../layout.ts';
import { legalTargets } from '../node-words.ts';
import { draggedKind, readDraggedKind } from '../palette-drag.ts';
import { exitOfHandle, type WayEdge } from './drawing.ts';

/** Ways that are drawn with the pointer, and kinds that are dropped from the palette. */
export function useConnecting() {
  const flow = useReactFlow();
  const store = useEditorStore();
  const open = useOpen();

  const connect = (source: string, handle: string, target: string) => {
    const { graph } = store.getState();
    const from = graph.nodes.find(({ id }) => id === source);
    if (from && legalTargets(graph, from).some(({ id }) => id === target))
      store.getState().connect(source, exitOfHandle(handle), target);
  };

  return {
    onConnect: ({ source, sourceHandle, target }: Connection) => sourceHandle && connect(source, sourceHandle, target),
    isValidConnection: (({ source, target }) => {
      const { graph } = store.getState();
      const from = graph.nodes.find(({ id }) => id === source);
      return from !== undefined && legalTargets(graph, from).some(({ id }) => id === target);
    }) satisfies IsValidConnection<WayEdge>,
    onConnectEnd(event: MouseEvent | TouchEvent, { isValid, fromNode, fromHandle }: FinalConnectionState) {
      if (isValid || !fromNode || !fromHandle?.id || fromHandle.type !== 'source') return;
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!point) return;
      const over = document.elementFromPoint(point.clientX, point.clientY);
      const card = over?.closest('.react-flow__node')?.getAttribute('data-id');
      if (card) return connect(fromNode.id, fromHandle.id, card);
      const { x, y } = flow.screenToFlowPosition({ x: point.clientX, y: point.clientY });
      const from = { source: fromNode.id, exit: exitOfHandle(fromHandle.id) };
      open({ dialog: 'add', from, at: { x, y: y - headHeight / 2 } });
    },
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes(draggedKind)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDrop(event: DragEvent) {
      const kind = readDraggedKind(event.dataTransfer);
      if (!kind) return;
      event.preventDefault();
      const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const way = document.elementFromPoint(event.clientX, event.clientY)?.closest('.react-flow__edge');
      const edgeId = way?.getAttribute('data-id');
      const { insertAt, insertOnEdge } = store.getState();
      if (edgeId) insertOnEdge(edgeId, kind);
      else insertAt(null, { x: x - 20, y: y - headHeight / 2 }, kind);
    },
  };
}
