import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { TwimlWarning } from '../errors.ts';
import type { VerbSyntax } from '../syntax.ts';
import { type Element, escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = { voice: 'text', language: 'text', loop: 'number' } as const;

/** Speaks `text`. SSML inside is read as the words it would speak. `loop` 0 repeats until the call ends. */
export type Say = { verb: 'say'; text: string } & AttributesOf<typeof attributes>;

export const say: VerbSyntax<Say> = {
  element: 'Say',
  read: (element, warnings) => ({
    verb: 'say',
    text: trimXml(spoken(element, warnings)),
    ...readAttributes(element, attributes, warnings),
  }),
  write: (verb) => writeXml('Say', writeAttributes(attributes, verb), escapeText(verb.text)),
};

const ssml = new Set(
  'break emphasis lang p phoneme prosody s say-as sub w amazon:effect amazon:domain amazon:auto-breaths'.split(' '),
);

function spoken(element: Element, warnings: TwimlWarning[]): string {
  const words = element.parts.map((part) => {
    if (typeof part === 'string') return part;
    if (!ssml.has(part.name)) {
      warnings.push({ code: 12200, message: `<${part.name}> is not allowed inside <Say>` });
      return '';
    }
    return part.name === 'sub' ? (part.attributes.alias ?? part.text) : spoken(part, warnings);
  });
  const joined = words.join('');
  return element.children.length > 0 ? joined.replace(/\s+/g, ' ') : joined;
}
