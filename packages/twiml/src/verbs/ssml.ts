import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { TwimlWarning } from '../errors.ts';
import { type Face, present, warnOfStrays } from '../syntax.ts';
import { type Element, escapeText, writeXml } from '../xml.ts';

const attributes = {
  break: { strength: ['none', 'x-weak', 'weak', 'medium', 'strong', 'x-strong'], time: 'text' },
  emphasis: { level: ['strong', 'moderate', 'reduced'] },
  lang: { 'xml:lang': 'text' },
  p: {},
  phoneme: {
    alphabet: ['ipa', 'x-sampa', 'x-amazon-jyutping', 'x-amazon-pinyin', 'x-amazon-pron-kana', 'x-amazon-yomigana'],
    ph: 'text',
  },
  prosody: { volume: 'text', rate: 'text', pitch: 'text' },
  s: {},
  'say-as': {
    'interpret-as': [
      'characters',
      'spell-out',
      'cardinal',
      'number',
      'ordinal',
      'digits',
      'fraction',
      'unit',
      'date',
      'time',
      'address',
      'expletive',
      'telephone',
    ],
    format: ['mdy', 'dmy', 'ymd', 'md', 'dm', 'ym', 'my', 'd', 'm', 'y', 'yyyymmdd'],
  },
  sub: { alias: 'text' },
  w: { role: 'text' },
  'amazon:auto-breaths': { volume: 'text', frequency: 'text', duration: 'text' },
  'amazon:domain': { name: 'text' },
  'amazon:effect': { name: 'text', phonation: 'text', 'vocal-tract-length': 'text' },
} as const;

type SsmlName = keyof typeof attributes;

const emphasisInside: SsmlName[] = ['break', 'emphasis', 'lang', 'phoneme', 'prosody', 'say-as', 'sub', 'w'];
const amazon: SsmlName[] = ['amazon:auto-breaths', 'amazon:domain', 'amazon:effect'];
const everything: SsmlName[] = [...emphasisInside, 'p', 's', ...amazon];

/** What may stand inside each element; of the vendor's own elements, which the SDK lacks, anything. */
const nesting: { [Name in SsmlName]: readonly SsmlName[] } = {
  break: [],
  emphasis: emphasisInside,
  lang: everything,
  p: [...emphasisInside, 's', ...amazon],
  phoneme: [],
  prosody: everything,
  s: [...emphasisInside, ...amazon],
  'say-as': [],
  sub: [],
  w: ['break', 'emphasis', 'phoneme', 'prosody', 'say-as', 'sub'],
  'amazon:auto-breaths': everything,
  'amazon:domain': everything,
  'amazon:effect': everything,
};

/** An element of SSML by its own name and attributes; what it holds, when it holds anything. */
export type SsmlElement = {
  [Name in SsmlName]: { ssml: Name; inside?: SsmlNode[] } & AttributesOf<(typeof attributes)[Name]>;
}[SsmlName];

export type SsmlNode = string | SsmlElement;

const faces = new Map(
  everything.map((element): [string, Face] => [
    element,
    {
      element,
      attributes: attributes[element],
      // Elements hold each other, so the faces inside can be named only once all exist.
      get children() {
        return facesOf(nesting[element]);
      },
      holdsText: element !== 'break',
    },
  ]),
);

/** The elements that `<Say>` may hold directly. */
export const ssmlFaces: readonly Face[] = facesOf(everything);

function facesOf(names: readonly SsmlName[]): readonly Face[] {
  return names.flatMap((name) => faces.get(name) ?? []);
}

/** The text and the SSML inside an element that has `face`; pieces of text that touch are one. */
export function readSsml(element: Element, face: Face, warnings: TwimlWarning[]): SsmlNode[] {
  const allowed = new Set(face.children.map((child) => child.element));
  const nodes: SsmlNode[] = [];
  for (const part of element.parts) {
    const node = typeof part === 'string' ? part : readNode(part, allowed, warnings);
    const last = nodes.at(-1);
    if (node === undefined || node === '') continue;
    if (typeof node === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + node;
    else nodes.push(node);
  }
  return nodes;
}

function readNode(element: Element, allowed: Set<string>, warnings: TwimlWarning[]): SsmlElement | undefined {
  const face = faces.get(element.name);
  if (!face || !allowed.has(element.name)) return undefined;
  warnOfStrays(face, element, warnings);
  const inside = face.holdsText ? readSsml(element, face, warnings) : [];
  return {
    ssml: element.name,
    ...readAttributes(element, face.attributes, warnings),
    ...present('inside', inside.length > 0 ? inside : undefined),
    // The face was found by the element's name, so name and attributes belong together.
  } as SsmlElement;
}

export function writeSsml(nodes: readonly SsmlNode[]): string {
  return nodes.map(writeNode).join('');
}

function writeNode(node: SsmlNode): string {
  if (typeof node === 'string') return escapeText(node);
  return writeXml(node.ssml, writeAttributes(attributes[node.ssml], node), writeSsml(node.inside ?? []));
}

/** The words that the nodes speak. */
export function wordsOf(nodes: readonly SsmlNode[]): string {
  return nodes.map(wordsOfNode).join('');
}

function wordsOfNode(node: SsmlNode): string {
  if (typeof node === 'string') return node;
  if (node.ssml === 'sub' && node.alias !== undefined) return node.alias;
  const words = wordsOf(node.inside ?? []);
  // A paragraph or a sentence that ends where the next begins is not one word with it.
  return node.ssml === 'p' || node.ssml === 's' ? ` ${words} ` : words;
}
