import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import type { TwimlWarning } from '../errors.ts';
import type { VerbSyntax } from '../syntax.ts';
import { type Element, trimXml, writeXml } from '../xml.ts';
import { type NumberNoun, readNumber, writeNumber } from './number.ts';

const attributes = {
  action: 'text',
  method,
  timeout: 'number',
  timeLimit: 'number',
  callerId: 'text',
  hangupOnStar: 'boolean',
  answerOnBridge: 'boolean',
  record: [
    'do-not-record',
    'record-from-answer',
    'record-from-answer-dual',
    'record-from-ringing',
    'record-from-ringing-dual',
    'true',
    'false',
  ],
  recordingTrack: ['inbound', 'outbound', 'both'],
  recordingStatusCallback: 'text',
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: 'words',
  trim: ['trim-silence', 'do-not-trim'],
  ringTone: 'text',
  sequential: 'boolean',
} as const;

/** Connects the caller to the first of `nouns` that answers; `timeout` and `timeLimit` in seconds. */
export type Dial = { verb: 'dial'; nouns: NumberNoun[] } & AttributesOf<typeof attributes>;

export const dial: VerbSyntax<Dial> = {
  element: 'Dial',
  read: (element, warnings) => ({
    verb: 'dial',
    ...readAttributes(element, attributes, warnings),
    nouns: readNouns(element, warnings),
  }),
  write: (verb) => writeXml('Dial', writeAttributes(attributes, verb), verb.nouns.map(writeNumber).join('')),
};

function readNouns(element: Element, warnings: TwimlWarning[]): NumberNoun[] {
  const bare = trimXml(element.text);
  if (element.children.length === 0) return bare === '' ? [] : [{ noun: 'number', number: bare }];
  return element.children.flatMap((child) => {
    if (child.name === 'Number') return readNumber(child, warnings);
    warnings.push({ code: 12200, message: `<${child.name}> is not known inside <Dial>` });
    return [];
  });
}
