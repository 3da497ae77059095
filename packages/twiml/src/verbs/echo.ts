import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = {} as const;

/** Plays back to callers what they say. */
export type Echo = { verb: 'echo' } & AttributesOf<typeof attributes>;

export const echo: Syntax<Echo> = {
  element: 'Echo',
  attributes,
  children: [],
  holdsText: false,
  read: (element, warnings) => ({ verb: 'echo', ...readAttributes(element, attributes, warnings) }),
  write: (verb) => writeXml('Echo', writeAttributes(attributes, verb), ''),
};
