import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = { length: 'number' } as const;

/** Waits `length` seconds; Twilio waits one when it is not given. */
export type Pause = { verb: 'pause' } & AttributesOf<typeof attributes>;

export const pause: Syntax<Pause> = {
  element: 'Pause',
  attributes,
  children: [],
  holdsText: false,
  read: (element, warnings) => ({ verb: 'pause', ...readAttributes(element, attributes, warnings) }),
  write: (verb) => writeXml('Pause', writeAttributes(attributes, verb), ''),
};
