import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readAll, type Syntax, writeAll } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { cardTypes } from './card-types.ts';
import { type NamedValue, parameter } from './parameter.ts';
import { type PayPrompt, prompt } from './prompt.ts';

const attributes = {
  input: ['dtmf'],
  action: 'text',
  statusCallback: 'text',
  statusCallbackMethod: method,
  timeout: 'number',
  maxAttempts: 'number',
  securityCode: 'boolean',
  postalCode: 'text',
  minPostalCodeLength: 'number',
  paymentConnector: 'text',
  paymentMethod: ['ach-debit', 'credit-card'],
  tokenType: ['one-time', 'reusable', 'payment-method'],
  bankAccountType: ['consumer-checking', 'consumer-savings', 'commercial-checking', 'commercial-savings'],
  chargeAmount: 'text',
  currency: 'text',
  description: 'text',
  validCardTypes: cardTypes,
  language: [
    'de-DE',
    'en-AU',
    'en-CA',
    'en-GB',
    'en-IN',
    'en-IE',
    'en-NZ',
    'en-PH',
    'en-ZA',
    'en-US',
    'es-ES',
    'es-US',
    'fr-CA',
    'fr-FR',
    'it-IT',
  ],
} as const;

/** Takes a payment by keys; `postalCode` is a yes or no, or the caller's postal code. */
export type Pay = {
  verb: 'pay';
  prompts?: PayPrompt[];
  parameters?: NamedValue[];
} & AttributesOf<typeof attributes>;

export const pay: Syntax<Pay> = {
  element: 'Pay',
  attributes,
  children: [prompt, parameter],
  holdsText: false,
  read: (element, warnings) => ({
    verb: 'pay',
    ...readAttributes(element, attributes, warnings),
    ...present('prompts', readAll(element, prompt, warnings)),
    ...present('parameters', readAll(element, parameter, warnings)),
  }),
  write: (verb) =>
    writeXml(
      'Pay',
      writeAttributes(attributes, verb),
      writeAll(prompt, verb.prompts) + writeAll(parameter, verb.parameters),
    ),
};
