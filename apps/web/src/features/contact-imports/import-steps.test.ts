import { expect, test } from 'vitest';
import { openSteps, readStep } from './import-steps.ts';

const result = {
  ...{ created: 1, updated: 0, skipped: 0, failed: 0, with_number: 1 },
  ...{ consents: 0, consents_left_out: 0, suppressed: 0, notes: [] },
};

test('a reload opens the step that the address names, or where the import stands', () => {
  expect(readStep('match', { state: 'draft', result: null })).toBe('match');
  expect(readStep(undefined, { state: 'draft', result: null })).toBe('file');
  expect(readStep('check', { state: 'draft', result: null })).toBe('file');
  expect(readStep(undefined, { state: 'checked', result: null })).toBe('check');
  expect(readStep('match', { state: 'checking', result: null })).toBe('check');
});

test('what was written leaves only its result to be opened', () => {
  for (const state of ['running', 'done', 'cancelled', 'undoing', 'undone'] as const) {
    expect(readStep('match', { state, result })).toBe('result');
  }
});

test('a file that cannot be read further can be read in another way, until something was written', () => {
  expect(openSteps({ state: 'failed', result: null })).toEqual(['file', 'match']);
  expect(openSteps({ state: 'failed', result })).toEqual(['result']);
});
