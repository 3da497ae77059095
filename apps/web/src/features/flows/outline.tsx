import type { FlowNode } from '@offhook/flow';
import { CornerDownRight, Plus, Route } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { useOpen } from './editor-dialogs.ts';
import { useEditor, useEditorStore } from './editor-store.ts';
import { exitWords, nodeName, withoutWay } from './node-words.ts';
import { Act, NodeRow } from './outline-node.tsx';
import { type OutlineItem, type OutlineWay, outlineOf } from './outline-tree.ts';
import { visitsOf } from './visits.ts';

/** The flow as lists: everything that the canvas does, without places. */
export function Outline() {
  const graph = useEditor((editor) => editor.graph);
  const { reached, rest } = useMemo(() => outlineOf(graph), [graph]);
  return (
    <section
      ref={useFocusOnWish()}
      aria-label="Outline"
      className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 overflow-y-auto p-4 md:h-full"
    >
      <Items items={reached} label="What calls come through" />
      {rest.length > 0 ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <h2 className="font-semibold">No call comes here</h2>
          {rest.map((items) => (
            <Items key={items[0]?.node.id} items={items} label="No call comes here" />
          ))}
        </div>
      ) : null}
    </section>
  );
}

/** The focus goes to a node when somebody wants it to. */
function useFocusOnWish() {
  const place = useRef<HTMLElement>(null);
  const { nodeId, wish } = useEditor(({ cursor }) => cursor);
  const served = useRef(wish);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each wish.
  useEffect(() => {
    if (wish === served.current || nodeId === null) return;
    served.current = wish;
    place.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(nodeId)}"]`)?.focus();
  }, [wish]);
  return place;
}

function Items({ items, label }: { items: readonly OutlineItem[]; label: string }) {
  const graph = useEditor((editor) => editor.graph);
  return (
    <ol aria-label={label} className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      {items.map(({ node, ways }) => (
        <li key={node.id} className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
          <NodeRow node={node} />
          {ways.length > 0 ? (
            <ul
              aria-label={`Ways out of ${nodeName(graph, node)}`}
              className="ml-4 grid grid-cols-[minmax(0,1fr)] gap-1.5 border-l pl-3 max-sm:ml-1 max-sm:pl-2"
            >
              {ways.map((way) => (
                <WayRow key={way.exit} node={node} way={way} />
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function WayRow({ node, way }: { node: FlowNode; way: OutlineWay }) {
  const open = useOpen();
  const store = useEditorStore();
  const readOnly = useEditor((editor) => editor.readOnly);
  const share = useEditor(({ analytics }) => visitsOf(analytics, node.id)?.exits.get(way.exit));
  const graph = useEditor((editor) => editor.graph);
  const { exit, label, to } = way;
  const name = `${exitWords(node, exit)} of ${nodeName(graph, node)}`;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <div className="flex items-center gap-x-2">
        <CornerDownRight size={14} aria-hidden className="shrink-0 text-muted" />
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
          <span className="min-w-0 truncate text-[13px]">{label}</span>
          {to === 'nowhere' ? <Nowhere node={node} exit={exit} /> : null}
          {to !== 'nowhere' && 'jump' in to ? (
            <Button
              look="link"
              size="inline"
              className="min-w-0 text-left whitespace-normal"
              onClick={() => store.getState().goTo(to.jump.id)}
            >
              goes to {nodeName(graph, to.jump)}
            </Button>
          ) : null}
          {share === undefined ? null : <span className="tabular text-xs text-muted">{share}</span>}
        </span>
        {readOnly ? null : (
          <span className="flex">
            <Act
              name={`Add a node by ${name}`}
              icon={<Plus size={16} aria-hidden />}
              onClick={() => open({ dialog: 'add', afterId: node.id, exit })}
            />
            <Act
              name={`Connect ${name} to…`}
              icon={<Route size={16} aria-hidden />}
              onClick={() => open({ dialog: 'connect', nodeId: node.id, exit })}
            />
          </span>
        )}
      </div>
      {to !== 'nowhere' && 'branch' in to ? <Items items={to.branch} label={`After ${name}`} /> : null}
    </li>
  );
}

function Nowhere({ node, exit }: { node: FlowNode; exit: string }) {
  const { words, isFault } = withoutWay(node, exit);
  return <span className={isFault ? 'text-[13px] text-danger-text' : 'text-[13px] text-muted'}>{words}</span>;
}
