import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';
import { readSsml, type SsmlNode, ssmlFaces, wordsOf, writeSsml } from './ssml.ts';

const attributes = { voice: 'text', language: 'text', loop: 'number' } as const;

/**
 * Speaks `text`. `ssml` is there only when SSML is; `text` is then the words that it speaks. `loop` 0 repeats until the
 * call ends.
 */
export type Say = { verb: 'say'; text: string; ssml?: SsmlNode[] } & AttributesOf<typeof attributes>;

export const say: Syntax<Say> = {
  element: 'Say',
  attributes,
  children: ssmlFaces,
  holdsText: true,
  read: (element, warnings) => {
    const rest = readAttributes(element, attributes, warnings);
    const nodes = readSsml(element, say, warnings);
    const words = wordsOf(nodes);
    const text = trimXml(element.children.length > 0 ? words.replace(/[ \t\r\n]+/g, ' ') : words);
    const hasSsml = nodes.some((node) => typeof node !== 'string');
    return hasSsml ? { verb: 'say', text, ssml: nodes, ...rest } : { verb: 'say', text, ...rest };
  },
  write: (verb) =>
    writeXml('Say', writeAttributes(attributes, verb), verb.ssml ? writeSsml(verb.ssml) : escapeText(verb.text)),
};
