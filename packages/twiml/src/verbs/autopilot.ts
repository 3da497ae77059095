import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = {} as const;

/** An assistant of Autopilot, which Twilio has ended. */
export type AutopilotNoun = { noun: 'autopilot'; name: string } & AttributesOf<typeof attributes>;

export const autopilot: Syntax<AutopilotNoun> = {
  element: 'Autopilot',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({
    noun: 'autopilot',
    name: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: (noun) => writeXml('Autopilot', writeAttributes(attributes, noun), escapeText(noun.name)),
};
