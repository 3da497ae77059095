import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { type Prompt, prompts } from './prompts.ts';

const attributes = {
  input: { words: ['dtmf', 'speech'] },
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

/** Collects keys (or speech) while and after `prompts` are heard; `timeout` in seconds. */
export type Gather = { verb: 'gather'; prompts: Prompt[] } & AttributesOf<typeof attributes>;

export const gather: Syntax<Gather> = {
  element: 'Gather',
  attributes,
  children: prompts.faces,
  holdsText: false,
  read: (element, warnings) => ({
    verb: 'gather',
    ...readAttributes(element, attributes, warnings),
    prompts: prompts.read(element, warnings),
  }),
  write: (verb) => writeXml('Gather', writeAttributes(attributes, verb), prompts.write(verb.prompts)),
};
