import type { ComplianceRule, RuleHours } from '@offhook/contract';
import { expect, test } from 'vitest';
import { byPlace, capInWords, hoursInWords, readSpans, ruleIdOf } from './rule-words.ts';

const day = [{ from: '08:00', to: '20:00' }];
const hours: RuleHours = {
  ...{ mon: day, tue: day, wed: day, thu: day, fri: day, sat: [{ from: '10:00', to: '17:00' }], sun: [] },
  ...{ holiday: [], eve: 'as-day' },
};

test('days with the same hours stand together', () => {
  expect(hoursInWords(hours)).toEqual([
    'Mon–Fri 08:00–20:00',
    'Sat 10:00–17:00',
    'Sun nobody is called',
    'Holidays nobody is called',
  ]);
  expect(hoursInWords({ ...hours, sat: day, sun: day, holiday: 'as-day' })).toEqual(['Every day 08:00–20:00']);
  expect(hoursInWords(null)).toEqual(['Says nothing about hours']);
});

test.each([
  [
    '9:00-13:00, 14:00–20:00',
    [
      { from: '09:00', to: '13:00' },
      { from: '14:00', to: '20:00' },
    ],
  ],
  ['08:00-24:00', [{ from: '08:00', to: '24:00' }]],
  ['', []],
  ['20:00-08:00', undefined],
  ['08:00', undefined],
  ['08:75-09:00', undefined],
  ['08:00-24:30', undefined],
])('%j is read as hours', (text, spans) => {
  expect(readSpans(text)).toEqual(spans);
});

test.each([
  [{ max: 3, period: 'PT24H', after: 'any' }, 'At most 3 calls in 24 hours'],
  [{ max: 0, period: 'P60D', after: 'declined' }, 'None for 60 days after a refusal'],
] as const)('a cap is a sentence', (cap, sentence) => {
  expect(capInWords(cap)).toBe(sentence);
});

test('a country stands before its parts, and everywhere else comes last', () => {
  const rule = (jurisdiction: string, jurisdiction_name: string) => ({ jurisdiction, jurisdiction_name });
  const some = [
    rule('*', 'Everywhere else'),
    rule('US-FL', 'Florida'),
    rule('US', 'United States'),
    rule('FR', 'France'),
  ];
  // Only these two fields decide the order.
  expect(byPlace(some as ComplianceRule[]).map(({ name }) => name)).toEqual([
    'France',
    'United States',
    'Florida',
    'Everywhere else',
  ]);
  expect(ruleIdOf('US-FL@1002')).toBe('US-FL');
});
