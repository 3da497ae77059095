import { readAttributes } from '../attributes.ts';
import { type Family, familyOf, type Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { type SiprecNoun, siprec } from './siprec.ts';
import { type StreamNoun, stream } from './stream.ts';
import { type TranscriptionNoun, transcription } from './transcription.ts';

export type StopNoun = StreamNoun | TranscriptionNoun | SiprecNoun;

/** Stops, by name, what `<Start>` began. */
export interface Stop {
  verb: 'stop';
  nouns: StopNoun[];
}

const nouns: Family<StopNoun> = familyOf('noun', { stream, transcription, siprec });

export const stop: Syntax<Stop> = {
  element: 'Stop',
  attributes: {},
  children: nouns.faces,
  holdsText: false,
  read: (element, warnings) => {
    readAttributes(element, {}, warnings);
    return { verb: 'stop', nouns: nouns.read(element, warnings) };
  },
  write: (verb) => writeXml('Stop', {}, nouns.write(verb.nouns)),
};
