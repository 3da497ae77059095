import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readAll, type Syntax, writeAll } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { language, type RelayLanguage } from './language.ts';
import { type NamedValue, parameter } from './parameter.ts';

const attributes = {
  url: 'text',
  language: 'text',
  ttsLanguage: 'text',
  transcriptionLanguage: 'text',
  ttsProvider: 'text',
  voice: 'text',
  transcriptionProvider: 'text',
  speechModel: 'text',
  profanityFilter: 'boolean',
  dtmfDetection: 'boolean',
  welcomeGreeting: 'text',
  welcomeGreetingInterruptible: 'text',
  interruptible: 'text',
  interruptSensitivity: 'text',
  preemptible: 'boolean',
  partialPrompts: 'boolean',
  reportInputDuringAgentSpeech: 'text',
  hints: 'text',
  intelligenceService: 'text',
  elevenlabsTextNormalization: 'text',
  events: 'text',
  debug: 'text',
  // Not in the SDK: Twilio's changelog of 2026-10-28, its page on turn detection, and, for the last two and the
  // capitals of the three after them, which the SDK writes small, its toolkit for agents (all read 2026-11-21).
  applicationReconnect: 'boolean',
  turnDetection: 'text',
  eotThreshold: 'text',
  conversationConfiguration: 'text',
  deepgramSmartFormat: 'text',
  ignoreBackchannel: 'text',
  speechTimeout: 'text',
  backgroundnoisereduction: 'text',
  deepgramsmartformat: 'text',
  ignorebackchannel: 'text',
  speechtimeout: 'text',
} as const;

/** A conversation by text over a WebSocket to `url`, which Twilio speaks and hears. */
export type ConversationRelayNoun = {
  noun: 'conversationRelay';
  languages?: RelayLanguage[];
  parameters?: NamedValue[];
} & AttributesOf<typeof attributes>;

export const conversationRelay: Syntax<ConversationRelayNoun> = {
  element: 'ConversationRelay',
  attributes,
  children: [language, parameter],
  holdsText: false,
  read: (element, warnings) => ({
    noun: 'conversationRelay',
    ...readAttributes(element, attributes, warnings),
    ...present('languages', readAll(element, language, warnings)),
    ...present('parameters', readAll(element, parameter, warnings)),
  }),
  write: (noun) =>
    writeXml(
      'ConversationRelay',
      writeAttributes(attributes, noun),
      writeAll(language, noun.languages) + writeAll(parameter, noun.parameters),
    ),
};
