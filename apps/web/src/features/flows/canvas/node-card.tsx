import type { FlowNode } from '@offhook/flow';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { useEditor } from '../editor-store.ts';
import { faceOf } from '../faces/index.ts';
import { headHeight, rowHeight } from '../layout.ts';
import { iconOf, summaryOf } from '../node-face.ts';
import { exitsOfNode, ledExits, nodeName } from '../node-words.ts';
import { problemsOfNode } from '../problems-of-node.ts';
import { visitsOf } from '../visits.ts';
import { type CardNode, exitHandle, headHandle, inHandle, rowMiddle } from './drawing.ts';

/** One node on the canvas: what it is, what it does in a line, what is wrong with it, and a row for each way out. */
export const NodeCard = memo(function NodeCard({ data: { node }, selected }: NodeProps<CardNode>) {
  const isActive = useEditor(({ run }) => run.active === node.id);
  const isVisited = useEditor(({ run }) => run.visited.includes(node.id));
  return (
    <div
      className={classNames(
        'card relative h-full shadow-xs',
        isVisited && 'border-accent',
        isActive && 'flow-glow border-accent shadow-[0_0_0_4px_color-mix(in_oklab,var(--accent)_35%,transparent)]',
        selected && 'border-accent outline-2 -outline-offset-1 outline-[var(--accent)]',
      )}
    >
      {node.type === 'start' ? null : (
        <Handle id={inHandle} type="target" position={Position.Left} style={{ top: headHeight / 2 }} />
      )}
      <Head node={node} />
      <Rows node={node} />
      <Visits nodeId={node.id} />
      {/* Where ways begin whose exit is not, or no longer, one of the rows; nobody can draw new ones from it. */}
      <Handle
        id={headHandle}
        type="source"
        position={Position.Right}
        isConnectable={false}
        style={{ top: headHeight / 2, visibility: 'hidden' }}
      />
    </div>
  );
});

function Head({ node }: { node: FlowNode }) {
  const summary = useEditor(({ directory }) => summaryOf(node, directory));
  const name = useEditor(({ graph }) => nodeName(graph, node));
  const Icon = iconOf(node);
  return (
    <div className="flex items-center gap-2 px-2.5" style={{ height: headHeight }}>
      <span className={classNames('grid size-8 shrink-0 place-items-center rounded-lg', faceOf(node.type)?.tone)}>
        <Icon size={16} aria-hidden />
      </span>
      <span className="grid min-w-0 flex-1">
        <span className="truncate text-[13px] leading-5 font-semibold">{name}</span>
        <span className="truncate text-xs text-muted" title={summary}>
          {summary}
        </span>
      </span>
      <ProblemBadge nodeId={node.id} />
    </div>
  );
}

function ProblemBadge({ nodeId }: { nodeId: string }) {
  const problems = useEditor((editor) => problemsOfNode(editor.problems, nodeId));
  if (problems.length === 0) return null;
  const isError = problems.some(({ severity }) => severity === 'error');
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <span
      title={problems.map(({ sentence }) => sentence).join('\n')}
      className={classNames(
        'flex h-[22px] shrink-0 items-center gap-1 rounded-md border px-1.5 text-xs font-medium',
        isError ? 'st-danger' : 'st-warn',
      )}
    >
      <Icon size={14} aria-hidden />
      {problems.length}
      <span className="sr-only">{problems.length === 1 ? 'problem' : 'problems'}</span>
    </span>
  );
}

function Rows({ node }: { node: FlowNode }) {
  const led = useEditor(({ graph }) => [...ledExits(graph.edges, node.id)].sort().join('\n')).split('\n');
  return exitsOfNode(node).map(({ name, label }, index) => (
    <div key={name} className="flex items-center gap-2 border-t px-2.5 text-xs" style={{ height: rowHeight }}>
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <RowVisits nodeId={node.id} exit={name} />
      <Handle
        id={exitHandle(name)}
        type="source"
        position={Position.Right}
        style={{ top: rowMiddle(index) }}
        className={led.includes(name) ? 'led' : ''}
      />
    </div>
  ));
}

function Visits({ nodeId }: { nodeId: string }) {
  const visits = useEditor(({ analytics }) => visitsOf(analytics, nodeId)?.words);
  if (visits === undefined) return null;
  return <p className="absolute -top-6 left-0 text-xs whitespace-nowrap text-muted tabular">{visits}</p>;
}

function RowVisits({ nodeId, exit }: { nodeId: string; exit: string }) {
  const share = useEditor(({ analytics }) => visitsOf(analytics, nodeId)?.exits.get(exit));
  return share === undefined ? null : <span className="text-muted tabular">{share}</span>;
}
