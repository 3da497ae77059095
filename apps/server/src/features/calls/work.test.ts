import { expect, test } from 'vitest';
import { asksNotToCall, changesBetween, onList, type Work, workAfter } from './work.ts';

const blank: Work = { notes: null, disposition: null, tags: [], metadata: {} };

test('tags are kept sorted and once; added and removed ones do not touch the others', () => {
  const tagged = workAfter(blank, { tags: ['b', 'a', 'b'] });
  expect(tagged.tags).toEqual(['a', 'b']);
  expect(workAfter(tagged, { addTags: ['c', 'a'], removeTags: ['b', 'x'] }).tags).toEqual(['a', 'c']);
  expect(workAfter(tagged, { tags: [] }).tags).toEqual([]);
});

test('what is not wished stays; null and nothing but empty text clear', () => {
  const work = { ...blank, notes: 'Hello', disposition: 'Sale' };
  expect(workAfter(work, {})).toEqual(work);
  expect(workAfter(work, { notes: '', disposition: null })).toEqual(blank);
});

test('changes name what differs, with both sides', () => {
  const after = workAfter(blank, { disposition: 'Sale', tags: ['a'], metadata: {} });
  expect(changesBetween(blank, after)).toEqual({
    disposition: { from: null, to: 'Sale' },
    tags: { from: [], to: ['a'] },
  });
  expect(changesBetween(after, after)).toEqual({});
});

test('a disposition is found on the list in any case', () => {
  expect(onList(' sALE ', ['Interested', 'Sale'])).toBe('Sale');
  expect(onList('Sales', ['Interested', 'Sale'])).toBeUndefined();
});

test.each([
  ['Do not call', true],
  ['do-not-call', true],
  ['DNC', true],
  ['Do not call before noon', false],
  ['Sale', false],
  [null, false],
])('%s asks not to call: %s', (disposition, asks) => {
  expect(asksNotToCall(disposition)).toBe(asks);
});
