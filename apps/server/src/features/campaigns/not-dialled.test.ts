import { expect, test } from 'vitest';
import { withoutRepeats } from './not-dialled.ts';

const late = { code: 'compliance.outside_hours', message: 'It is too late there.', until: '2026-11-03T13:00:00.000Z' };
const listed = { code: 'compliance.suppressed', message: 'On the list.', rule: null, until: null };

test('what several rules say stands there once, with all of them', () => {
  const [us, florida] = ['US@1', 'US-FL@1'];
  const said = [{ ...late, rule: us }, listed, { ...late, rule: florida }, { ...late, rule: us }];
  expect(withoutRepeats(said)).toEqual([{ ...late, rule: us, other_rules: [florida] }, listed]);
  expect(
    withoutRepeats([
      { ...late, rule: null },
      { ...late, rule: us },
    ]),
  ).toMatchObject([{ rule: null }]);
});
