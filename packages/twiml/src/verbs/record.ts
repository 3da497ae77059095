import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import { type VerbSyntax, warnOfChildren } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = {
  action: 'text',
  method,
  timeout: 'number',
  finishOnKey: 'text',
  maxLength: 'number',
  playBeep: 'boolean',
  trim: ['trim-silence', 'do-not-trim'],
  recordingStatusCallback: 'text',
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: 'words',
  transcribe: 'boolean',
  transcribeCallback: 'text',
} as const;

/** Records what the caller says; `timeout` (of silence) and `maxLength` in seconds. */
export type Record = { verb: 'record' } & AttributesOf<typeof attributes>;

export const record: VerbSyntax<Record> = {
  element: 'Record',
  read: (element, warnings) => {
    warnOfChildren(element, warnings);
    return { verb: 'record', ...readAttributes(element, attributes, warnings) };
  },
  write: (verb) => writeXml('Record', writeAttributes(attributes, verb), ''),
};
