import { useRef } from 'react';
import { useEditor, useEditorStore } from './editor-store.ts';
import { iconOf, summaryOf } from './node-face.ts';
import { flowOrder, kindOfNode, nodeName } from './node-words.ts';
import { PickDialog } from './pick-dialog.tsx';

/** Finds a node by its name, its kind or what it says, and goes there. */
export function FindNode({ onClose }: { onClose: () => void }) {
  const store = useEditorStore();
  const graph = useEditor((editor) => editor.graph);
  const directory = useEditor((editor) => editor.directory);
  const found = useRef<string>(undefined);
  const choices = flowOrder(graph).map((node) => ({
    key: node.id,
    words: nodeName(graph, node),
    also: `${kindOfNode(node)?.label ?? node.type} ${JSON.stringify(node.data)}`,
    aside: summaryOf(node, directory),
    Icon: iconOf(node),
  }));
  const choose = (key: string) => {
    found.current = key;
    onClose();
  };
  return (
    <PickDialog
      title="Find a node"
      placeholder="Name, kind, or what is said there"
      nothing="No node has these words."
      groups={[{ heading: 'In the order of the flow', choices }]}
      onChoose={choose}
      onClose={onClose}
      afterClose={() => found.current !== undefined && store.getState().goTo(found.current)}
    />
  );
}
