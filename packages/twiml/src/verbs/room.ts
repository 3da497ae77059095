import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = { participantIdentity: 'text' } as const;

/** The video room called `name`. */
export type RoomNoun = { noun: 'room'; name: string } & AttributesOf<typeof attributes>;

export const room: Syntax<RoomNoun> = {
  element: 'Room',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({
    noun: 'room',
    name: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: (noun) => writeXml('Room', writeAttributes(attributes, noun), escapeText(noun.name)),
};
