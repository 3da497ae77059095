import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { type Face, grammar, parseTwiml } from './index.ts';

const require = createRequire(import.meta.url);
const VoiceResponse = require('twilio/lib/twiml/VoiceResponse');
const TwimlElement = require('twilio/lib/twiml/TwiML').default;

type SdkNode = { [method: string]: (attributes: object, text: string) => SdkNode };

const named = new Set(['parameter', 'config', 'header']);

test('whatever the SDK can nest is read without a warning', () => {
  const response = new VoiceResponse();
  fill(response, 3);
  const { verbs, warnings } = parseTwiml(response.toString());
  const strays = warnings.filter(({ message }) => !message.includes('may stand only once'));
  expect(strays).toEqual([]);
  expect(new Set(verbs.map(({ verb }) => verb)).size).toBe(grammar.children.length);
});

test('every attribute that the SDK can write is known', () => {
  const known = new Map<string, Set<string>>();
  collect(grammar, known, new Set());
  const declarations = readFileSync(
    require.resolve('twilio/lib/twiml/VoiceResponse').replace(/\.js$/, '.d.ts'),
    'utf8',
  );
  const interfaces = [...declarations.matchAll(/export interface (\w+)Attributes \{([^}]*)\}/g)];
  expect(interfaces.length).toBeGreaterThan(50);
  const unknown = interfaces.flatMap(([, name = '', inside = '']) =>
    [...inside.matchAll(/^\s+"?([\w:-]+)"?\?:/gm)]
      .filter(([, attribute = '']) => !known.get(elementOf(name))?.has(attribute))
      .map(([, attribute]) => `${name} ${attribute}`),
  );
  expect(unknown).toEqual([]);
});

function fill(node: SdkNode, depth: number): void {
  for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(node))) {
    const write = node[method];
    if (method === 'constructor' || typeof write !== 'function') continue;
    const child = write.call(node, named.has(method) ? { name: 'n', value: 'v' } : {}, 'text');
    if (depth > 0 && child instanceof TwimlElement) fill(child, depth - 1);
  }
}

function collect(face: Face, known: Map<string, Set<string>>, seen: Set<Face>): void {
  if (seen.has(face)) return;
  seen.add(face);
  const attributes = known.get(face.element) ?? new Set();
  for (const name of Object.keys(face.attributes)) attributes.add(name);
  known.set(face.element, attributes);
  for (const child of face.children) collect(child, known, seen);
}

/** The SDK's names of interfaces for the elements that are called otherwise. */
function elementOf(name: string): string {
  if (name === 'SipUri') return 'Uri';
  if (name === 'ReferSip') return 'Sip';
  if (name === 'SsmlSayAs') return 'say-as';
  return name.startsWith('Ssml') ? name.slice('Ssml'.length).toLowerCase() : name;
}
