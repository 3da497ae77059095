import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = { loop: 'number', digits: 'text' } as const;

/** Plays the audio at `url`, or the keys in `digits` (0-9 A-D # * and w for half a second). */
export type Play = { verb: 'play'; url: string } & AttributesOf<typeof attributes>;

export const play: Syntax<Play> = {
  element: 'Play',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({
    verb: 'play',
    url: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: (verb) => writeXml('Play', writeAttributes(attributes, verb), escapeText(verb.url)),
};
