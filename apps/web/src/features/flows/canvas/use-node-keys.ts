import type { FocusEvent, KeyboardEvent } from 'react';
import { useEditorStore } from '../editor-store.ts';
import { useCommands } from '../use-commands.ts';
import { type NodeKey, nodeKey } from './node-keys.ts';
import { useNodeFocus } from './use-node-focus.ts';

/** Keys and focus of the nodes. */
export function useNodeKeys() {
  const store = useEditorStore();
  const { remove } = useCommands();
  const { go } = useNodeFocus();

  function act(nodeId: string, key: NodeKey): boolean {
    const { selection, move, inspect, select } = store.getState();
    const together = selection.includes(nodeId) ? selection : [nodeId];
    switch (key.does) {
      case 'go':
        return go(nodeId, key.by);
      case 'move':
        move(together, key.dx, key.dy);
        return true;
      case 'inspect':
        inspect(nodeId);
        // The inspector is drawn in the same turn.
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-inspector-heading]')?.focus());
        return true;
      case 'toggle':
        select(selection.includes(nodeId) ? selection.filter((id) => id !== nodeId) : [...selection, nodeId]);
        return true;
      case 'remove':
        remove(together);
        return true;
      case 'leave':
        document.querySelector<HTMLElement>('[data-canvas-exit]')?.focus();
        return true;
    }
  }

  return {
    onKeyDown(event: KeyboardEvent) {
      const nodeId = nodeIdAt(event.target);
      const key = nodeId === undefined ? undefined : nodeKey(event);
      if (nodeId === undefined || !key || !act(nodeId, key)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onFocus(event: FocusEvent) {
      const nodeId = nodeIdAt(event.target);
      if (nodeId === undefined) return;
      const { selection, standAt, select } = store.getState();
      standAt(nodeId);
      // A click selects by itself, and with Ctrl it must not lose what was selected before.
      if (event.target.matches(':focus-visible') && !selection.includes(nodeId)) select([nodeId]);
    },
  };
}

function nodeIdAt(target: EventTarget): string | undefined {
  if (!(target instanceof HTMLElement) || !target.matches('.react-flow__node')) return undefined;
  return target.dataset.id;
}
