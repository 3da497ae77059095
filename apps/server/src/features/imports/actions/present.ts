import type { ContactImport } from '@offhook/contract';
import { formatId } from '@offhook/kit';
import type { ImportResult } from '#runtime/database/import-tables';
import type { ImportRecord } from '../store/imports.ts';

const endedStates: readonly string[] = ['done', 'cancelled', 'failed'];

export const nothingYet: ImportResult = {
  ...{ created: 0, updated: 0, skipped: 0, failed: 0, with_number: 0 },
  ...{ consents: 0, consents_left_out: 0, suppressed: 0 },
};

function presentResult(result: ImportResult): ContactImport['result'] {
  const { consents_left_out: leftOut, suppressed } = result;
  const notes = [
    leftOut > 0 &&
      `No consent was recorded for ${numbers(leftOut)} that took it back before: the file states no later date.`,
    suppressed > 0 && `The file asks not to call ${numbers(suppressed)}: on the do-not-call list now.`,
  ];
  return { ...nothingYet, ...result, notes: notes.filter((each) => each !== false) };
}

const numbers = (count: number) => (count === 1 ? '1 number' : `${count} numbers`);

/** Contacts that were written, and consents. */
function hasWritten({ created, updated, consents }: ImportResult): boolean {
  return created + updated + consents > 0;
}

export function presentImport(record: ImportRecord): ContactImport {
  const { state, result, storage_key } = record;
  if (state === 'uploading' || state === 'deleted') throw new Error('An import that is not there is shown.');
  return {
    id: formatId('import', record.id),
    name: record.name,
    state,
    bytes: record.bytes,
    settings: record.settings,
    progress: progressOf(record),
    checked: record.checked,
    result: result && presentResult(result),
    undone: record.undone,
    failure: record.failure,
    can_undo: endedStates.includes(state) && storage_key !== null && result !== null && hasWritten(result),
    created_by: record.created_by,
    created_at: record.created_at.toISOString(),
    started_at: record.started_at?.toISOString() ?? null,
    finished_at: record.finished_at?.toISOString() ?? null,
    forgets_at: record.forgets_at.toISOString(),
  };
}

function progressOf({ state, checked, result, rows_done: rows, bytes_done, bytes }: ImportRecord) {
  if (state === 'checking') return { rows, of_rows: null, fraction: part(bytes_done, bytes) };
  const of_rows = state === 'undoing' ? (result?.created ?? 0) + (result?.updated ?? 0) : (checked?.rows ?? null);
  if (state === 'draft') return { rows: 0, of_rows, fraction: 0 };
  return { rows, of_rows, fraction: of_rows === null ? 0 : part(rows, of_rows) };
}

const part = (done: number, all: number) => (all === 0 ? 1 : Math.min(1, done / all));
