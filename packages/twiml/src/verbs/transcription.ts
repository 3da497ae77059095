import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readAll, type Syntax, writeAll } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { config, type NamedValue, parameter } from './parameter.ts';

const attributes = {
  name: 'text',
  track: ['inbound_track', 'outbound_track', 'both_tracks'],
  statusCallbackUrl: 'text',
  statusCallbackMethod: method,
  inboundTrackLabel: 'text',
  outboundTrackLabel: 'text',
  partialResults: 'boolean',
  languageCode: 'text',
  transcriptionEngine: 'text',
  profanityFilter: 'boolean',
  speechModel: 'text',
  hints: 'text',
  enableAutomaticPunctuation: 'boolean',
  intelligenceService: 'text',
} as const;

/** The call in writing, while it is spoken. */
export type TranscriptionNoun = {
  noun: 'transcription';
  configs?: NamedValue[];
  parameters?: NamedValue[];
} & AttributesOf<typeof attributes>;

export const transcription: Syntax<TranscriptionNoun> = {
  element: 'Transcription',
  attributes,
  children: [config, parameter],
  holdsText: false,
  read: (element, warnings) => ({
    noun: 'transcription',
    ...readAttributes(element, attributes, warnings),
    ...present('configs', readAll(element, config, warnings)),
    ...present('parameters', readAll(element, parameter, warnings)),
  }),
  write: (noun) =>
    writeXml(
      'Transcription',
      writeAttributes(attributes, noun),
      writeAll(config, noun.configs) + writeAll(parameter, noun.parameters),
    ),
};
