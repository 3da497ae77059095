import type { ContactImportDetail, ImportColumn, ImportRow, ImportSettings } from '@offhook/contract';
import type { Context } from '../../../context.ts';
import { suggestMatches } from '../match-columns.ts';
import { type ReadingPlan, readRow } from '../read-row.ts';
import type { ImportRecord } from '../store/imports.ts';
import { planOf } from './plan.ts';
import { presentImport } from './present.ts';
import { readHead } from './read-file.ts';

const previewRows = 20;
const samples = 3;
const sampleLength = 100;

/** The names of the columns: the header's, or made up, as many as the widest of the first lines has. */
export function columnsOf(lines: readonly string[][], headerRow: number | null): string[] {
  const header = headerRow === null ? [] : (lines[headerRow - 1] ?? []);
  // Below a header an extra cell is a mistake in its row.
  const width = headerRow === null ? Math.max(0, ...lines.map((line) => line.length)) : header.length;
  return Array.from({ length: width }, (_, index) => header[index]?.trim().slice(0, 200) || `Column ${index + 1}`);
}

export function suggestedMatches(lines: readonly string[][], headerRow: number | null): ImportSettings['matches'] {
  return columnsWithSamples(lines, headerRow).map(({ column, suggested: { target, label } }) => ({
    ...{ column, target },
    ...(label !== null && { label }),
  }));
}

function columnsWithSamples(lines: readonly string[][], headerRow: number | null): ImportColumn[] {
  const below = lines.slice(headerRow ?? 0);
  const named = columnsOf(lines, headerRow).map((name, column) => {
    const filled = below.map((line) => line[column]?.trim() ?? '').filter(Boolean);
    return { column, name, samples: filled.slice(0, samples).map((cell) => cell.slice(0, sampleLength)) };
  });
  const suggested = suggestMatches(named);
  return named.map((each, index) => ({ ...each, suggested: suggested[index] ?? { target: 'ignore', label: null } }));
}

/** An import with what a person needs to match its columns, from the first lines of its file. */
export async function detailOf(ctx: Context, record: ImportRecord, lines?: string[][]): Promise<ContactImportDetail> {
  const { settings, detected, storage_key: storageKey, bytes } = record;
  const head = lines ?? (storageKey === null ? [] : await readHead(ctx, { storageKey, bytes }, settings));
  const below = head.slice(settings.header_row ?? 0).filter((line) => line.some((cell) => cell.trim() !== ''));
  const plan = planOf(record);
  const preview = below.slice(0, previewRows).map((cells, index) => presentRow({ row: index + 1, cells }, plan));
  const shown = head.slice(0, previewRows).map((line) => line.map((cell) => cell.slice(0, sampleLength)));
  const columns = columnsWithSamples(head, settings.header_row);
  return { ...presentImport(record), detected, lines: shown, columns, preview };
}

/** A row as a page shows it, read anew. */
export function presentRow(
  {
    row,
    cells,
    isEdited = false,
    isLeftOut = false,
  }: Omit<Partial<ImportRow>, 'row' | 'cells'> & {
    row: number;
    cells: readonly string[];
    isEdited?: boolean;
    isLeftOut?: boolean;
  },
  plan: ReadingPlan,
): ImportRow {
  const { problems, numbers } = readRow(cells, plan);
  const read = numbers.map(({ column, number }) => ({ column, number }));
  return { row, cells: [...cells], problems, numbers: read, is_edited: isEdited, is_left_out: isLeftOut };
}
