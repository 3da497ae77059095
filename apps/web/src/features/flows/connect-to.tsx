import { CircleSlash, CornerDownRight } from 'lucide-react';
import { useRef, useState } from 'react';
import type { OpenDialog } from './editor-dialogs.ts';
import { useOpen } from './editor-dialogs.ts';
import { useEditor, useEditorStore } from './editor-store.ts';
import { iconOf } from './node-face.ts';
import { edgeAt, exitsOfNode, exitWords, legalTargets, nodeName, withoutWay } from './node-words.ts';
import { PickDialog } from './pick-dialog.tsx';

type Connecting = OpenDialog & { dialog: 'connect' };
const nowhere = 'nowhere';
const fresh = 'new';

/** Leads an exit of a node somewhere without a pointer: first the exit, then one of the nodes that it may lead to. */
export function ConnectTo({ connecting, onClose }: { connecting: Connecting; onClose: () => void }) {
  const { nodeId } = connecting;
  const store = useEditorStore();
  const node = useEditor(({ graph }) => graph.nodes.find(({ id }) => id === nodeId));
  const exits = node ? exitsOfNode(node) : [];
  const only = exits.length === 1 ? exits[0]?.name : undefined;
  const [exit, setExit] = useState(connecting.exit ?? only);
  const back = () => store.getState().goTo(nodeId);
  if (!node) return null;
  if (exit === undefined) return <ExitChoice nodeId={nodeId} onChoose={setExit} onClose={onClose} afterClose={back} />;
  return <TargetChoice key={exit} nodeId={nodeId} exit={exit} onClose={onClose} afterClose={back} />;
}

interface Step {
  nodeId: string;
  onClose: () => void;
  afterClose: () => void;
}

function ExitChoice({ nodeId, onChoose, ...dialog }: Step & { onChoose: (exit: string) => void }) {
  const graph = useEditor((editor) => editor.graph);
  const node = graph.nodes.find(({ id }) => id === nodeId);
  if (!node) return null;
  const choices = exitsOfNode(node).map(({ name, label }) => {
    const target = edgeAt(graph, nodeId, name)?.target;
    const led = graph.nodes.find(({ id }) => id === target);
    const aside = led ? `now to ${nodeName(led)}` : withoutWay(node, name).words;
    return { key: name, words: label, aside, Icon: CornerDownRight };
  });
  return (
    <PickDialog
      title={`Connect ${nodeName(node)}`}
      description={choices.length === 0 ? 'The call ends here: nothing can follow.' : 'Which way out?'}
      placeholder="Search the ways out"
      nothing="There is no such way out."
      groups={[{ heading: 'Ways out', choices }]}
      onChoose={onChoose}
      {...dialog}
    />
  );
}

function TargetChoice({ nodeId, exit, onClose, afterClose }: Step & { exit: string }) {
  const store = useEditorStore();
  const open = useOpen();
  const addsNew = useRef(false);
  const graph = useEditor((editor) => editor.graph);
  const node = graph.nodes.find(({ id }) => id === nodeId);
  if (!node) return null;
  const edge = edgeAt(graph, nodeId, exit);
  const targets = legalTargets(graph, node).map((target) => ({
    key: `to ${target.id}`,
    words: nodeName(target),
    Icon: iconOf(target),
    ...(target.id === edge?.target && { aside: 'now' }),
  }));
  const choose = (key: string) => {
    addsNew.current = key === fresh;
    if (key === nowhere && edge) store.getState().disconnect(edge.id);
    if (key.startsWith('to ')) store.getState().connect(nodeId, exit, key.slice(3));
    onClose();
  };
  const others = [
    { key: fresh, words: 'A new node…', Icon: CornerDownRight },
    ...(edge ? [{ key: nowhere, words: 'Nowhere', aside: 'disconnect', Icon: CircleSlash }] : []),
  ];
  return (
    <PickDialog
      title={`Connect ${exitWords(node, exit)} of ${nodeName(node)} to…`}
      placeholder="Search the nodes"
      nothing="No node that it may lead to has such a name."
      groups={[
        { heading: 'Nodes', choices: targets },
        { heading: 'Or', choices: others },
      ]}
      onChoose={choose}
      onClose={onClose}
      afterClose={() => (addsNew.current ? open({ dialog: 'add', afterId: nodeId, exit }) : afterClose())}
    />
  );
}
