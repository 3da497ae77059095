import type { FlowGraph } from '@offhook/flow';
import { CircleQuestionMark } from 'lucide-react';
import { drawingOf, side } from './drawing-of.ts';
import { faceOf } from './faces/index.ts';

const iconSide = 30;

/** A flow as a small picture: its nodes as their icons. */
export function GraphDrawing({ graph, name }: { graph: FlowGraph; name: string }) {
  const { boxes, lines, viewBox } = drawingOf(graph);
  return (
    <svg
      role="img"
      aria-label={`Drawing of ${name}: ${boxes.length} nodes`}
      viewBox={viewBox}
      preserveAspectRatio="xMidYMid meet"
      className="h-40 w-full rounded-lg bg-sunken"
    >
      {lines.map(({ id, path }) => (
        <path key={id} d={path} fill="none" strokeWidth={2.5} className="stroke-[var(--input)]" />
      ))}
      {boxes.map((box) => (
        <NodeSquare key={box.id} {...box} />
      ))}
    </svg>
  );
}

function NodeSquare({ type, x, y }: { type: string; x: number; y: number }) {
  const face = faceOf(type);
  const Icon = face?.icon ?? CircleQuestionMark;
  const inset = (side - iconSide) / 2;
  return (
    <g className={face?.tone}>
      <rect
        {...{ x, y }}
        width={side}
        height={side}
        rx={12}
        strokeWidth={2}
        className="fill-[var(--surface)] stroke-[var(--input)]"
      />
      <Icon x={x + inset} y={y + inset} size={iconSide} aria-hidden />
    </g>
  );
}
