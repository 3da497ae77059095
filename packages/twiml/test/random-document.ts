import type { Random } from '@offhook/kit';
import { type AttributeKind, type Face, grammar } from '../src/index.ts';

/** Texts that are hard to carry: markup, entities, white space, wide and odd characters. */
export const oddTexts = [
  '',
  ' ',
  'Hello there',
  '+15005550006',
  'https://example.com/a?b=1&c=2',
  '<&>"\'',
  ']]>',
  '--',
  '  two  spaces ',
  'line\r\nbreak\ttab',
  '\u00a0\u2028\u3000',
  '日本語 🚀 é',
  '0',
  '-0',
  '1e9',
  '99999999999999999999999',
  '0.0000001',
  'true',
  '__proto__',
];

/** Chooses one; the list is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random.next() * list.length)] as T;
}

/** A document that follows the grammar in all but some values; some two hundred elements at most. */
export function randomDocument(random: Random): string {
  const budget = { left: 1 + Math.floor(random.next() ** 3 * 60) };
  const prolog = pick(random, ['', '<?xml version="1.0" encoding="UTF-8"?>', '<!-- a -->\n', '\ufeff']);
  return prolog + elementOf(random, grammar, budget);
}

function elementOf(random: Random, face: Face, budget: { left: number }): string {
  budget.left -= 1;
  const attributes = Object.entries(face.attributes)
    .filter(() => random.next() < 0.2)
    .map(([name, kind]) => attributeOf(random, name, kind))
    .join('');
  const count = face.children.length === 0 ? 0 : Math.floor(random.next() * (face === grammar ? 8 : 4));
  let inside = face.holdsText || random.next() < 0.1 ? textOf(random) : '';
  for (let made = 0; made < count && budget.left > 0; made += 1) {
    inside += elementOf(random, pick(random, face.children), budget) + between(random, face);
  }
  return inside === ''
    ? `<${face.element}${attributes} />`
    : `<${face.element}${attributes}>${inside}</${face.element}>`;
}

function between(random: Random, face: Face): string {
  if (random.next() < 0.6) return '';
  return face.holdsText ? textOf(random) : pick(random, ['\n  ', '<!-- - -->', '<?target data?>', '<![CDATA[ ]]>']);
}

function attributeOf(random: Random, name: string, kind: AttributeKind): string {
  const quote = pick(random, ['"', "'"]);
  return ` ${name} = ${quote}${escaped(textFor(random, kind)).replaceAll(quote, quote === '"' ? '&quot;' : '&#39;')}${quote}`;
}

function textFor(random: Random, kind: AttributeKind): string {
  if (random.next() < 0.1) return pick(random, oddTexts);
  if (kind === 'text') return pick(random, oddTexts);
  if (kind === 'boolean') return pick(random, ['true', 'false', 'TRUE', ' false ']);
  if (kind === 'number') return String(Math.floor(random.next() * 1000));
  if (kind === 'numbers') return '1  2 3';
  if ('words' in kind) return kind.words.filter(() => random.next() < 0.5).join('  ');
  return pick(random, kind);
}

function textOf(random: Random): string {
  const text = pick(random, oddTexts);
  const how = random.next();
  if (how < 0.1) return `<![CDATA[${text.replaceAll(']]>', ']] >')}]]>`;
  if (how < 0.2) return [...text].map((character) => `&#x${character.codePointAt(0)?.toString(16)};`).join('');
  return escaped(text);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;');
}
