import { type AttributesOf, method, readAttributes, recordingEvents, trim, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = {
  action: 'text',
  method,
  timeout: 'number',
  finishOnKey: 'text',
  maxLength: 'number',
  playBeep: 'boolean',
  trim,
  recordingConfigurationId: 'text',
  recordingStatusCallback: 'text',
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: recordingEvents,
  transcribe: 'boolean',
  transcribeCallback: 'text',
} as const;

/** Records what the caller says; `timeout` (of silence) and `maxLength` in seconds. */
export type Record = { verb: 'record' } & AttributesOf<typeof attributes>;

export const record: Syntax<Record> = {
  element: 'Record',
  attributes,
  children: [],
  holdsText: false,
  read: (element, warnings) => ({ verb: 'record', ...readAttributes(element, attributes, warnings) }),
  write: (verb) => writeXml('Record', writeAttributes(attributes, verb), ''),
};
