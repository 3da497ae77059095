import type { SuppressionImport } from '@offhook/contract';
import { expect, test } from 'vitest';
import { importInWords, pastedNumbers, shareDone } from './list-words.ts';

const upload: SuppressionImport = {
  ...{ id: 'import_1', list: { id: 'list_1', name: 'Register' }, file_name: 'a.csv', state: 'running' },
  ...{ bytes_total: 200, bytes_done: 50, rows: 1200, added: 1000, known: 150, unreadable: 50, problems: [] },
  ...{ failure: null, by: 'Ada', created_at: '2026-11-02T15:00:00Z', ended_at: null },
};

test('an upload says how far it is and what it came to', () => {
  expect(importInWords(upload)).toBe('1,200 rows so far: 1,000 added, 150 known already, 50 could not be read');
  expect(shareDone(upload)).toBe(0.25);
  expect(importInWords({ ...upload, state: 'failed', failure: 'There is no column X.' })).toBe(
    'Failed; nothing of it was kept. There is no column X.',
  );
});

test('pasted text is taken apart at lines, commas and semicolons', () => {
  expect(pastedNumbers('+1 415 555 0101\n\n(415) 555-0102; 4155550103,')).toEqual([
    '+1 415 555 0101',
    '(415) 555-0102',
    '4155550103',
  ]);
});
