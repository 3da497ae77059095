import type { Random } from '@offhook/kit';
import type { Persona, PersonaRule } from './persona.ts';

/** The personas that are always there, by name. */
export const cast: Record<string, Persona> = {
  listener: {
    kind: 'person',
    rings: 2,
    steps: [
      { do: 'say', text: 'Hello, who is calling?' },
      { do: 'listen', quietSeconds: 8, atMostSeconds: 600 },
      { do: 'hang-up' },
    ],
  },
  voicemail: {
    kind: 'voicemail',
    rings: 3,
    voice: 'rms',
    greeting:
      'You have reached the voicemail of this number. Nobody can take your call at the moment. Please leave a message after the tone.',
  },
  busy: { kind: 'busy' },
  'no-answer': { kind: 'no-answer' },
  declines: { kind: 'declines', rings: 1 },
  invalid: { kind: 'invalid' },
  unreachable: { kind: 'unreachable', sipCode: 480 },
  fax: { kind: 'fax', rings: 1 },
  'hangs-up': { kind: 'person', rings: 0.5, steps: [{ do: 'wait', seconds: 2 }, { do: 'hang-up' }] },
  'presses-one': {
    kind: 'person',
    rings: 0.5,
    voice: 'rms',
    steps: [
      { do: 'say', text: 'Hello?' },
      { do: 'listen', quietSeconds: 1, atMostSeconds: 30 },
      { do: 'press', digits: '1' },
      { do: 'listen', quietSeconds: 8, atMostSeconds: 600 },
      { do: 'hang-up' },
    ],
  },
  impatient: {
    kind: 'person',
    rings: [0.5, 1.5],
    hello: 'Yes?',
    patience: { silenceSeconds: 4, holdSeconds: 15, repeats: 2 },
  },
  handset: { kind: 'handset' },
};

const lastDigits: Record<string, string> = {
  '0101': 'voicemail',
  '0102': 'busy',
  '0103': 'no-answer',
  '0104': 'declines',
  '0105': 'invalid',
  '0106': 'hangs-up',
  '0107': 'presses-one',
  '0110': 'handset',
};

export const defaultRules: PersonaRule[] = [
  ...Object.entries(lastDigits).map(([endsIn, persona]) => ({ endsIn, persona })),
  { persona: 'listener' },
];

/**
 * The persona at a number or address, by the first rule that fits. A rule that names nobody fits nobody. Of a mix one is
 * drawn from `random`, which is not asked otherwise.
 */
export function personaAt(
  number: string,
  rules: PersonaRule[],
  named: Record<string, Persona>,
  random: Random,
): { name: string; persona: Persona } {
  for (const rule of rules) {
    if (rule.numbers && !rule.numbers.includes(number)) continue;
    if (rule.endsIn !== undefined && !number.endsWith(rule.endsIn)) continue;
    if (rule.matches !== undefined && !new RegExp(rule.matches, 'i').test(number)) continue;
    const chosen = drawPersona(rule.persona, named, random);
    if (chosen) return chosen;
  }
  return { name: 'no-answer', persona: { kind: 'no-answer' } };
}

// A mix may name a mix, even itself.
const deepestMix = 10;

/** Who is meant by a name or a persona: of a mix one of its own. Undefined when that is nobody. */
export function drawPersona(
  meant: string | Persona,
  named: Record<string, Persona>,
  random: Random,
  depth = 0,
): { name: string; persona: Persona } | undefined {
  const persona = typeof meant === 'string' ? named[meant] : meant;
  if (!persona || depth > deepestMix) return undefined;
  if (persona.kind !== 'mix') return { name: typeof meant === 'string' ? meant : persona.kind, persona };
  let left = random.next() * persona.mix.reduce((sum, { weight }) => sum + weight, 0);
  const drawn = persona.mix.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  return drawn && drawPersona(drawn.persona, named, random, depth + 1);
}
