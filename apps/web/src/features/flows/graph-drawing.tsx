import type { FlowGraph } from '@offhook/flow';
import { drawingOf } from './drawing-of.ts';

/** A flow as a small picture. */
export function GraphDrawing({ graph, name }: { graph: FlowGraph; name: string }) {
  const { boxes, lines, viewBox } = drawingOf(graph);
  return (
    <svg
      role="img"
      aria-label={`Drawing of ${name}: ${boxes.length} nodes`}
      viewBox={viewBox}
      preserveAspectRatio="xMidYMid meet"
      className="h-36 w-full rounded-lg bg-sunken"
    >
      {lines.map(({ id, path }) => (
        <path key={id} d={path} fill="none" strokeWidth={4} className="stroke-[var(--input)]" />
      ))}
      {boxes.map(({ id, x, y, width, height, words, isStart }) => (
        <g key={id}>
          <rect
            x={x}
            y={y}
            width={width}
            height={height}
            rx={16}
            strokeWidth={3}
            className={
              isStart
                ? 'fill-[var(--st-live-bg)] stroke-[var(--st-live-bd)]'
                : 'fill-[var(--surface)] stroke-[var(--input)]'
            }
          />
          <text
            x={x + width / 2}
            y={y + height / 2 + 10}
            textAnchor="middle"
            fontSize={28}
            className="fill-[var(--fg)]"
          >
            {words}
          </text>
        </g>
      ))}
    </svg>
  );
}
