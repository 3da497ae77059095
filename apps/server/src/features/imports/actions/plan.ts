import { readPhone } from '#features/numbers';
import { withoutApostrophe } from '#runtime/csv';
import type { ReadingPlan } from '../read-row.ts';
import type { ImportRecord } from '../store/imports.ts';

export function planOf({ settings, columns }: Pick<ImportRecord, 'settings' | 'columns'>): ReadingPlan {
  return { settings, columns, readPhone, plainCell: withoutApostrophe };
}
