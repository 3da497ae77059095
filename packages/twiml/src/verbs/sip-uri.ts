import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = { priority: 'number', weight: 'number', username: 'text', password: 'text' } as const;

/** One of the places where a SIP endpoint is looked for. */
export type SipUri = { uri: string } & AttributesOf<typeof attributes>;

export const sipUri: Syntax<SipUri> = {
  element: 'Uri',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({ uri: trimXml(element.text), ...readAttributes(element, attributes, warnings) }),
  write: ({ uri, ...rest }) => writeXml('Uri', writeAttributes(attributes, rest), escapeText(uri)),
};
