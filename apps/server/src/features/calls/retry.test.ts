import { describe, expect, test } from 'vitest';
import { isOfPolicy, objection } from './retry.ts';

const ended = { placement: 'placed' as const, status: 'failed' as const, errorCode: null, hangUpWantedAt: null };

test('a policy is for the ends that it names, of calls that surely were placed', () => {
  expect(isOfPolicy(ended, ['failed'])).toBe(true);
  expect(isOfPolicy(ended, ['busy'])).toBe(false);
  expect(isOfPolicy({ ...ended, placement: 'unknown' }, ['failed'])).toBe(false);
  expect(isOfPolicy({ ...ended, placement: 'not-placed' }, ['failed'])).toBe(false);
});

describe('a call is not placed anew', () => {
  test.each([
    ['that the carrier forgot: nobody knows how it ended', { errorCode: '20404' }, [], /no longer knows/],
    ['that was hung up here', { hangUpWantedAt: new Date(0) }, [], /hung up/],
    ['to somebody who asked not to be called', {}, ['Interested', 'Do not call'], /not to be called/],
  ])('%s', (_what, more, dispositions, why) => {
    expect(objection({ ...ended, ...more }, dispositions)).toMatch(why);
  });

  test('for no other reason', () => {
    expect(objection({ ...ended, errorCode: '30001' }, ['No answer'])).toBeUndefined();
  });
});
