import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = { to: 'text', from: 'text', action: 'text', method, statusCallback: 'text' } as const;

/** Sends `message` as a text; an old verb. */
export type Sms = { verb: 'sms'; message: string } & AttributesOf<typeof attributes>;

export const sms: Syntax<Sms> = {
  element: 'Sms',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({
    verb: 'sms',
    message: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: (verb) => writeXml('Sms', writeAttributes(attributes, verb), escapeText(verb.message)),
};
