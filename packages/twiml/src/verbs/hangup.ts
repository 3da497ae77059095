import { readAttributes } from '../attributes.ts';
import { present, readAll, type Syntax, writeAll } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { type NamedValue, parameter } from './parameter.ts';

/** Ends the call; `parameters` go to the application that dialed it. */
export interface Hangup {
  verb: 'hangup';
  parameters?: NamedValue[];
}

export const hangup: Syntax<Hangup> = {
  element: 'Hangup',
  attributes: {},
  children: [parameter],
  holdsText: false,
  read: (element, warnings) => {
    readAttributes(element, {}, warnings);
    return { verb: 'hangup', ...present('parameters', readAll(element, parameter, warnings)) };
  },
  write: (verb) => writeXml('Hangup', {}, writeAll(parameter, verb.parameters)),
};
