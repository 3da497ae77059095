import { z } from 'zod';
import { here } from '../addresses.ts';
import { asks, leaves, nodeKind, type StepGiven, type StepResult } from '../node-kind.ts';
import { hasPrompt, promptFields, promptReferences, promptVerbs } from '../prompt.ts';
import { withValue } from '../session.ts';
import { VariableName } from '../variables.ts';

const ExitName = z.string().regex(/^[a-z0-9][a-z0-9 -]{0,39}$/, 'Small letters, digits, spaces and -.');

/** Names of exits that are there anyway. */
const taken: ReadonlySet<string> = new Set(['next', 'no-input', 'invalid']);

const Speech = z
  .object({
    ...promptFields,
    /** The first choice one of whose words was said. Empty: anything that was said is taken. */
    choices: z
      .array(z.object({ name: ExitName, words: z.array(z.string().trim().min(1).max(60)).min(1).max(30) }))
      .max(12)
      .default([]),
    timeout_seconds: z.number().int().min(1).max(60).default(5),
    tries: z.number().int().min(1).max(10).default(2),
    invalid_message: z.string().trim().min(1).max(1000).optional(),
    save_as: VariableName.optional(),
    sensitive: z.boolean().default(false),
  })
  .refine(hasPrompt, { path: ['message'], message: 'Say or play what the caller is asked.' })
  .refine(({ choices }) => new Set(choices.map(({ name }) => name)).size === choices.length, {
    path: ['choices'],
    message: 'Two choices have the same name.',
  })
  .refine(({ choices }) => !choices.some(({ name }) => taken.has(name)), {
    path: ['choices'],
    message: 'No choice can be named next, no-input or invalid.',
  });
type Speech = z.infer<typeof Speech>;

/** Asks for a spoken answer. */
export const speech = nodeKind({
  kind: 'speech',
  label: 'Gather speech',
  group: 'ask',
  schema: Speech,
  blank: { choices: [] },
  waits: true,
  exits: ({ choices }) => [
    ...(choices.length > 0
      ? choices.map(({ name }) => ({ name, label: name }))
      : [{ name: 'heard', label: 'Something said' }]),
    { name: 'no-input', label: 'Silence' },
    ...(choices.length > 0 ? [{ name: 'invalid', label: 'Something else' }] : []),
  ],
  refers: (data) => promptReferences(data),
  texts: ({ message, invalid_message }) => ({ message, invalid_message }),
  sets: ({ save_as }) => (save_as ? [save_as] : []),
  step: speechStep,
});

function speechStep(data: Speech, { session, input }: StepGiven): StepResult {
  const question = promptVerbs(data, session.variables);
  const listening = (prompts: typeof question, turn: number) =>
    asks({ ...session, turn }, [
      {
        verb: 'gather',
        input: ['speech'],
        timeout: data.timeout_seconds,
        speechTimeout: 'auto',
        ...(data.language && { language: data.language }),
        ...(data.choices.length > 0 && { hints: data.choices.flatMap(({ words }) => words).join(',') }),
        action: here,
        actionOnEmptyResult: true,
        prompts,
      },
    ]);
  if (!input) return listening(question, 0);
  const text = input.kind === 'speech' ? input.text.trim() : '';
  const choice = choiceOf(data, text);
  if (choice !== undefined) {
    const { save_as, sensitive } = data;
    return leaves(save_as ? withValue(session, save_as, text, { secret: sensitive }) : session, choice);
  }
  if (session.turn + 1 >= data.tries) return leaves(session, text === '' ? 'no-input' : 'invalid');
  const sorry = promptVerbs({ message: data.invalid_message ?? 'Sorry, I did not get that.' }, session.variables);
  return listening(text === '' ? question : [...sorry, ...question], session.turn + 1);
}

function choiceOf({ choices }: Speech, text: string): string | undefined {
  if (text === '') return undefined;
  if (choices.length === 0) return 'heard';
  const said = plain(text);
  return choices.find(({ words }) => words.some((word) => said.includes(plain(word))))?.name;
}

/** With a blank around each word, so that "sale" is not found in "wholesale". */
function plain(text: string): string {
  return ` ${text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}
