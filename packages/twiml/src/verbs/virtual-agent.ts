import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import { present, readAll, type Syntax, writeAll } from '../syntax.ts';
import { writeXml } from '../xml.ts';
import { config, type NamedValue, parameter } from './parameter.ts';

const attributes = {
  connectorName: 'text',
  language: 'text',
  sentimentAnalysis: 'boolean',
  statusCallback: 'text',
  statusCallbackMethod: method,
} as const;

/** A virtual agent behind the connector `connectorName`. */
export type VirtualAgentNoun = {
  noun: 'virtualAgent';
  configs?: NamedValue[];
  parameters?: NamedValue[];
} & AttributesOf<typeof attributes>;

export const virtualAgent: Syntax<VirtualAgentNoun> = {
  element: 'VirtualAgent',
  attributes,
  children: [config, parameter],
  holdsText: false,
  read: (element, warnings) => ({
    noun: 'virtualAgent',
    ...readAttributes(element, attributes, warnings),
    ...present('configs', readAll(element, config, warnings)),
    ...present('parameters', readAll(element, parameter, warnings)),
  }),
  write: (noun) =>
    writeXml(
      'VirtualAgent',
      writeAttributes(attributes, noun),
      writeAll(config, noun.configs) + writeAll(parameter, noun.parameters),
    ),
};
