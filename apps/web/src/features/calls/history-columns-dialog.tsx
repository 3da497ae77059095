import { ArrowDown, ArrowUp } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import {
  columnCatalogue,
  type HistoryLayout,
  narrowestColumn,
  usualLayout,
  widestColumn,
  withColumn,
  withColumnMoved,
} from './history-columns.ts';

interface ColumnsDialogProps {
  layout: HistoryLayout;
  onChange: (layout: HistoryLayout) => void;
  onClose: () => void;
}

/** Which columns the history shows, in which order, how wide, how dense; every change is seen at once and kept. */
export function ColumnsDialog({ layout, onChange, onClose }: ColumnsDialogProps) {
  return (
    <Dialog
      title="Columns"
      description="Kept for you in this browser. An export has the same columns."
      onClose={onClose}
    >
      <Switch
        label="Compact rows"
        checked={layout.density === 'compact'}
        onChange={(on) => onChange({ ...layout, density: on ? 'compact' : 'cozy' })}
      />
      <ol aria-label="Columns" className="grid divide-y rounded-lg border">
        {layout.columns.map((column, at) => (
          <ColumnItem key={column.id} column={column} at={at} layout={layout} onChange={onChange} />
        ))}
      </ol>
      <div>
        <Button onClick={() => onChange(usualLayout)}>Reset to the usual</Button>
      </div>
    </Dialog>
  );
}

function ColumnItem(props: {
  column: HistoryLayout['columns'][number];
  at: number;
  layout: HistoryLayout;
  onChange: (layout: HistoryLayout) => void;
}) {
  const { column, at, layout, onChange } = props;
  const box = useId();
  const { label } = columnCatalogue[column.id];
  return (
    <li className="flex min-h-10 flex-wrap items-center gap-x-3 px-2 py-1">
      <span className="flex min-w-32 flex-1 items-center gap-2">
        <input
          id={box}
          type="checkbox"
          className="size-4 accent-[var(--accent)]"
          checked={column.shown}
          onChange={(event) => onChange(withColumn(layout, column.id, { shown: event.target.checked }))}
        />
        <label htmlFor={box} className="min-h-6 content-center">
          {label}
        </label>
      </span>
      <input
        type="range"
        aria-label={`Width of ${label}`}
        aria-valuetext={`${column.width} pixels`}
        min={narrowestColumn}
        max={widestColumn}
        step={4}
        value={column.width}
        onChange={(event) => onChange(withColumn(layout, column.id, { width: event.target.valueAsNumber }))}
        className="h-6 w-28 accent-[var(--accent-text)]"
      />
      <span className="flex">
        <IconButton
          name={`Move ${label} up`}
          icon={<ArrowUp size={14} aria-hidden />}
          aria-disabled={at === 0}
          onClick={() => onChange(withColumnMoved(layout, column.id, -1))}
        />
        <IconButton
          name={`Move ${label} down`}
          icon={<ArrowDown size={14} aria-hidden />}
          aria-disabled={at === layout.columns.length - 1}
          onClick={() => onChange(withColumnMoved(layout, column.id, 1))}
        />
      </span>
    </li>
  );
}
