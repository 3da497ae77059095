import type { Chance } from './random-flow.ts';

type Json = Record<string, unknown>;
interface Raw {
  nodes: unknown[];
  edges: unknown[];
}

const junk: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  1e308,
  [],
  {},
  'x'.repeat(4000),
  '{{nothing}}',
  '__proto__',
  'http://127.0.0.1/',
  '+1',
  [null, {}],
  { a: { b: [] } },
  true,
];
const fields = [
  ...['message', 'options', 'choices', 'targets', 'number', 'hours_id', 'flow_id', 'url', 'save', 'headers', 'tries'],
  ...['test', 'variable', 'value', 'name', 'strategy', 'box_id', 'media_id', 'save_as', 'timeout_seconds', '__proto__'],
];
const types = [
  'start',
  'say',
  'menu',
  'dial',
  'voicemail',
  'go-to-flow',
  'queue',
  'ai-agent',
  'fax',
  'constructor',
  '',
  7,
];

/** A flow as it was written, broken in one to five ways. */
export function broken(flow: Raw, chance: Chance): Raw {
  // What was just written as JSON is read as it was.
  const copy = JSON.parse(JSON.stringify(flow)) as Raw;
  for (let count = 1 + chance.below(5); count > 0; count -= 1) chance.of(ways)(copy, chance);
  return copy;
}

const node = ({ nodes }: Raw, chance: Chance) => objectOf(nodes.length === 0 ? {} : chance.of(nodes));
const edge = ({ edges }: Raw, chance: Chance) => objectOf(edges.length === 0 ? {} : chance.of(edges));

function objectOf(value: unknown): Json {
  // Lists are objects too, and may be broken as such.
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

const ways: readonly ((raw: Raw, chance: Chance) => void)[] = [
  (raw, chance) => void raw.nodes.splice(chance.below(raw.nodes.length), 1),
  (raw, chance) => void raw.edges.splice(chance.below(raw.edges.length), 1),
  (raw, chance) => void Object.assign(edge(raw, chance), { target: node(raw, chance).id }),
  (raw, chance) => void Object.assign(edge(raw, chance), { source: node(raw, chance).id }),
  (raw, chance) =>
    void Object.assign(edge(raw, chance), { label: chance.of<unknown>(['1', 'next', 'open', 'x', 7, {}]) }),
  (raw, chance) => void Object.assign(node(raw, chance), { type: chance.of(types) }),
  (raw, chance) => void Object.assign(node(raw, chance), { id: node(raw, chance).id }),
  (raw, chance) => void Object.assign(node(raw, chance), { data: chance.of(junk) }),
  (raw, chance) => void raw.nodes.push(chance.of<unknown>([...junk, { id: 'extra', type: 'start' }])),
  (raw, chance) => {
    const data = objectOf(node(raw, chance).data);
    Object.defineProperty(data, chance.of(fields), { value: chance.of(junk), enumerable: true, configurable: true });
  },
  (raw, chance) => {
    const data = objectOf(node(raw, chance).data);
    const names = Object.keys(data);
    if (names.length > 0) delete data[chance.of(names)];
  },
];
