import { useMemo } from 'react';
import { useOpen } from './editor-dialogs.ts';
import { useEditorStore } from './editor-store.ts';
import { flowOrder } from './node-words.ts';

/** What keys, menus and buttons do with the nodes that are selected, or else with the one that has the focus. */
export function useCommands() {
  const store = useEditorStore();
  const open = useOpen();
  return useMemo(() => {
    const now = store.getState;
    const chosen = (): readonly string[] => {
      const { selection, cursor } = now();
      return selection.length > 0 ? selection : cursor.nodeId === null ? [] : [cursor.nodeId];
    };
    return {
      chosen,
      /** The focus goes to the node before. */
      remove(nodeIds: readonly string[]) {
        const gone = new Set(nodeIds);
        const order = flowOrder(now().graph);
        const first = order.findIndex(({ id }) => gone.has(id));
        const before = order.slice(0, Math.max(0, first)).findLast(({ id }) => !gone.has(id)) ?? order[0];
        now().remove(nodeIds);
        if (before) now().goTo(before.id);
      },
      connect() {
        const [nodeId] = chosen();
        if (nodeId !== undefined && !now().readOnly) open({ dialog: 'connect', nodeId });
      },
      add() {
        if (!now().readOnly) open({ dialog: 'add', afterId: chosen()[0] ?? null });
      },
      duplicate() {
        if (chosen().length > 0) now().duplicate(chosen());
        const [added] = now().selection;
        if (added) now().goTo(added);
      },
      selectAll() {
        now().select(now().graph.nodes.map(({ id }) => id));
        now().say(`${now().graph.nodes.length} nodes selected`);
      },
      find: () => open({ dialog: 'find' }),
    };
  }, [store, open]);
}
