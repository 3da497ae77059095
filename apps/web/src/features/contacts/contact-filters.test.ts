import { expect, test } from 'vitest';
import { contactsInWords, filterOf, readContactFilters } from './contact-filters.ts';

test('what the address holds is what the server is asked for', () => {
  const filters = readContactFilters({ q: ' Ada ', tag: 'fair', country: 'DE', import: 'import_1', other: 'x' });
  expect(filters).toEqual({ q: 'Ada', tag: 'fair', country: 'DE', import: 'import_1' });
  expect(filterOf(filters)).toEqual({ search: 'Ada', tag: 'fair', country: 'DE', import_id: 'import_1' });
});

test('what is no filter is left out', () => {
  expect(readContactFilters({ q: '', country: 'Germany', import: 'call_1', tag: 7 })).toEqual({});
});

test('counts are words', () => {
  expect([0, 1, 1234].map(contactsInWords)).toEqual(['0 contacts', '1 contact', '1,234 contacts']);
});
