import type { Suppression } from '@offhook/contract';
import { expect, test } from 'vitest';
import { entryInWords, suppressionState } from './suppression-words.ts';

const on = (kind: Suppression['list']['kind'], more: Partial<Suppression> = {}): Suppression => ({
  ...{ id: 'suppression_1', list: { id: 'list_1', name: 'List', kind }, last_digits: '0142', source: 'person' },
  ...{ reason: null, by: 'Ada', at: '2026-11-02T15:00:00Z' },
  ...more,
});

test('the switch is on once every number stands on the list of the workspace', () => {
  const both = [on('workspace'), on('register')];
  expect(suppressionState([{ number: '+1', entries: both }])).toMatchObject({ isOn: true, open: [] });
  const half = [
    { number: '+1', entries: both },
    { number: '+2', entries: [] },
  ];
  expect(suppressionState(half)).toMatchObject({
    ...{ isOn: false, open: ['+2'] },
    sentence: '1 of 2 numbers must not be called.',
  });
});

test('a register stops every call, the list of a campaign does not', () => {
  expect(suppressionState([{ number: '+1', entries: [on('register')] }])).toMatchObject({ isOn: false, open: [] });
  expect(suppressionState([{ number: '+1', entries: [on('campaign')] }])).toMatchObject({ isOn: false, open: ['+1'] });
  expect(suppressionState([])).toMatchObject({ isOn: false, sentence: 'There is no number to put on the list.' });
});

test('an entry says how it came about', () => {
  expect(entryInWords(on('workspace', { source: 'disposition', reason: 'never again' }))).toBe(
    'asked during a call, by Ada: “never again”',
  );
});
