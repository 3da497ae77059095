import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { type ColumnId, columnCatalogue, type HistoryLayout, withColumn } from './history-columns.ts';

interface CallTableProps {
  count: number;
  /** Pixels of rows that are not in the document. */
  gaps: { before: number; after: number };
  layout: HistoryLayout;
  onLayout: (layout: HistoryLayout) => void;
  children: ReactNode;
}

const boxWidth = 40;

/** The table around the rows: its columns with their widths. It scrolls by itself when the columns need more room. */
export function CallTable({ count, gaps, layout, onLayout, children }: CallTableProps) {
  const [drag, setDrag] = useState<{ id: ColumnId; width: number }>();
  const shown = layout.columns
    .filter((column) => column.shown)
    .map((column) => (column.id === drag?.id ? { ...column, width: drag.width } : column));
  const width = shown.reduce((sum, column) => sum + column.width, boxWidth);
  return (
    <div className="card overflow-x-auto">
      <table aria-label="Calls" aria-rowcount={count + 1} className="w-full table-fixed" style={{ minWidth: width }}>
        <colgroup>
          <col style={{ width: boxWidth }} />
          {shown.map((column) => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr className="border-b text-[13px]">
            <th>
              <span className="sr-only">Select</span>
            </th>
            {shown.map(({ id, width: now }) => (
              <th key={id} className="relative truncate px-2 py-2 text-left font-semibold">
                {columnCatalogue[id].label}
                <Edge
                  label={columnCatalogue[id].label}
                  width={now}
                  onDrag={(next) => setDrag({ id, width: next })}
                  onSet={(next) => {
                    setDrag(undefined);
                    onLayout(withColumn(layout, id, { width: next }));
                  }}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={gaps.before} columns={shown.length + 1} />
          {children}
          <Gap height={gaps.after} columns={shown.length + 1} />
        </tbody>
      </table>
    </div>
  );
}

function Gap({ height, columns }: { height: number; columns: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  ) : null;
}

interface EdgeProps {
  label: string;
  width: number;
  onDrag: (width: number) => void;
  onSet: (width: number) => void;
}

/** The edge of a column, to be dragged; the Columns dialog does the same for the keyboard and for touch. */
function Edge({ label, width, onDrag, onSet }: EdgeProps) {
  const [start, setStart] = useState<{ x: number; width: number }>();
  const widthAt = (event: PointerEvent) => Math.max(40, (start?.width ?? width) + event.clientX - (start?.x ?? 0));
  const byKey = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (!by) return;
    event.preventDefault();
    onSet(width + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule between columns that is moved is a focusable separator; <hr> cannot stand in a heading.
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${label}`}
      aria-valuenow={width}
      tabIndex={-1}
      onKeyDown={byKey}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart({ x: event.clientX, width });
      }}
      onPointerMove={(event) => start && onDrag(widthAt(event))}
      onPointerUp={(event) => {
        setStart(undefined);
        onSet(widthAt(event));
      }}
      className="absolute inset-y-1 right-0 w-2 cursor-col-resize touch-none border-r border-transparent hover:border-input"
    />
  );
}
