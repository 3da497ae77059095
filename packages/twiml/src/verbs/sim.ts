import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = {} as const;

/** A SIM card of the account. */
export type SimNoun = { noun: 'sim'; simSid: string } & AttributesOf<typeof attributes>;

export const sim: Syntax<SimNoun> = {
  element: 'Sim',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({
    noun: 'sim',
    simSid: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: (noun) => writeXml('Sim', writeAttributes(attributes, noun), escapeText(noun.simSid)),
};
