import type { VirtualMix } from '@offhook/contract';

/** What somebody says who asks not to be called again. */
export const optsOutWords = 'Please do not call me again.';

/** What the far end of a call does, as the emulator reads it. */
const answers = {
  listens: {
    kind: 'person',
    rings: [1, 3],
    hello: 'Hello?',
    steps: [{ do: 'listen', quietSeconds: 6, atMostSeconds: 300 }, { do: 'hang-up' }],
  },
  presses_one: {
    kind: 'person',
    rings: [1, 3],
    hello: 'Hello?',
    steps: [
      { do: 'listen', quietSeconds: 1, atMostSeconds: 60 },
      { do: 'press', digits: '1' },
      { do: 'listen', quietSeconds: 6, atMostSeconds: 300 },
      { do: 'hang-up' },
    ],
  },
  hangs_up: {
    kind: 'person',
    rings: [1, 3],
    hello: 'Yes?',
    steps: [{ do: 'wait', seconds: 2 }, { do: 'hang-up' }],
  },
  busy: { kind: 'busy' },
  no_answer: { kind: 'no-answer' },
  machine: {
    kind: 'voicemail',
    rings: 3,
    greeting: { seconds: 9 },
    beeps: true,
  },
  // At once: a message may be over soon. 9 is the key that the law has us offer whom nobody is there for.
  opts_out: {
    kind: 'person',
    rings: [1, 3],
    hello: 'Hello?',
    steps: [
      { do: 'wait', seconds: 1 },
      { do: 'say', text: optsOutWords },
      { do: 'listen', quietSeconds: 1, atMostSeconds: 15 },
      { do: 'press', digits: '9' },
      { do: 'wait', seconds: 3 },
      { do: 'hang-up' },
    ],
  },
} as const;

/** At the phone of a seat: takes the call when told that there is one, talks, and leaves the end to the other side. */
const seats = [15, 35, 80].map((seconds) => ({
  kind: 'person' as const,
  rings: 1,
  hello: 'Ready.',
  steps: [
    { do: 'listen' as const, quietSeconds: 1, atMostSeconds: 15 },
    { do: 'press' as const, digits: '1' },
    { do: 'say' as const, text: { seconds } },
    { do: 'hang-up' as const },
  ],
}));

const nameOf = (kind: string) => `virtual-${kind}`;

/** The people of a virtual day by name, and who of them answers at which numbers; anybody else talks like a colleague. */
export function castOf(mix: VirtualMix, prospects: readonly string[]) {
  const members = Object.entries(mix)
    .filter(([, weight]) => weight > 0)
    .map(([kind, weight]) => ({ persona: nameOf(kind), weight }));
  return {
    namedPersonas: Object.fromEntries(
      Object.entries(answers).map(([kind, persona]) => [nameOf(kind), thawed(persona)]),
    ),
    personas: [
      { numbers: [...prospects], persona: { kind: 'mix' as const, mix: members } },
      { persona: { kind: 'mix' as const, mix: seats.map((persona) => ({ persona, weight: 1 })) } },
    ],
  };
}

type Thawed<T> = T extends readonly [number, number]
  ? [number, number]
  : T extends readonly (infer Each)[]
    ? Thawed<Each>[]
    : T extends object
      ? { -readonly [Name in keyof T]: Thawed<T[Name]> }
      : T;

function thawed<T>(value: T): Thawed<T> {
  return structuredClone(value) as Thawed<T>; // a copy of constants may be changed
}
