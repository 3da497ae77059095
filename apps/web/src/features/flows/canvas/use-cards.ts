import type { NodeChange, NodePositionChange, NodeSelectionChange } from '@xyflow/react';
import { useCallback, useMemo, useState } from 'react';
import { useEditor, useEditorStore } from '../editor-store.ts';
import type { Place } from '../layout.ts';
import { placeOf } from '../layout.ts';
import { flowOrder } from '../node-words.ts';
import { type CardNode, cardOf } from './drawing.ts';

const nowhere: ReadonlyMap<string, Place> = new Map();

/** The nodes as cards. While cards are dragged only the canvas knows; dropping them is one change of the flow. */
export function useCards() {
  const store = useEditorStore();
  const graph = useEditor((editor) => editor.graph);
  const selection = useEditor((editor) => editor.selection);
  const cursor = useEditor((editor) => editor.cursor.nodeId);
  const [dragged, setDragged] = useState(nowhere);

  const cards = useMemo(() => {
    const selected = new Set(selection);
    const isThere = graph.nodes.some(({ id }) => id === cursor);
    const entry = isThere ? cursor : flowOrder(graph)[0]?.id;
    return graph.nodes.map((node) =>
      cardOf(node, { selected: selected.has(node.id), isEntry: node.id === entry, at: dragged.get(node.id) }),
    );
  }, [graph, selection, cursor, dragged]);

  const take = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const moves = changes.filter((change): change is NodePositionChange => change.type === 'position');
      const places = moves.flatMap(({ id, position }) => (position ? [[id, position] as const] : []));
      if (places.length > 0) setDragged((before) => new Map([...before, ...places]));
      const picks = changes.filter((change): change is NodeSelectionChange => change.type === 'select');
      if (picks.length === 0) return;
      const selected = new Set(store.getState().selection);
      for (const { id, selected: isPicked } of picks) selected[isPicked ? 'add' : 'delete'](id);
      store.getState().select([...selected]);
    },
    [store],
  );

  const drop = useCallback(
    (cardsDropped: readonly CardNode[]) => {
      setDragged(nowhere);
      const [first] = cardsDropped;
      const before = store.getState().graph.nodes.find(({ id }) => id === first?.id);
      if (!first || !before) return;
      const [dx, dy] = [first.position.x - placeOf(before).x, first.position.y - placeOf(before).y];
      const ids = cardsDropped.map(({ id }) => id);
      if (dx !== 0 || dy !== 0) store.getState().move(ids, dx, dy);
    },
    [store],
  );

  return { cards, take, drop, isDragging: dragged.size > 0 };
}
