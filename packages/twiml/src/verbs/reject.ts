import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readAll, type Syntax, writeAll } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { type NamedValue, parameter } from './parameter.ts';

const attributes = { reason: ['rejected', 'busy'] } as const;

/** Refuses an incoming call without answering it; useful only as the first verb. */
export type Reject = {
  verb: 'reject';
  parameters?: NamedValue[];
} & AttributesOf<typeof attributes>;

export const reject: Syntax<Reject> = {
  element: 'Reject',
  attributes,
  children: [parameter],
  holdsText: false,
  read: (element, warnings) => ({
    verb: 'reject',
    ...readAttributes(element, attributes, warnings),
    ...present('parameters', readAll(element, parameter, warnings)),
  }),
  write: (verb) => writeXml('Reject', writeAttributes(attributes, verb), writeAll(parameter, verb.parameters)),
};
