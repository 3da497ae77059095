import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readAll, type Syntax, writeAll } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { type NamedValue, parameter } from './parameter.ts';

const attributes = {
  name: 'text',
  connectorName: 'text',
  track: ['inbound_track', 'outbound_track', 'both_tracks'],
  statusCallback: 'text',
  statusCallbackMethod: method,
} as const;

/** The call's audio to a recorder that speaks SIPREC. */
export type SiprecNoun = {
  noun: 'siprec';
  parameters?: NamedValue[];
} & AttributesOf<typeof attributes>;

export const siprec: Syntax<SiprecNoun> = {
  element: 'Siprec',
  attributes,
  children: [parameter],
  holdsText: false,
  read: (element, warnings) => ({
    noun: 'siprec',
    ...readAttributes(element, attributes, warnings),
    ...present('parameters', readAll(element, parameter, warnings)),
  }),
  write: (noun) => writeXml('Siprec', writeAttributes(attributes, noun), writeAll(parameter, noun.parameters)),
};
