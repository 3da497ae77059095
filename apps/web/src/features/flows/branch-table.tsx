import type { Exit, FlowNode, FlowProblem } from '@offhook/flow';
import { Plus } from 'lucide-react';
import { SelectField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { branchField, problemOfExit, targetChoices, unconnectedWords } from './branches.ts';
import { useOpen } from './editor-dialogs.ts';
import { useEditor } from './editor-store.ts';
import { edgeAt, exitsOfNode } from './node-words.ts';

/** Where each way out of a node leads. */
export function BranchTable({ node, problems }: { node: FlowNode; problems: readonly FlowProblem[] }) {
  const exits = exitsOfNode(node);
  if (exits.length === 0) return null;
  return (
    <section aria-label="Ways out" className="grid grid-cols-[minmax(0,1fr)] gap-2 border-t pt-4">
      <h3 className="text-[13px] font-medium">{exits.length === 1 ? 'Then' : 'Ways out'}</h3>
      {exits.map((exit) => (
        <Branch key={exit.name} node={node} exit={exit} problems={problems} />
      ))}
    </section>
  );
}

function Branch({ node, exit, problems }: { node: FlowNode; exit: Exit; problems: readonly FlowProblem[] }) {
  const graph = useEditor((state) => state.graph);
  const connect = useEditor((state) => state.connect);
  const disconnect = useEditor((state) => state.disconnect);
  const open = useOpen();
  const edge = edgeAt(graph, node.id, exit.name);
  const { error, warning } = problemOfExit(problems, node, exit.name);
  const choices = targetChoices(graph, node, edge?.target);
  const choose = (target: string) => {
    if (target !== '') connect(node.id, exit.name, target);
    else if (edge) disconnect(edge.id);
  };
  return (
    <div data-field={branchField(node, exit.name)} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
      <SelectField
        label={exit.label}
        error={error}
        hint={warning ? `Warning: ${warning}` : undefined}
        value={edge?.target ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{unconnectedWords(node, exit)}</option>
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <IconButton
        name={`Add a node after ${exit.label}`}
        icon={<Plus size={16} aria-hidden />}
        className="mt-6"
        onClick={() => open({ dialog: 'add', afterId: node.id, exit: exit.name })}
      />
    </div>
  );
}
