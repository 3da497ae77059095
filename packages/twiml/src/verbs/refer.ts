import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import { readOne, type Syntax } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { bareText } from './bare-text.ts';

const attributes = { action: 'text', method } as const;

/** Hands a SIP caller over to `uri`, which is empty when the document names none. */
export type Refer = { verb: 'refer'; uri: string } & AttributesOf<typeof attributes>;

const sipElement = bareText('Sip');

export const refer: Syntax<Refer> = {
  element: 'Refer',
  attributes,
  children: [sipElement],
  holdsText: false,
  read: (element, warnings) => ({
    verb: 'refer',
    uri: readOne(element, sipElement, warnings) ?? '',
    ...readAttributes(element, attributes, warnings),
  }),
  write: ({ uri, ...verb }) =>
    writeXml('Refer', writeAttributes(attributes, verb), uri === '' ? '' : sipElement.write(uri)),
};
