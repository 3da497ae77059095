import { type AttributesOf, method, readAttributes, recordingEvents, trim, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = {
  serviceInstanceSid: 'text',
  inboundAutocreation: 'boolean',
  inboundTimeout: 'number',
  routingAssignmentTimeout: 'number',
  url: 'text',
  method,
  record: [
    'do-not-record',
    'record-from-answer',
    'record-from-ringing',
    'record-from-answer-dual',
    'record-from-ringing-dual',
    'true',
    'false',
  ],
  trim,
  recordingStatusCallback: 'text',
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: recordingEvents,
  statusCallback: 'text',
  statusCallbackMethod: method,
  statusCallbackEvent: { words: ['call-initiated', 'call-ringing', 'call-answered', 'call-completed'] },
} as const;

/** A conversation of the service `serviceInstanceSid`. */
export type ConversationNoun = { noun: 'conversation' } & AttributesOf<typeof attributes>;

export const conversation: Syntax<ConversationNoun> = {
  element: 'Conversation',
  attributes,
  children: [],
  holdsText: false,
  read: (element, warnings) => ({ noun: 'conversation', ...readAttributes(element, attributes, warnings) }),
  write: (noun) => writeXml('Conversation', writeAttributes(attributes, noun), ''),
};
