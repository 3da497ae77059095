import { readPhone } from '#features/numbers';
import { withoutApostrophe } from '#runtime/csv';
import type { ReadingPlan } from '../read-row.ts';
import type { ImportRecord } from '../store/imports.ts';

export function planOf({
  settings,
  columns,
  created_at: uploadedAt,
}: Pick<ImportRecord, 'settings' | 'columns' | 'created_at'>): ReadingPlan {
  return { settings, columns, uploadedAt, readPhone, plainCell: withoutApostrophe };
}
