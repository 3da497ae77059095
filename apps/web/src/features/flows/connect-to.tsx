import type { FlowGraph, FlowNode } from '@offhook/flow';
import { CircleSlash, CornerDownRight } from 'lucide-react';
import { useRef, useState } from 'react';
import type { OpenDialog } from './editor-dialogs.ts';
import { useOpen } from './editor-dialogs.ts';
import { useEditor, useEditorStore } from './editor-store.ts';
import { iconOf } from './node-face.ts';
import { edgeAt, exitsOfNode, exitWords, legalTargets, nodeName, withoutWay } from './node-words.ts';
import { type Choice, PickDialog } from './pick-dialog.tsx';

type Connecting = OpenDialog & { dialog: 'connect' };
const nowhere = 'nowhere';
const fresh = 'new';

/** Leads an exit of a node somewhere without a pointer: first the exit, then one of the nodes that it may lead to. */
export function ConnectTo({ connecting, onClose }: { connecting: Connecting; onClose: () => void }) {
  const { nodeId } = connecting;
  const store = useEditorStore();
  const open = useOpen();
  const graph = useEditor((editor) => editor.graph);
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const exits = node ? exitsOfNode(node) : [];
  const [exit, setExit] = useState(connecting.exit ?? (exits.length === 1 ? exits[0]?.name : undefined));
  const addsNew = useRef(false);
  if (!node) return null;
  const chooseTarget = (by: string) => (key: string) => {
    const edge = edgeAt(graph, nodeId, by);
    addsNew.current = key === fresh;
    if (key === nowhere && edge) store.getState().disconnect(edge.id);
    if (key.startsWith('to ')) store.getState().connect(nodeId, by, key.slice(3));
    onClose();
  };
  return (
    // One dialog for both steps: a second one would lose the focus to the end of the first.
    <PickDialog
      {...(exit === undefined ? exitStep(graph, node) : targetStep(graph, node, exit))}
      onChoose={exit === undefined ? setExit : chooseTarget(exit)}
      onClose={onClose}
      afterClose={() =>
        addsNew.current && exit !== undefined
          ? open({ dialog: 'add', afterId: nodeId, exit })
          : store.getState().goTo(nodeId)
      }
    />
  );
}

function exitStep(graph: FlowGraph, node: FlowNode) {
  const byId = new Map(graph.nodes.map((each) => [each.id, each]));
  const choices: Choice[] = exitsOfNode(node).map(({ name, label }) => {
    const led = byId.get(edgeAt(graph, node.id, name)?.target ?? '');
    const aside = led ? `now to ${nodeName(graph, led)}` : withoutWay(node, name).words;
    return { key: name, words: label, aside, Icon: CornerDownRight };
  });
  return {
    step: 'exits',
    title: `Connect ${nodeName(graph, node)}`,
    description: choices.length === 0 ? 'The call ends here: nothing can follow.' : 'Which way out?',
    placeholder: 'Search the ways out',
    nothing: 'There is no such way out.',
    groups: [{ heading: 'Ways out', choices }],
  };
}

function targetStep(graph: FlowGraph, node: FlowNode, exit: string) {
  const edge = edgeAt(graph, node.id, exit);
  const choices: Choice[] = legalTargets(graph, node).map((target) => ({
    key: `to ${target.id}`,
    words: nodeName(graph, target),
    Icon: iconOf(target),
    ...(target.id === edge?.target && { aside: 'now' }),
  }));
  const others: Choice[] = [
    { key: fresh, words: 'A new node…', Icon: CornerDownRight },
    ...(edge ? [{ key: nowhere, words: 'Nowhere', aside: 'disconnect', Icon: CircleSlash }] : []),
  ];
  return {
    step: `targets of ${exit}`,
    title: `Connect ${exitWords(node, exit)} of ${nodeName(graph, node)} to…`,
    description: 'Only nodes that it may lead to are listed.',
    placeholder: 'Search the nodes',
    nothing: 'No node that it may lead to has such a name.',
    groups: [
      { heading: 'Nodes', choices },
      { heading: 'Or', choices: others },
    ],
  };
}
