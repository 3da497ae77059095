import { type AttributesOf, method, readAttributes, recordingEvents, trim, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = {
  channels: ['mono', 'dual'],
  track: ['inbound', 'outbound', 'both'],
  trim,
  recordingConfigurationId: 'text',
  recordingStatusCallback: 'text',
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: recordingEvents,
} as const;

/** A recording of the call that goes on while the document runs. */
export type RecordingNoun = { noun: 'recording' } & AttributesOf<typeof attributes>;

export const recording: Syntax<RecordingNoun> = {
  element: 'Recording',
  attributes,
  children: [],
  holdsText: false,
  read: (element, warnings) => ({ noun: 'recording', ...readAttributes(element, attributes, warnings) }),
  write: (noun) => writeXml('Recording', writeAttributes(attributes, noun), ''),
};
