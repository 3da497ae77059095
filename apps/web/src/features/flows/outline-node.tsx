import type { FlowNode } from '@offhook/flow';
import { CircleAlert, Pencil, Plus, Route, Trash2, TriangleAlert } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Badge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useOpen } from './editor-dialogs.ts';
import { useEditor, useEditorStore } from './editor-store.ts';
import { iconOf, summaryOf } from './node-face.ts';
import { exitsOfNode, nodeName } from './node-words.ts';
import { problemsOfNode } from './problems-of-node.ts';
import { useCommands } from './use-commands.ts';
import { visitsOf } from './visits.ts';

/** A node in the outline, with everything that can be done to it. */
export function NodeRow({ node }: { node: FlowNode }) {
  const store = useEditorStore();
  const isSelected = useEditor(({ selection }) => selection.includes(node.id));
  const isActive = useEditor(({ run }) => run.active === node.id);
  const isVisited = useEditor(({ run }) => run.visited.includes(node.id));
  const summary = useEditor(({ directory }) => summaryOf(node, directory));
  const visits = useEditor(({ analytics }) => visitsOf(analytics, node.id)?.words);
  const name = useEditor(({ graph }) => nodeName(graph, node));
  const keys = useRowKeys(node);
  const Icon = iconOf(node);
  return (
    <div
      className={classNames(
        'card flex items-center gap-x-1 p-1',
        isVisited && 'border-accent',
        isSelected && 'bg-selected',
        isActive && 'flow-glow border-accent',
      )}
    >
      <button
        type="button"
        data-node={node.id}
        aria-current={isSelected}
        className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-lg px-1.5 text-left"
        onClick={() => store.getState().inspect(node.id)}
        {...keys}
      >
        <Icon size={16} aria-hidden className="shrink-0" />
        <span className="max-w-[60%] shrink-0 truncate font-medium max-sm:max-w-full max-sm:shrink">{name}</span>
        <span className="min-w-0 truncate text-[13px] text-muted max-sm:hidden">{summary}</span>
        <Problems nodeId={node.id} />
      </button>
      {visits === undefined ? null : <span className="tabular text-xs text-muted">{visits}</span>}
      <NodeActions node={node} />
    </div>
  );
}

function useRowKeys(node: FlowNode) {
  const store = useEditorStore();
  const { remove } = useCommands();
  return {
    onFocus() {
      store.getState().standAt(node.id);
      store.getState().select([node.id]);
    },
    onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Delete' && event.key !== 'Backspace') return;
      event.preventDefault();
      remove([node.id]);
    },
  };
}

function Problems({ nodeId }: { nodeId: string }) {
  const problems = useEditor((editor) => problemsOfNode(editor.problems, nodeId));
  if (problems.length === 0) return null;
  const isError = problems.some(({ severity }) => severity === 'error');
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <Badge tone={isError ? 'danger' : 'warn'} className="ml-auto">
      <Icon size={14} aria-hidden />
      {problems.length} <span className="sr-only">{problems.length === 1 ? 'problem' : 'problems'}</span>
    </Badge>
  );
}

function NodeActions({ node }: { node: FlowNode }) {
  const store = useEditorStore();
  const open = useOpen();
  const { remove } = useCommands();
  const readOnly = useEditor((editor) => editor.readOnly);
  const name = useEditor(({ graph }) => nodeName(graph, node));
  if (readOnly) return null;
  const [only] = exitsOfNode(node).length === 1 ? exitsOfNode(node) : [];
  return (
    <span className="flex">
      {only ? (
        <>
          <Act
            name={`Add a node after ${name}`}
            icon={<Plus size={16} aria-hidden />}
            onClick={() => open({ dialog: 'add', afterId: node.id, exit: only.name })}
          />
          <Act
            name={`Connect ${name} to…`}
            icon={<Route size={16} aria-hidden />}
            onClick={() => open({ dialog: 'connect', nodeId: node.id, exit: only.name })}
          />
        </>
      ) : null}
      <Act
        name={`Rename ${name}`}
        icon={<Pencil size={16} aria-hidden />}
        onClick={() => store.getState().inspect(node.id, 'name')}
      />
      {node.type === 'start' ? null : (
        <Act name={`Remove ${name}`} icon={<Trash2 size={16} aria-hidden />} onClick={() => remove([node.id])} />
      )}
    </span>
  );
}

export function Act({ name, icon, onClick }: { name: string; icon: ReactNode; onClick: () => void }) {
  return <IconButton name={name} icon={icon} className="text-muted" onClick={onClick} />;
}
