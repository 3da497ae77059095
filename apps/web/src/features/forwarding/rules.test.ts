import { expect, test } from 'vitest';
import { newRule, readCallers, ruleOfField, ruleProblems, targetOfKind, withWhen } from './rules.ts';

test('each rule says what is still missing, and a complete one nothing', () => {
  const problems = ruleProblems([
    newRule,
    { when: 'always', to: targetOfKind('person') },
    { when: 'always', to: targetOfKind('box') },
    { ...newRule, after_seconds: 3, to: { kind: 'number', number: '+390612345678' } },
    { when: 'busy', to: { kind: 'person', person_id: 'person_1' }, callers: ['06123'] },
    { when: 'busy', to: { kind: 'person', person_id: 'person_1' }, hours: { hours_id: 'hours_1', during: [] } },
    { when: 'busy', to: { kind: 'person', person_id: 'person_1' }, callers: ['+3906*'] },
  ]);
  expect([...problems]).toEqual([
    [0, 'Give the number that calls go on to, with + and the country code.'],
    [1, 'Choose who calls go on to.'],
    [2, 'Choose the voicemail box that calls go on to.'],
    [3, 'Let it ring for 5 to 120 seconds.'],
    [4, 'Give whole numbers with +, or beginnings such as +3906*.'],
    [5, 'Choose at least one of open, closed and holiday.'],
  ]);
});

test('only a rule for no answer says how long it rings', () => {
  expect(withWhen(newRule, 'busy')).not.toHaveProperty('after_seconds');
  expect(withWhen({ when: 'busy', to: targetOfKind('box') }, 'no-answer')).toMatchObject({ after_seconds: 20 });
});

test('callers are read out of what was typed', () => {
  expect(readCallers('+3906*, +39 333 123-4567;')).toEqual(['+3906*', '+393331234567']);
  expect(readCallers(' ')).toBeUndefined();
});

test('a refused field names its rule', () => {
  expect([ruleOfField('rules.2.to.number'), ruleOfField('forwarding.0.to'), ruleOfField('rules')]).toEqual([
    2,
    0,
    undefined,
  ]);
});
