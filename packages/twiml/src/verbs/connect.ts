import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import { type Family, familyOf, type Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { type AiSessionNoun, aiSession } from './ai-session.ts';
import { type AutopilotNoun, autopilot } from './autopilot.ts';
import { type ConversationNoun, conversation } from './conversation.ts';
import { type ConversationRelayNoun, conversationRelay } from './conversation-relay.ts';
import { type ConversationRelaySessionNoun, conversationRelaySession } from './conversation-relay-session.ts';
import { type RoomNoun, room } from './room.ts';
import { type StreamNoun, stream } from './stream.ts';
import { type VirtualAgentNoun, virtualAgent } from './virtual-agent.ts';

const attributes = { action: 'text', method } as const;

export type ConnectNoun =
  | StreamNoun
  | ConversationRelayNoun
  | RoomNoun
  | VirtualAgentNoun
  | ConversationNoun
  | AiSessionNoun
  | ConversationRelaySessionNoun
  | AutopilotNoun;

/** Gives the call to what its noun names; the document goes on when that ends. */
export type Connect = { verb: 'connect'; nouns: ConnectNoun[] } & AttributesOf<typeof attributes>;

const nouns: Family<ConnectNoun> = familyOf('noun', {
  stream,
  conversationRelay,
  room,
  virtualAgent,
  conversation,
  aiSession,
  conversationRelaySession,
  autopilot,
});

export const connect: Syntax<Connect> = {
  element: 'Connect',
  attributes,
  children: nouns.faces,
  holdsText: false,
  read: (element, warnings) => ({
    verb: 'connect',
    ...readAttributes(element, attributes, warnings),
    nouns: nouns.read(element, warnings),
  }),
  write: (verb) => writeXml('Connect', writeAttributes(attributes, verb), nouns.write(verb.nouns)),
};
