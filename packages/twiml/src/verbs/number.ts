import { type AttributesOf, callEvents, method, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';
import { detectionAttributes } from './detection-attributes.ts';

const attributes = {
  sendDigits: 'text',
  url: 'text',
  method,
  statusCallback: 'text',
  statusCallbackMethod: method,
  statusCallbackEvent: callEvents,
  byoc: 'text',
  ...detectionAttributes,
} as const;

/** A telephone that `<Dial>` rings. */
export type NumberNoun = { noun: 'number'; number: string } & AttributesOf<typeof attributes>;

export const number: Syntax<NumberNoun> = {
  element: 'Number',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({
    noun: 'number',
    number: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: (noun) => writeXml('Number', writeAttributes(attributes, noun), escapeText(noun.number)),
};
