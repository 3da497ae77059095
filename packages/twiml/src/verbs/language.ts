import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = {
  code: 'text',
  ttsProvider: 'text',
  voice: 'text',
  transcriptionProvider: 'text',
  speechModel: 'text',
} as const;

/** How one language of a ConversationRelay session is spoken and heard. */
export type RelayLanguage = AttributesOf<typeof attributes>;

export const language: Syntax<RelayLanguage> = {
  element: 'Language',
  attributes,
  children: [],
  holdsText: false,
  read: (element, warnings) => readAttributes(element, attributes, warnings),
  write: (value) => writeXml('Language', writeAttributes(attributes, value), ''),
};
