import { expect, test } from 'vitest';
import { stepBeside, stepOf } from './wizard-steps.ts';

test.each([
  ['settings.variants.a.flow_id', 'content'],
  ['caller_ids', 'numbers'],
  ['settings.dates.2026-12-24', 'schedule'],
  ['settings.mode', 'pace'],
  ['seats', 'pace'],
  ['prospects', 'audience'],
  ['carrier', undefined],
  ['wallet', undefined],
])('%s is put right in the step %s', (field, step) => {
  expect(stepOf(field)).toBe(step);
});

test('steps end where they end', () => {
  expect(stepBeside('audience', -1)).toBeUndefined();
  expect(stepBeside('pace', 1)).toBe('review');
});
