import { type AttributesOf, callEvents, method, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readAll, readOne, type Syntax, writeAll } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';
import { detectionAttributes } from './detection-attributes.ts';
import { header, type NamedValue } from './parameter.ts';
import { type SipUri, sipUri } from './sip-uri.ts';

const attributes = {
  username: 'text',
  password: 'text',
  url: 'text',
  method,
  statusCallback: 'text',
  statusCallbackMethod: method,
  statusCallbackEvent: callEvents,
  ...detectionAttributes,
} as const;

/** A SIP endpoint; a URI that is the element's own text is the only one of `uris`. */
export type SipNoun = {
  noun: 'sip';
  uris: SipUri[];
  headers?: NamedValue[];
} & AttributesOf<typeof attributes>;

const headersElement: Syntax<NamedValue[]> = {
  element: 'Headers',
  attributes: {},
  children: [header],
  holdsText: false,
  read: (element, warnings) => {
    readAttributes(element, {}, warnings);
    return readAll(element, header, warnings);
  },
  write: (headers) => writeXml('Headers', {}, writeAll(header, headers)),
};

export const sip: Syntax<SipNoun> = {
  element: 'Sip',
  attributes,
  children: [sipUri, headersElement],
  holdsText: true,
  read: (element, warnings) => {
    const text = trimXml(element.text);
    return {
      noun: 'sip',
      uris: readAll(element, sipUri, warnings) ?? (text === '' ? [] : [{ uri: text }]),
      ...readAttributes(element, attributes, warnings),
      ...present('headers', readOne(element, headersElement, warnings)),
    };
  },
  write: ({ uris, headers, ...noun }) =>
    writeXml(
      'Sip',
      writeAttributes(attributes, noun),
      writeUris(uris) + (headers ? headersElement.write(headers) : ''),
    ),
};

function writeUris(uris: readonly SipUri[]): string {
  const [only] = uris;
  const isBare = only && uris.length === 1 && Object.keys(only).length === 1 && only.uri !== '';
  return isBare ? escapeText(only.uri) : writeAll(sipUri, uris);
}
