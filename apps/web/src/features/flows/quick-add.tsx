import type { KindName } from '@offhook/flow';
import { useRef } from 'react';
import type { OpenDialog } from './editor-dialogs.ts';
import { useEditor, useEditorStore } from './editor-store.ts';
import { kindGroups } from './kind-choices.ts';
import { exitWords, nodeName } from './node-words.ts';
import { PickDialog } from './pick-dialog.tsx';

type Adding = OpenDialog & { dialog: 'add' };

const groups = kindGroups.map(({ heading, choices }) => ({
  heading,
  choices: choices.map(({ kind, label, Icon, also, notYet }) => ({
    key: kind,
    words: label,
    also,
    Icon,
    disabled: notYet !== undefined,
    ...(notYet !== undefined && { aside: 'Not available yet' }),
  })),
}));

/** Chooses what to add: after a node, between two, or where a connector was dropped. The focus goes to the new node. */
export function QuickAdd({ adding, onClose }: { adding: Adding; onClose: () => void }) {
  const store = useEditorStore();
  const added = useRef<string>(undefined);
  const where = useEditor((editor) => wordsFor(adding, editor.graph));
  const choose = (key: string) => {
    // The keys of the choices are the names of the kinds.
    added.current = add(store.getState(), adding, key as KindName);
    onClose();
  };
  return (
    <PickDialog
      title="Add a node"
      description={where}
      placeholder="Search: menu, hours, voicemail…"
      nothing="There is no such node."
      groups={groups}
      onChoose={choose}
      onClose={onClose}
      afterClose={() => added.current && store.getState().goTo(added.current)}
    />
  );
}

type Editor = ReturnType<ReturnType<typeof useEditorStore>['getState']>;

function add(editor: Editor, { edgeId, from, at, afterId, exit }: Adding, kind: KindName): string {
  if (edgeId !== undefined) return editor.insertOnEdge(edgeId, kind);
  if (at) return editor.insertAt(from ?? null, at, kind);
  return editor.insertAfter(afterId ?? null, exit ?? null, kind);
}

function wordsFor({ edgeId, from, afterId, exit }: Adding, graph: Editor['graph']): string {
  const { nodes, edges } = graph;
  const edge = edges.find(({ id }) => id === edgeId);
  const node = nodes.find(({ id }) => id === (edge?.source ?? from?.source ?? afterId));
  const by = from?.exit ?? exit;
  if (!node) return 'It comes without a way to it; connect it afterwards.';
  if (edge) return `Between ${nodeName(graph, node)} and what follows.`;
  return by === undefined
    ? `After ${nodeName(graph, node)}.`
    : `After ${nodeName(graph, node)}, by ${exitWords(node, by)}.`;
}
