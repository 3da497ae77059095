import { expect, test } from 'vitest';
import { cast, defaultRules, personaAt } from './cast.ts';
import type { PersonaRule } from './persona.ts';

test.each([
  ['+12025550101', 'voicemail'],
  ['+442079460102', 'busy'],
  ['+12025550110', 'handset'],
  ['+12025559999', 'listener'],
])('the last digits of %s decide: %s', (number, name) => {
  expect(personaAt(number, defaultRules, cast).name).toBe(name);
});

test('the first rule that fits decides, and a rule that names nobody is passed over', () => {
  const rules: PersonaRule[] = [
    { numbers: ['+12025550101'], persona: 'nobody' },
    { numbers: ['+12025550101'], persona: { kind: 'busy' } },
    ...defaultRules,
  ];
  expect(personaAt('+12025550101', rules, cast)).toEqual({ name: 'busy', persona: { kind: 'busy' } });
  expect(personaAt('+12025550101', [], cast).name).toBe('no-answer');
});
