import { FlowGraph } from '@offhook/flow';
import { useEffect, useMemo } from 'react';
import { useShortcuts } from '../../app/shortcuts.ts';
import { useEditorStore } from './editor-store.ts';
import { useCommands } from './use-commands.ts';

/** Binds the keys of the editor that work in both of its views, and the clipboard. */
export function useEditorKeys({ saveNow, test }: { saveNow: () => void; test: () => void }): void {
  const store = useEditorStore();
  const { connect, add, find, selectAll, duplicate } = useCommands();
  const acts = useMemo(
    () => ({
      'flow-connect': unlessInDialog(connect),
      'flow-add': unlessInDialog(add),
      'flow-test': unlessInDialog(test),
      'flow-find': unlessInDialog(find),
      'flow-save': saveNow,
      'flow-undo': unlessInDialog(() => store.getState().undo()),
      'flow-redo': unlessInDialog(() => store.getState().redo()),
      'flow-redo-y': unlessInDialog(() => store.getState().redo()),
      'flow-select-all': unlessInDialog(selectAll),
      'flow-duplicate': unlessInDialog(duplicate),
    }),
    [store, connect, add, find, selectAll, duplicate, saveNow, test],
  );
  useShortcuts(acts);
  useClipboard();
}

const unlessInDialog = (run: () => void) => () => {
  if (!document.querySelector('[role=dialog], [role=alertdialog]')) run();
};

/** Copy, cut and paste nodes. The browser's own events need no permission, unlike `navigator.clipboard`. */
function useClipboard(): void {
  const store = useEditorStore();
  const { chosen, remove } = useCommands();
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const nodeIds = chosen();
      if (isForText(event) || nodeIds.length === 0 || !event.clipboardData) return;
      const part = store.getState().copied(nodeIds);
      if (part.nodes.length === 0) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', JSON.stringify(part, null, 2));
      store.getState().say(`Copied ${part.nodes.length} ${part.nodes.length === 1 ? 'node' : 'nodes'}`);
      if (event.type === 'cut') remove(part.nodes.map(({ id }) => id));
    };
    const paste = (event: ClipboardEvent) => {
      const part = isForText(event) ? undefined : readPart(event.clipboardData?.getData('text/plain') ?? '');
      if (!part) return;
      event.preventDefault();
      store.getState().paste(part);
      const [added] = store.getState().selection;
      if (added) store.getState().goTo(added);
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', copy);
      document.removeEventListener('paste', paste);
    };
  }, [store, chosen, remove]);
}

function isForText({ target }: ClipboardEvent): boolean {
  const inField =
    target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role=dialog]');
  return Boolean(inField) || document.getSelection()?.isCollapsed === false;
}

function readPart(text: string): FlowGraph | undefined {
  try {
    return FlowGraph.safeParse(JSON.parse(text)).data;
  } catch {
    // Somebody pastes something else.
    return undefined;
  }
}
