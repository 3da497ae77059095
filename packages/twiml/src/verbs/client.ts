import { type AttributesOf, callEvents, method, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readAll, readOne, type Syntax, writeAll } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';
import { bareText } from './bare-text.ts';
import { type NamedValue, parameter } from './parameter.ts';

const attributes = {
  url: 'text',
  method,
  statusCallback: 'text',
  statusCallbackMethod: method,
  statusCallbackEvent: callEvents,
  clientNotificationUrl: 'text',
} as const;

/** A browser or a telephone app that is registered as `identity`. */
export type ClientNoun = {
  noun: 'client';
  identity: string;
  parameters?: NamedValue[];
} & AttributesOf<typeof attributes>;

const identityElement = bareText('Identity');

export const client: Syntax<ClientNoun> = {
  element: 'Client',
  attributes,
  children: [identityElement, parameter],
  holdsText: true,
  read: (element, warnings) => ({
    noun: 'client',
    identity: readOne(element, identityElement, warnings) ?? trimXml(element.text),
    ...readAttributes(element, attributes, warnings),
    ...present('parameters', readAll(element, parameter, warnings)),
  }),
  write: ({ identity, parameters, ...noun }) =>
    writeXml(
      'Client',
      writeAttributes(attributes, noun),
      parameters ? identityElement.write(identity) + writeAll(parameter, parameters) : escapeText(identity),
    ),
};
