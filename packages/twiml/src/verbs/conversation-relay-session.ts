import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = { connector: 'text', sessionConfiguration: 'text' } as const;

/** A session of ConversationRelay that is configured elsewhere. */
export type ConversationRelaySessionNoun = { noun: 'conversationRelaySession' } & AttributesOf<typeof attributes>;

export const conversationRelaySession: Syntax<ConversationRelaySessionNoun> = {
  element: 'ConversationRelaySession',
  attributes,
  children: [],
  holdsText: false,
  read: (element, warnings) => ({ noun: 'conversationRelaySession', ...readAttributes(element, attributes, warnings) }),
  write: (noun) => writeXml('ConversationRelaySession', writeAttributes(attributes, noun), ''),
};
