import { expect, test } from 'vitest';
import { diffOf } from './script-diff.ts';

test('a changed word is told apart from what stayed', () => {
  const before = { text: 'Call us on Monday.', template: undefined, variables: [] };
  const parts = diffOf(before, { ...before, text: 'Call us on Friday.' });
  expect(parts.map(({ kind, text }) => [kind, text])).toEqual([
    ['same', 'Call us on '],
    ['gone', 'Monday'],
    ['new', 'Friday'],
    ['same', '.'],
  ]);
});

test('a template and the default of a variable are part of what changed', () => {
  const before = { text: 'Hi', template: undefined, variables: [] };
  const after = { text: 'Hi', template: '<Response/>', variables: [{ name: 'day', default: null }] };
  const news = diffOf(before, after).filter(({ kind }) => kind === 'new');
  expect(news.map(({ text }) => text).join('')).toContain('{day} = no default');
});
