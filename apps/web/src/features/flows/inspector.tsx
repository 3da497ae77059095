import type { FlowNode } from '@offhook/flow';
import { Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { BranchTable } from './branch-table.tsx';
import { useEditor } from './editor-store.ts';
import type { Face } from './faces/face.ts';
import { faceOf } from './faces/index.ts';
import { focusField } from './focus-field.ts';
import { kindOfNode, nodeName } from './node-words.ts';
import { SettlingField } from './settling-field.tsx';
import { useCommands } from './use-commands.ts';

/** The node that is looked at: its name, what its kind asks for, and where each way out leads. */
export function Inspector() {
  const inspected = useEditor((state) => state.inspected);
  const node = useEditor((state) => state.graph.nodes.find(({ id }) => id === state.inspected?.nodeId));
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (inspected?.field !== undefined && place.current) focusField(place.current, inspected.field);
  }, [inspected]);
  if (!node) return <p className="p-4 text-[13px] text-muted">Choose a node to see and change what it does.</p>;
  return (
    <div ref={place} className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 p-4">
      <NodeFields key={node.id} node={node} />
    </div>
  );
}

function NodeFields({ node }: { node: FlowNode }) {
  const problems = useEditor((state) => state.problems);
  const readOnly = useEditor((state) => state.readOnly);
  const rename = useEditor((state) => state.rename);
  const face = faceOf(node.type);
  const own = problems.filter(({ nodeId }) => nodeId === node.id);
  const general = own.filter(({ field }) => field === undefined || ofTheWhole.has(field));
  const label = kindOfNode(node)?.label ?? node.type;
  const name = useEditor(({ graph }) => nodeName(graph, node));
  return (
    <>
      <div className="flex items-center justify-between gap-2 md:pr-9">
        <h2 tabIndex={-1} data-inspector-heading className="flex min-w-0 items-center gap-2 font-semibold outline-none">
          {face ? <FaceChip face={face} /> : null}
          <span className="truncate">{name}</span>
        </h2>
        {readOnly || node.type === 'start' ? null : <DeleteNode node={node} />}
      </div>
      {general.map(({ code, sentence, severity }) => (
        <p
          key={`${code} ${sentence}`}
          className={severity === 'error' ? 'text-[13px] text-danger-text' : 'text-[13px] text-[var(--st-warn-fg)]'}
        >
          {severity === 'error' ? sentence : `Warning: ${sentence}`}
        </p>
      ))}
      <fieldset disabled={readOnly} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
        <legend className="sr-only">{label}</legend>
        <div data-field="name">
          <SettlingField
            label="Name"
            placeholder={name}
            hint={`A node of the kind ${label}.`}
            most={80}
            value={node.name ?? ''}
            onSettle={(words) => rename(node.id, words)}
          />
        </div>
        {face ? (
          <face.Fields nodeId={node.id} data={node.data} problems={own} />
        ) : (
          <p className="text-[13px] text-muted">There is no such kind of node. Delete it, or import the flow again.</p>
        )}
        <BranchTable node={node} problems={own} />
      </fieldset>
    </>
  );
}

// Fields that no kind asks for.
const ofTheWhole: ReadonlySet<string> = new Set(['type', 'data', 'position']);

/** The icon of a kind in its tone. */
function FaceChip({ face }: { face: Face }) {
  const Icon = face.icon;
  return (
    <span className={`grid size-7 shrink-0 place-content-center rounded-md border ${face.tone}`}>
      <Icon size={16} aria-hidden />
    </span>
  );
}

function DeleteNode({ node }: { node: FlowNode }) {
  const name = useEditor(({ graph }) => nodeName(graph, node));
  const { remove } = useCommands();
  return (
    <IconButton name={`Delete ${name}`} icon={<Trash2 size={16} aria-hidden />} onClick={() => remove([node.id])} />
  );
}
