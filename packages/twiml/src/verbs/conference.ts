import { type AttributesOf, method, readAttributes, recordingEvents, trim, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = {
  muted: 'boolean',
  beep: ['true', 'false', 'onEnter', 'onExit'],
  startConferenceOnEnter: 'boolean',
  endConferenceOnExit: 'boolean',
  participantLabel: 'text',
  jitterBufferSize: ['large', 'medium', 'small', 'off'],
  waitUrl: 'text',
  waitMethod: method,
  maxParticipants: 'number',
  record: ['do-not-record', 'record-from-start'],
  recordingConfigurationId: 'text',
  region: ['us1', 'us2', 'ie1', 'sg1', 'br1', 'au1', 'jp1', 'de1'],
  trim,
  coach: 'text',
  statusCallback: 'text',
  statusCallbackMethod: method,
  statusCallbackEvent: {
    words: ['start', 'end', 'join', 'leave', 'mute', 'hold', 'modify', 'speaker', 'announcement'],
  },
  recordingStatusCallback: 'text',
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: recordingEvents,
  eventCallbackUrl: 'text',
} as const;

/** The room called `name`, in which everybody who dials it meets. */
export type ConferenceNoun = { noun: 'conference'; name: string } & AttributesOf<typeof attributes>;

export const conference: Syntax<ConferenceNoun> = {
  element: 'Conference',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({
    noun: 'conference',
    name: trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
  }),
  write: (noun) => writeXml('Conference', writeAttributes(attributes, noun), escapeText(noun.name)),
};
