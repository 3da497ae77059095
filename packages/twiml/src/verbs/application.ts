import { type AttributesOf, callEvents, method, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readAll, readOne, type Syntax, writeAll } from '../syntax.ts';
import { trimXml, writeXml } from '../xml.ts';
import { bareText } from './bare-text.ts';
import { type NamedValue, parameter } from './parameter.ts';

const attributes = {
  url: 'text',
  method,
  statusCallback: 'text',
  statusCallbackMethod: method,
  statusCallbackEvent: callEvents,
  customerId: 'text',
  copyParentTo: 'boolean',
} as const;

/** Another TwiML application, which is called as if it were a telephone. */
export type ApplicationNoun = {
  noun: 'application';
  applicationSid: string;
  parameters?: NamedValue[];
} & AttributesOf<typeof attributes>;

const applicationSidElement = bareText('ApplicationSid');

export const application: Syntax<ApplicationNoun> = {
  element: 'Application',
  attributes,
  children: [applicationSidElement, parameter],
  holdsText: true,
  read: (element, warnings) => ({
    noun: 'application',
    applicationSid: readOne(element, applicationSidElement, warnings) ?? trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
    ...present('parameters', readAll(element, parameter, warnings)),
  }),
  write: ({ applicationSid, parameters, ...noun }) =>
    writeXml(
      'Application',
      writeAttributes(attributes, noun),
      applicationSidElement.write(applicationSid) + writeAll(parameter, parameters),
    ),
};
