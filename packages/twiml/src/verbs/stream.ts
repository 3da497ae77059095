import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readAll, type Syntax, writeAll } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { type NamedValue, parameter } from './parameter.ts';

const attributes = {
  name: 'text',
  connectorName: 'text',
  url: 'text',
  track: ['inbound_track', 'outbound_track', 'both_tracks'],
  statusCallback: 'text',
  statusCallbackMethod: method,
  audioFormat: 'text',
  sampleRate: 'text',
} as const;

/** The call's audio over a WebSocket: both ways inside `<Connect>`, out only inside `<Start>`. */
export type StreamNoun = {
  noun: 'stream';
  parameters?: NamedValue[];
} & AttributesOf<typeof attributes>;

export const stream: Syntax<StreamNoun> = {
  element: 'Stream',
  attributes,
  children: [parameter],
  holdsText: false,
  read: (element, warnings) => ({
    noun: 'stream',
    ...readAttributes(element, attributes, warnings),
    ...present('parameters', readAll(element, parameter, warnings)),
  }),
  write: (noun) => writeXml('Stream', writeAttributes(attributes, noun), writeAll(parameter, noun.parameters)),
};
