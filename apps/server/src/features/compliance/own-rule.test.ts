import { changeRule } from '@offhook/contract';
import { expect, test } from 'vitest';
import { capsOf, changedRule, hoursOfRule, hoursProblem, ownVersion } from './own-rule.ts';
import { builtInRules } from './rules/all-rules.ts';

test.each(builtInRules)('$id goes to the page and back as it was', (rule) => {
  const { notes, reviewBy } = rule;
  const body = { hours: hoursOfRule(rule), caps: capsOf(rule), consent: rule.consent ?? 'none', notes };
  const sent = changeRule.body.parse({ ...body, review_by: reviewBy, base_version: 1, reason: 'A test' });
  const change = { ...sent, reviewBy, consent: sent.consent === 'none' ? null : sent.consent };
  expect(changedRule(rule, change, rule.version)).toEqual(rule);
});

test('no version of the workspace is one of ours', () => {
  expect(ownVersion({ version: 2 }, 1)).toBe(2001);
});

test('a span that ends before it begins is found by its day', () => {
  const day = [{ from: '08:00', to: '20:00' }];
  const week = {
    mon: day,
    tue: day,
    wed: day,
    thu: day,
    fri: day,
    sat: day,
    sun: [],
    holiday: 'as-day',
    eve: 'as-day',
  };
  expect(hoursProblem({ ...week, holiday: 'as-day', eve: 'as-day' })).toBeUndefined();
  expect(hoursProblem({ ...week, holiday: [{ from: '20:00', to: '08:00' }], eve: 'as-day' })).toBe('holiday');
});
