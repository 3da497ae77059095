import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import type { TwimlWarning } from '../errors.ts';
import type { VerbSyntax } from '../syntax.ts';
import { type Element, writeXml } from '../xml.ts';
import { type Pause, pause } from './pause.ts';
import { type Play, play } from './play.ts';
import { type Say, say } from './say.ts';

const attributes = {
  input: 'words',
  action: 'text',
  method,
  timeout: 'number',
  finishOnKey: 'text',
  numDigits: 'number',
  actionOnEmptyResult: 'boolean',
  speechTimeout: 'text',
  language: 'text',
  speechModel: 'text',
  hints: 'text',
  profanityFilter: 'boolean',
  partialResultCallback: 'text',
  partialResultCallbackMethod: method,
  maxSpeechTime: 'number',
  bargeIn: 'boolean',
  enhanced: 'boolean',
  debug: 'boolean',
} as const;

export type Prompt = Say | Play | Pause;

/** Collects keys (or speech) while and after `prompts` are heard; `timeout` in seconds. */
export type Gather = { verb: 'gather'; prompts: Prompt[] } & AttributesOf<typeof attributes>;

export const gather: VerbSyntax<Gather> = {
  element: 'Gather',
  read: (element, warnings) => ({
    verb: 'gather',
    ...readAttributes(element, attributes, warnings),
    prompts: element.children.flatMap((child) => readPrompt(child, warnings) ?? []),
  }),
  write: (verb) => writeXml('Gather', writeAttributes(attributes, verb), verb.prompts.map(writePrompt).join('')),
};

function readPrompt(element: Element, warnings: TwimlWarning[]): Prompt | undefined {
  for (const syntax of [say, play, pause]) if (syntax.element === element.name) return syntax.read(element, warnings);
  warnings.push({ code: 12200, message: `<${element.name}> is not allowed inside <Gather>` });
  return undefined;
}

function writePrompt(prompt: Prompt): string {
  if (prompt.verb === 'say') return say.write(prompt);
  return prompt.verb === 'play' ? play.write(prompt) : pause.write(prompt);
}
