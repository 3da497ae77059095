import type { ContactImportDetail, ImportRow } from '@offhook/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import type { Step } from './cell-input.tsx';
import { shownColumns } from './column-matches.ts';
import { moved, nextProblem } from './grid-moves.ts';
import { targetWords } from './import-words.ts';
import { RowCells } from './row-cells.tsx';
import { useGridPlace } from './use-grid-place.ts';
import { useRowChanges } from './use-row-changes.ts';

const rowHeight = 56;
const headHeight = 52;
const columnWidth = 190;
const firstWidth = 148;

interface RowGridProps {
  of: ContactImportDetail;
  rows: readonly ImportRow[];
  hasMore: boolean;
  onMore: () => void;
  filter: ReactNode;
}

/** A grid whose cells are edited in place. One cell at a time takes part in the order of Tab; arrows move between them. */
export function RowGrid({ of, rows, hasMore, onMore, filter }: RowGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const change = useRowChanges(of.id);
  const columns = shownColumns(of);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: headHeight,
  });
  const { active, setActive, editing, setEditing, go } = useGridPlace(box, virtual, { row: 0, column: 1 });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) onMore();
  }, [hasMore, last, rows.length, onMore]);
  const press = (event: KeyboardEvent) => {
    if (editing || event.altKey) return;
    const size = { rows: rows.length, columns: columns.length + 1 };
    const place = moved(active, event.key, event.ctrlKey || event.metaKey, size);
    const isTyped = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey;
    if (place) go(place);
    else if (active.column > 0 && (event.key === 'Enter' || event.key === 'F2')) setEditing({ first: undefined });
    else if (active.column > 0 && isTyped) setEditing({ first: event.key });
    else return;
    event.preventDefault();
  };
  const hasProblems = rows.some(({ problems, is_left_out }) => problems.length > 0 && !is_left_out);
  const toProblem = () => {
    const numbers = columns.map(({ column }) => column);
    const place = nextProblem(rows, numbers, active);
    if (place) go(place);
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        {filter}
        <Button size="small" disabled={!hasProblems} onClick={toProblem}>
          Next error
        </Button>
      </div>
      <div
        ref={box}
        // What has the focus is never below the names of the columns, nor behind the first one.
        style={{ scrollPaddingTop: headHeight, scrollPaddingLeft: firstWidth }}
        className="card max-h-[60dvh] min-h-40 overflow-auto"
      >
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are moved between is a grid.
          role="grid"
          aria-label="Rows of the file"
          aria-rowcount={hasMore ? -1 : rows.length + 1}
          aria-colcount={columns.length + 1}
          onKeyDown={press}
          style={{ minWidth: firstWidth + columns.length * columnWidth }}
          className="w-full table-fixed border-separate border-spacing-0 text-[13px]"
        >
          <Head columns={columns} />
          <tbody>
            <Gap height={shown[0]?.start ?? 0} />
            {shown.map(({ index }) => {
              const row = rows[index];
              const down = (by: Step) => ({
                row: Math.min(index + by.row, rows.length - 1),
                column: active.column + by.column,
              });
              return row ? (
                <RowCells
                  key={row.row}
                  row={row}
                  index={index}
                  columns={columns}
                  height={rowHeight}
                  active={active.row === index ? active.column : undefined}
                  editing={active.row === index ? editing : undefined}
                  onActivate={(column, edit) => {
                    setActive({ row: index, column });
                    setEditing(edit ? { first: undefined } : undefined);
                  }}
                  onSave={(column, text, by) => {
                    change.mutate({ row: row.row, column, text });
                    if (by) go(down(by));
                    else setEditing(undefined);
                  }}
                  onDrop={(by) => (by === 'blur' ? setEditing(undefined) : go(by ? down(by) : active))}
                  onLeaveOut={(leave_out) => change.mutate({ row: row.row, leave_out })}
                />
              ) : null;
            })}
            <Gap height={virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)} />
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Where rows are that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}

function Head({ columns }: { columns: ReturnType<typeof shownColumns> }) {
  return (
    <thead>
      <tr aria-rowindex={1} style={{ height: headHeight }}>
        <th
          scope="col"
          style={{ width: firstWidth }}
          className="sticky top-0 left-0 z-20 border-r border-b bg-surface px-3 text-left font-semibold"
        >
          Row
        </th>
        {columns.map(({ column, name, target }) => (
          <th key={column} scope="col" className="sticky top-0 z-10 border-b bg-surface px-3 text-left font-semibold">
            <span className="block truncate">{name}</span>
            <span className="block truncate text-xs font-normal text-muted">{targetWords[target]}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
