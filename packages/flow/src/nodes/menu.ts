import type { Prompt as PromptVerb } from '@offhook/twiml';
import { z } from 'zod';
import { here } from '../addresses.ts';
import { asks, leaves, nodeKind, type StepGiven, type StepResult } from '../node-kind.ts';
import { hasPrompt, promptFields, promptReferences, promptVerbs } from '../prompt.ts';
import { withValue } from '../session.ts';
import { VariableName } from '../variables.ts';

const Key = z.string().regex(/^[0-9*#]{1,4}$/, 'A key of the phone, or up to four.');

const Menu = z
  .object({
    ...promptFields,
    /** Key to what it means. Empty: any digits are taken, such as an account number. */
    options: z.record(Key, z.string().max(80)).default({}),
    timeout_seconds: z.number().int().min(1).max(60).default(5),
    tries: z.number().int().min(1).max(10).default(3),
    invalid_message: z.string().trim().min(1).max(1000).optional(),
    most_digits: z.number().int().min(1).max(32).default(12),
    save_as: VariableName.optional(),
    /** What is pressed is never written down. */
    sensitive: z.boolean().default(false),
  })
  .refine(hasPrompt, { path: ['message'], message: 'Say or play what the caller can choose.' });
type Menu = z.infer<typeof Menu>;

const isOpen = ({ options }: Menu) => Object.keys(options).length === 0;

/** Asks for a key, or for digits. Asks again after a wrong key or silence, `tries` times in all. */
export const menu = nodeKind({
  kind: 'menu',
  label: 'Menu',
  group: 'ask',
  schema: Menu,
  blank: { options: { '1': '', '2': '' } },
  waits: true,
  exits: (data) => [
    ...(isOpen(data)
      ? [{ name: 'entered', label: 'Digits entered' }]
      : Object.entries(data.options).map(([key, meaning]) => ({
          name: key,
          label: meaning ? `${key} · ${meaning}` : key,
        }))),
    { name: 'no-input', label: 'No key' },
    ...(isOpen(data) ? [] : [{ name: 'invalid', label: 'Wrong key' }]),
  ],
  refers: (data) => promptReferences(data),
  texts: ({ message, invalid_message }) => ({ message, invalid_message }),
  sets: ({ save_as }) => (save_as ? [save_as] : []),
  step: menuStep,
});

function menuStep(data: Menu, given: StepGiven): StepResult {
  const { session, input } = given;
  const question = promptVerbs(data, session.variables);
  if (!input) return asking(data, given, question);
  const pressed = input.kind === 'digits' ? input.digits : '';
  if (pressed !== '' && (isOpen(data) || Object.hasOwn(data.options, pressed))) {
    const { save_as, sensitive } = data;
    const told = save_as ? withValue(session, save_as, pressed, { secret: sensitive }) : session;
    return leaves(told, isOpen(data) ? 'entered' : pressed);
  }
  const wrong = pressed !== '';
  if (session.turn + 1 >= data.tries) return leaves(session, wrong ? 'invalid' : 'no-input');
  const sorry = promptVerbs({ message: data.invalid_message ?? 'That is not one of the choices.' }, session.variables);
  const again = { ...given, session: { ...session, turn: session.turn + 1 } };
  return asking(data, again, wrong ? [...sorry, ...question] : question);
}

function asking(data: Menu, { session }: StepGiven, prompts: PromptVerb[]): StepResult {
  const keys = Object.keys(data.options);
  const longest = isOpen(data) ? data.most_digits : Math.max(...keys.map(({ length }) => length));
  return asks(session, [
    {
      verb: 'gather',
      input: ['dtmf'],
      numDigits: longest,
      timeout: data.timeout_seconds,
      // # would end what it belongs to.
      ...(keys.some((key) => key.includes('#')) && { finishOnKey: '' }),
      action: here,
      actionOnEmptyResult: true,
      prompts,
    },
  ]);
}
