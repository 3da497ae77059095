import { seededRandom } from '@offhook/kit';
import { expect, test } from 'vitest';
import { cast, defaultRules, personaAt } from './cast.ts';
import type { Persona, PersonaRule } from './persona.ts';

const at = (number: string, rules: PersonaRule[], named: Record<string, Persona> = cast, seed = 1) =>
  personaAt(number, rules, named, seededRandom(seed));

test.each([
  ['+12025550101', 'voicemail'],
  ['+442079460102', 'busy'],
  ['+12025550110', 'handset'],
  ['+12025559999', 'listener'],
])('the last digits of %s decide: %s', (number, name) => {
  expect(at(number, defaultRules).name).toBe(name);
});

test('the first rule that fits decides, and a rule that names nobody is passed over', () => {
  const rules: PersonaRule[] = [
    { numbers: ['+12025550101'], persona: 'nobody' },
    { numbers: ['+12025550101'], persona: { kind: 'busy' } },
    ...defaultRules,
  ];
  expect(at('+12025550101', rules)).toEqual({ name: 'busy', persona: { kind: 'busy' } });
  expect(at('+12025550101', []).name).toBe('no-answer');
});

test('a rule may be about addresses that a regular expression matches', () => {
  const rules: PersonaRule[] = [{ matches: '^sip:.*@example\\.com$', persona: 'busy' }, ...defaultRules];
  expect(at('sip:ann@example.com', rules).name).toBe('busy');
  expect(at('sip:ann@example.org', rules).name).toBe('listener');
});

const crowd: Persona = {
  kind: 'mix',
  mix: [
    { persona: 'voicemail', weight: 3 },
    { persona: 'busy', weight: 1 },
  ],
};

test('of a mix one is drawn by weight, the same one for the same seed', () => {
  const random = seededRandom(7);
  const drawn = Array.from({ length: 1000 }, () => personaAt('+1', [{ persona: crowd }], cast, random).name);
  const share = drawn.filter((name) => name === 'voicemail').length / drawn.length;
  expect(share).toBeGreaterThan(0.7);
  expect(share).toBeLessThan(0.8);
  expect(at('+1', [{ persona: 'crowd' }], { ...cast, crowd }, 5)).toEqual(
    at('+1', [{ persona: 'crowd' }], { ...cast, crowd }, 5),
  );
});

test('a mix that only names itself is nobody', () => {
  const named: Record<string, Persona> = { loop: { kind: 'mix', mix: [{ persona: 'loop', weight: 1 }] } };
  expect(at('+1', [{ persona: 'loop' }], named).name).toBe('no-answer');
});
