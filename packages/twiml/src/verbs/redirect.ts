import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = { method } as const;

/** Goes on with the document at `url`; an empty `url` asks for the current document again. */
export type Redirect = { verb: 'redirect'; url: string } & AttributesOf<typeof attributes>;

export const redirect: Syntax<Redirect> = {
  element: 'Redirect',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({
    verb: 'redirect',
    url: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: (verb) => writeXml('Redirect', writeAttributes(attributes, verb), escapeText(verb.url)),
};
