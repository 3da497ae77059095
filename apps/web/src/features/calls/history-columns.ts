import type { exportColumns } from '@offhook/contract';
import { z } from 'zod';

interface Column {
  label: string;
  /** Pixels, unless somebody chose otherwise. */
  width: number;
  shown: boolean;
  exported: readonly (typeof exportColumns)[number][];
}

/** The columns of the history in their usual order. */
export const columnCatalogue = {
  who: { label: 'Who', width: 190, shown: true, exported: ['direction', 'contact', 'from_number', 'to_number'] },
  state: { label: 'State', width: 152, shown: true, exported: ['status'] },
  started: { label: 'Started', width: 132, shown: true, exported: ['created_at'] },
  talk: { label: 'Talk', width: 68, shown: true, exported: ['duration_seconds'] },
  disposition: { label: 'Disposition', width: 120, shown: true, exported: ['disposition'] },
  recording: { label: 'Recording', width: 124, shown: true, exported: [] },
  cost: { label: 'Cost', width: 84, shown: true, exported: ['cost', 'currency'] },
  person: { label: 'Placed by', width: 120, shown: false, exported: ['person'] },
  number: { label: 'Our number', width: 136, shown: false, exported: [] },
  answered: { label: 'Answered by', width: 116, shown: false, exported: ['answered_by'] },
  campaign: { label: 'Campaign', width: 140, shown: false, exported: ['campaign'] },
  tags: { label: 'Tags', width: 140, shown: false, exported: ['tags'] },
} as const satisfies Record<string, Column>;

export type ColumnId = keyof typeof columnCatalogue;

// Object.keys forgets the literal types that the table has.
export const columnIds = Object.keys(columnCatalogue) as [ColumnId, ...ColumnId[]];

export interface HistoryLayout {
  /** All columns, in order. */
  columns: readonly { id: ColumnId; shown: boolean; width: number }[];
  density: 'cozy' | 'compact';
}

export const narrowestColumn = 56;
export const widestColumn = 480;

const Stored = z.object({
  columns: z.array(
    z.object({ id: z.string(), shown: z.boolean(), width: z.number().min(narrowestColumn).max(widestColumn) }),
  ),
  density: z.enum(['cozy', 'compact']),
});

export const usualLayout: HistoryLayout = {
  columns: columnIds.map((id) => ({ id, shown: columnCatalogue[id].shown, width: columnCatalogue[id].width })),
  density: 'cozy',
};

/** The layout out of what was stored: columns that are gone are left out, new ones come last, as they usually are. */
export function readLayout(text: string | null): HistoryLayout {
  const stored = Stored.safeParse(text === null ? undefined : parsed(text));
  if (!stored.success) return usualLayout;
  const known = stored.data.columns.flatMap(({ id, ...rest }) => {
    const column = columnIds.find((each) => each === id);
    return column ? [{ id: column, ...rest }] : [];
  });
  const unique = known.filter(({ id }, at) => known.findIndex((other) => other.id === id) === at);
  const missing = usualLayout.columns.filter(({ id }) => unique.every((column) => column.id !== id));
  return { columns: [...unique, ...missing], density: stored.data.density };
}

/** The layout with one column changed; widths stay within bounds, and one column always stays. */
export function withColumn(
  layout: HistoryLayout,
  id: ColumnId,
  change: { shown?: boolean; width?: number },
): HistoryLayout {
  const columns = layout.columns.map((column) => {
    if (column.id !== id) return column;
    const width = Math.min(widestColumn, Math.max(narrowestColumn, Math.round(change.width ?? column.width)));
    return { ...column, shown: change.shown ?? column.shown, width };
  });
  return columns.some(({ shown }) => shown) ? { ...layout, columns } : layout;
}

/** The layout with a column moved by so many places. */
export function withColumnMoved(layout: HistoryLayout, id: ColumnId, by: 1 | -1): HistoryLayout {
  const from = layout.columns.findIndex((column) => column.id === id);
  const columns = [...layout.columns];
  const [moved] = columns.splice(from, 1);
  if (!moved || from + by < 0 || from + by > columns.length) return layout;
  columns.splice(from + by, 0, moved);
  return { ...layout, columns };
}

/** On which side of the recording there is room for what a player shows while it plays. */
export function roomForControls({ columns }: HistoryLayout): 'left' | 'right' {
  const shown = columns.filter((column) => column.shown);
  const before = shown.slice(
    0,
    shown.findIndex(({ id }) => id === 'recording'),
  );
  return before.reduce((sum, { width }) => sum + width, 0) > 300 ? 'left' : 'right';
}

/** What an export of these columns has, in their order; the id always comes first. */
export function exportedColumns({ columns }: HistoryLayout): string[] {
  const wanted = columns.filter(({ shown }) => shown).flatMap(({ id }) => columnCatalogue[id].exported);
  return ['id', ...wanted];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
