import type { Contact } from '@offhook/contract';
import { expect, test } from 'vitest';
import { changesOf, draftOf, numbersOf, numberWithProblem } from './contact-draft.ts';

const ada: Contact = {
  ...{ id: 'contact_1', name: 'Ada Byron', first_name: null, last_name: null, company: null, title: null },
  phone_number: '+14155550142',
  numbers: [
    { number: '+14155550142', label: 'mobile', is_default: true },
    { number: '+390612345678', label: 'work', is_default: false },
  ],
  ...{
    email: null,
    time_zone: null,
    region: null,
    country: 'US',
    zones: ['America/Los_Angeles'],
    tags: [],
    metadata: {},
  },
  ...{ import_id: null, sample: false, created_at: '2026-11-02T15:00:00Z', updated_at: '2026-11-02T15:00:00Z' },
};

test('what was left as it is is not sent', () => {
  const before = draftOf(ada, 'US');
  expect(changesOf(before, before)).toEqual({});
  expect(changesOf({ ...before, company: ' Acme ', name: 'Ada' }, before)).toEqual({ company: 'Acme', name: 'Ada' });
  expect(changesOf({ ...before, country: '' }, before)).toEqual({ country: null });
});

test('another default number sends all numbers', () => {
  const before = draftOf(ada, 'US');
  expect(changesOf({ ...before, defaultKey: 1 }, before)).toEqual({
    numbers: [
      { number: '(415) 555-0142', label: 'mobile', is_default: false },
      { number: '+39 06 1234 5678', label: 'work', is_default: true },
    ],
  });
});

test('rows without a number are left out, and a refusal finds its row all the same', () => {
  const draft = draftOf(undefined, 'US');
  const numbers = [
    { key: 0, number: ' ', label: 'main' },
    { key: 4, number: '12', label: '' },
  ];
  expect(numbersOf({ ...draft, numbers })).toEqual([{ number: '12', label: 'other', is_default: false }]);
  expect(numberWithProblem({ ...draft, numbers }, 'numbers.0.number')).toBe(4);
  expect(numberWithProblem({ ...draft, numbers }, 'email')).toBeUndefined();
});
