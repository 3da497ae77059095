import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import { type Family, familyOf, type Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { type RecordingNoun, recording } from './recording.ts';
import { type SiprecNoun, siprec } from './siprec.ts';
import { type StreamNoun, stream } from './stream.ts';
import { type TranscriptionNoun, transcription } from './transcription.ts';

const attributes = { action: 'text', method } as const;

export type StartNoun = StreamNoun | RecordingNoun | TranscriptionNoun | SiprecNoun;

/** Starts what goes on beside the call; the document does not wait for it. */
export type Start = { verb: 'start'; nouns: StartNoun[] } & AttributesOf<typeof attributes>;

const nouns: Family<StartNoun> = familyOf('noun', { stream, recording, transcription, siprec });

export const start: Syntax<Start> = {
  element: 'Start',
  attributes,
  children: nouns.faces,
  holdsText: false,
  read: (element, warnings) => ({
    verb: 'start',
    ...readAttributes(element, attributes, warnings),
    nouns: nouns.read(element, warnings),
  }),
  write: (verb) => writeXml('Start', writeAttributes(attributes, verb), nouns.write(verb.nouns)),
};
