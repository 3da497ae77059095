import type { ImportRow } from '@offhook/contract';
import { CircleAlert } from 'lucide-react';
import { formatNumber } from '../../app/phone.ts';
import { classNames } from '../../ui/class-names.ts';
import { CellInput, type Step } from './cell-input.tsx';

interface RowCellsProps {
  row: ImportRow;
  index: number;
  columns: readonly { column: number; name: string }[];
  height: number;
  /** The column of the active cell, where it is in this row. */
  active: number | undefined;
  editing: { first: string | undefined } | undefined;
  onActivate: (column: number, edit: boolean) => void;
  onSave: (column: number, text: string, by: Step | undefined) => void;
  onDrop: (by: Step | 'blur' | undefined) => void;
  onLeaveOut: (leaveOut: boolean) => void;
}

/** One row of the grid: which it is, and its cells, each with what is wrong with it. */
export function RowCells(props: RowCellsProps) {
  const { row, index, columns, height, active, editing, onActivate } = props;
  return (
    <tr aria-rowindex={index + 2} style={{ height }}>
      <FirstCell {...props} />
      {columns.map(({ column, name }, at) => {
        const isActive = active === at + 1;
        const problem = row.is_left_out ? undefined : row.problems.find((each) => each.column === column)?.problem;
        const number = row.numbers.find((each) => each.column === column)?.number;
        const text = row.cells[column] ?? '';
        if (isActive && editing)
          return (
            <CellInput
              key={column}
              name={`${name}, row ${row.row}`}
              text={text}
              first={editing.first}
              canGoRight={at + 1 < columns.length}
              onSave={(next, by) => props.onSave(column, next, by)}
              onDrop={props.onDrop}
            />
          );
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the grid.
          <td
            key={column}
            data-place={`${index}:${at + 1}`}
            aria-colindex={at + 2}
            aria-invalid={problem ? true : undefined}
            tabIndex={isActive ? 0 : -1}
            onFocus={() => isActive || onActivate(at + 1, false)}
            onClick={() => onActivate(at + 1, isActive)}
            className={classNames(
              'cursor-text border-b px-3 -outline-offset-2',
              problem && 'st-danger border',
              row.is_left_out && 'text-muted line-through',
            )}
          >
            <span className="block truncate" title={text}>
              {text || <span className="sr-only">Empty</span>}
            </span>
            {problem ? (
              <span className="line-clamp-2 text-xs leading-4" title={problem}>
                <CircleAlert size={12} className="mr-1 inline align-[-2px]" aria-label="Error:" />
                {problem}
              </span>
            ) : number && number !== text.trim() ? (
              <span className="tabular block truncate text-xs text-muted">{formatNumber(number, '')}</span>
            ) : null}
          </td>
        );
      })}
    </tr>
  );
}

/** Which row it is, a problem of the row as a whole, and the box that leaves it out. */
function FirstCell({ row, index, active, onActivate, onLeaveOut }: RowCellsProps) {
  const problem = row.is_left_out ? undefined : row.problems.find(({ column }) => column === null)?.problem;
  const isMended = row.is_edited && row.problems.length === 0;
  return (
    <th
      scope="row"
      aria-colindex={1}
      className={classNames(
        'sticky left-0 z-[1] border-r border-b bg-surface px-3 text-left font-normal',
        problem && 'st-danger',
      )}
    >
      <span className="flex min-w-0 items-center gap-1">
        <span className="tabular">Row {row.row}</span>
        {isMended ? <span className="truncate text-xs text-muted">· mended</span> : null}
      </span>
      {problem ? (
        <span className="block truncate text-xs" title={problem}>
          {problem}
        </span>
      ) : null}
      <label className="flex min-h-6 items-center gap-1.5 text-xs">
        <input
          type="checkbox"
          aria-label={`Leave out row ${row.row}`}
          data-place={`${index}:0`}
          tabIndex={active === 0 ? 0 : -1}
          checked={row.is_left_out}
          onFocus={() => active === 0 || onActivate(0, false)}
          onChange={(event) => onLeaveOut(event.target.checked)}
          className="size-4 accent-[var(--accent)]"
        />
        Leave out
      </label>
    </th>
  );
}
