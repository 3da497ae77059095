import { expect, test } from 'vitest';
import { resultInWords, rowsInWords, sameInWords } from './import-words.ts';

test('a result says created, updated, skipped and failed apart', () => {
  expect(resultInWords({ created: 1200, updated: 3, skipped: 0, failed: 2 })).toBe(
    '1,200 created, 3 updated, 0 skipped, 2 failed',
  );
  expect([1, 2000].map(rowsInWords)).toEqual(['1 row', '2,000 rows']);
});

test('what becomes of people who are there already is said before', () => {
  expect(sameInWords({ already_here: 1, repeated: 2 }, { same_then: 'skip' })).toBe(
    '1 of them is a contact already, 2 repeat an earlier row: skipped.',
  );
  expect(sameInWords({ already_here: 0, repeated: 1 }, { same_then: 'merge' })).toBe(
    '1 repeats an earlier row: merged.',
  );
  expect(sameInWords({ already_here: 0, repeated: 0 }, { same_then: 'skip' })).toBeUndefined();
});
