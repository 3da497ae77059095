import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, getSmoothStepPath, useStore } from '@xyflow/react';
import { Plus, X } from 'lucide-react';
import { memo } from 'react';
import { useOpen } from '../editor-dialogs.ts';
import { useEditor, useEditorStore } from '../editor-store.ts';
import type { WayEdge } from './drawing.ts';

const look =
  'nodrag nopan pointer-events-auto grid size-6 place-items-center rounded-full border bg-surface text-muted hover:border-accent hover:text-accent-text';
/** Below this the buttons would be smaller than a fingertip and hide the drawing. */
const leastZoom = 0.55;

/** A way from an exit to a node, with the buttons that stand on it. By keyboard they are in "Connect to…". */
export const Way = memo(function Way(props: EdgeProps<WayEdge>) {
  const { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition, markerEnd } = props;
  const isNear = useStore(({ transform }) => transform[2] >= leastZoom);
  const readOnly = useEditor((editor) => editor.readOnly);
  const ends = { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition };
  // A curve that leads back would run through the cards.
  const leadsBack = targetX < sourceX;
  const [path, x, y] = leadsBack ? getSmoothStepPath({ ...ends, borderRadius: 14, offset: 26 }) : getBezierPath(ends);
  return (
    <>
      <BaseEdge id={props.id} path={path} interactionWidth={24} {...(markerEnd && { markerEnd })} />
      {isNear && !readOnly ? (
        <EdgeLabelRenderer>
          <div
            className="absolute flex gap-1"
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`, zIndex: props.selected ? 1 : 0 }}
          >
            <WayButtons id={props.id} words={props.data?.words ?? ''} selected={props.selected ?? false} />
          </div>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});

function WayButtons({ id, words, selected }: { id: string; words: string; selected: boolean }) {
  const store = useEditorStore();
  const open = useOpen();
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Insert a node from ${words}`}
        title="Insert a node here"
        className={look}
        onClick={() => open({ dialog: 'add', edgeId: id })}
      >
        <Plus size={14} aria-hidden />
      </button>
      {selected ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Disconnect ${words}`}
          title="Disconnect"
          className={look}
          onClick={() => store.getState().disconnect(id)}
        >
          <X size={14} aria-hidden />
        </button>
      ) : null}
    </>
  );
}
