import type { Random } from '@offhook/kit';
import { oddTexts, pick } from './random-document.ts';

type Mutation = (xml: string, random: Random) => string;

const pieces = [
  ...oddTexts,
  '<',
  '>',
  '&',
  '&amp;',
  '&lol;',
  '&#0;',
  '&#xD800;',
  '&#x110000;',
  '\u0000',
  '\ufeff',
  '\ud800',
  '<Say>',
  '</Say>',
  '<Stream url="wss://example.com"/>',
  '<say>',
  ' loop="x"',
  ' loop="1" loop="2"',
  ' constructor="x"',
  '<!-- ',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.1"?>',
  '<?pi?>',
  '<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>',
  '<x:y xmlns:x="z"/>',
];

const cut: Mutation = (xml, random) => xml.slice(0, position(xml, random));

const insert: Mutation = (xml, random) => {
  const at = position(xml, random);
  return xml.slice(0, at) + pick(random, pieces) + xml.slice(at);
};

const remove: Mutation = (xml, random) => {
  const at = position(xml, random);
  return xml.slice(0, at) + xml.slice(at + 1 + Math.floor(random.next() * 20));
};

const repeat: Mutation = (xml, random) => {
  const [from = 0, to = 0] = [position(xml, random), position(xml, random)].toSorted((a, b) => a - b);
  return xml.slice(0, to) + xml.slice(from, Math.min(to, from + 500)) + xml.slice(to);
};

const swapTags: Mutation = (xml, random) => {
  const tags = xml.match(/<\/?[\w:-]+/g) ?? ['<Say'];
  const [one, other] = [pick(random, tags), pick(random, tags)];
  return xml.replace(one, '\u0001').replace(other, one).replace('\u0001', other);
};

const misspell: Mutation = (xml, random) => {
  const names = xml.match(/[A-Za-z]+/g) ?? ['Say'];
  const name = pick(random, names);
  return xml.replaceAll(name, random.next() < 0.5 ? name.toLowerCase() : `${name}x`);
};

const nest: Mutation = (xml, random) => {
  const depth = Math.floor(random.next() ** 2 * 300);
  const tag = pick(random, ['Say', 'prosody', 'Gather', 'Response']);
  return xml.replace('<Response>', `<Response><Say>${`<${tag}>`.repeat(depth)}x${`</${tag}>`.repeat(depth)}</Say>`);
};

const corrupt: Mutation = (xml, random) => {
  const bytes = Buffer.from(xml);
  if (bytes.length === 0) return xml;
  for (let count = 1 + Math.floor(random.next() * 5); count > 0; count -= 1) {
    bytes[Math.floor(random.next() * bytes.length)] = Math.floor(random.next() * 256);
  }
  return bytes.toString(random.next() < 0.5 ? 'utf8' : 'latin1');
};

const noise: Mutation = (_, random) => Buffer.from(random.bytes(Math.floor(random.next() * 200))).toString('latin1');

const common: readonly Mutation[] = [cut, insert, insert, insert, remove, repeat, swapTags, misspell, nest, corrupt];

/** The document damaged in up to three ways; half of all documents in none. */
export function damaged(xml: string, random: Random): string {
  let made = xml;
  for (let left = Math.floor(random.next() * 6) - 3; left >= 0; left -= 1) {
    made = (random.next() < 0.02 ? noise : pick(random, common))(made, random);
  }
  return made;
}

function position(xml: string, random: Random): number {
  return Math.floor(random.next() * (xml.length + 1));
}
