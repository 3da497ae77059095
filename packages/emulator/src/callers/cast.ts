import type { Persona, PersonaRule } from './persona.ts';

/** The personas that are always there, by name. */
export const cast: Record<string, Persona> = {
  listener: {
    kind: 'person',
    rings: [0.5, 1],
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

/** The persona at a number, by the first rule that fits. A rule that names nobody fits nobody. */
export function personaAt(
  number: string,
  rules: PersonaRule[],
  named: Record<string, Persona>,
): { name: string; persona: Persona } {
  for (const rule of rules) {
    if (rule.numbers && !rule.numbers.includes(number)) continue;
    if (rule.endsIn !== undefined && !number.endsWith(rule.endsIn)) continue;
    if (typeof rule.persona !== 'string') return { name: rule.persona.kind, persona: rule.persona };
    const persona = named[rule.persona];
    if (persona) return { name: rule.persona, persona };
  }
  return { name: 'no-answer', persona: { kind: 'no-answer' } };
}
