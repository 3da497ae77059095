import { type AttributesOf, method, readAttributes, writeAttributes } from '../attributes.ts';
import type { TwimlWarning } from '../errors.ts';
import { warnOfChildren } from '../syntax.ts';
import { type Element, escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = {
  sendDigits: 'text',
  url: 'text',
  method,
  statusCallback: 'text',
  statusCallbackMethod: method,
  statusCallbackEvent: 'words',
  byoc: 'text',
  machineDetection: ['Enable', 'DetectMessageEnd'],
  machineDetectionTimeout: 'number',
  machineDetectionSpeechThreshold: 'number',
  machineDetectionSpeechEndThreshold: 'number',
  machineDetectionSilenceTimeout: 'number',
  amdStatusCallback: 'text',
  amdStatusCallbackMethod: method,
} as const;

/** A telephone that `<Dial>` rings. */
export type NumberNoun = { noun: 'number'; number: string } & AttributesOf<typeof attributes>;

export function readNumber(element: Element, warnings: TwimlWarning[]): NumberNoun {
  warnOfChildren(element, warnings);
  return { noun: 'number', number: trimXml(element.text), ...readAttributes(element, attributes, warnings) };
}

export function writeNumber(noun: NumberNoun): string {
  return writeXml('Number', writeAttributes(attributes, noun), escapeText(noun.number));
}
