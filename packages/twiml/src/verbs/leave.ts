import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = {} as const;

/** Takes the caller out of the queue; means something only in the document of a queue's `waitUrl`. */
export type Leave = { verb: 'leave' } & AttributesOf<typeof attributes>;

export const leave: Syntax<Leave> = {
  element: 'Leave',
  attributes,
  children: [],
  holdsText: false,
  read: (element, warnings) => ({ verb: 'leave', ...readAttributes(element, attributes, warnings) }),
  write: (verb) => writeXml('Leave', writeAttributes(attributes, verb), ''),
};
