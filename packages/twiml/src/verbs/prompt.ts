import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { cardTypes } from './card-types.ts';
import { type Prompt, prompts } from './prompts.ts';

const attributes = {
  for: [
    'payment-card-number',
    'expiration-date',
    'security-code',
    'postal-code',
    'payment-processing',
    'bank-account-number',
    'bank-routing-number',
  ],
  errorType: {
    words: [
      'timeout',
      'invalid-card-number',
      'invalid-card-type',
      'invalid-date',
      'invalid-security-code',
      'internal-error',
      'input-matching-failed',
      // Not in the SDK, but in Twilio's own examples and its list of a payment's errors
      // (https://www.twilio.com/docs/voice/twiml/pay, read 2026-11-21).
      'invalid-postal-code',
      'invalid-bank-routing-number',
      'invalid-bank-account-number',
    ],
  },
  cardType: cardTypes,
  attempt: 'numbers',
  requireMatchingInputs: 'boolean',
} as const;

/** What is said at one step of `<Pay>`; outside of it means nothing, but the SDK writes it there too. */
export type PayPrompt = { verb: 'prompt'; prompts: Prompt[] } & AttributesOf<typeof attributes>;

export const prompt: Syntax<PayPrompt> = {
  element: 'Prompt',
  attributes,
  children: prompts.faces,
  holdsText: false,
  read: (element, warnings) => ({
    verb: 'prompt',
    ...readAttributes(element, attributes, warnings),
    prompts: prompts.read(element, warnings),
  }),
  write: (verb) => writeXml('Prompt', writeAttributes(attributes, verb), prompts.write(verb.prompts)),
};
