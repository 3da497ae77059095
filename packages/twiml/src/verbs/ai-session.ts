import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = { aiConnector: 'text', aiSessionConfiguration: 'text' } as const;

/** A session with an artificial intelligence. */
export type AiSessionNoun = { noun: 'aiSession' } & AttributesOf<typeof attributes>;

export const aiSession: Syntax<AiSessionNoun> = {
  element: 'AiSession',
  attributes,
  children: [],
  holdsText: false,
  read: (element, warnings) => ({ noun: 'aiSession', ...readAttributes(element, attributes, warnings) }),
  write: (noun) => writeXml('AiSession', writeAttributes(attributes, noun), ''),
};
