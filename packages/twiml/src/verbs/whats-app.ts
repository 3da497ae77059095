import { type AttributesOf, callEvents, method, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = {
  url: 'text',
  method,
  statusCallback: 'text',
  statusCallbackMethod: method,
  statusCallbackEvent: callEvents,
} as const;

/** A person who is called through WhatsApp. */
export type WhatsAppNoun = { noun: 'whatsApp'; number: string } & AttributesOf<typeof attributes>;

export const whatsApp: Syntax<WhatsAppNoun> = {
  element: 'WhatsApp',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({
    noun: 'whatsApp',
    number: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: (noun) => writeXml('WhatsApp', writeAttributes(attributes, noun), escapeText(noun.number)),
};
