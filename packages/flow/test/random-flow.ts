import type { Random } from '@offhook/kit';
import { type Exit, type FlowEdge, type FlowGraph, type FlowNode, kindOf, kinds } from '../src/index.ts';
import { randomData } from './random-data.ts';

/** Draws of chance in the words of this folder. */
export interface Chance {
  below: (count: number) => number;
  of: <Thing>(things: readonly Thing[]) => Thing;
  is: (likely: number) => boolean;
}

export function chanceOf(random: Random): Chance {
  const below = (count: number) => Math.floor(random.next() * count);
  return {
    below,
    // Never asked of an empty list.
    of: <Thing>(things: readonly Thing[]) => things[below(things.length)] as Thing,
    is: (likely) => random.next() < likely,
  };
}

const types = [
  ...['say', 'play', 'menu', 'menu', 'speech', 'record', 'condition', 'condition', 'set-variable', 'dial', 'dial'],
  ...['forward', 'http-request', 'go-to-flow', 'voicemail', 'hangup'],
];

/** Exits by which a node that asked is left without an answer, so without the variable that it sets. */
const withoutValue = new Set(['no-input', 'invalid', 'failed']);

interface Grown {
  node: FlowNode;
  exits: Exit[];
  waits: boolean;
  sets: readonly string[];
  /** Variables that are set when a call comes here by the way on which it grew. */
  known: readonly string[];
}

/**
 * A flow that the checker has nothing against: a tree from the start, whose other branches lead anywhere from nodes that
 * wait, and only onwards from those that do not.
 */
export function randomFlow(chance: Chance, size: number): FlowGraph {
  const grown: Grown[] = [grow('start', {}, { id: 'n0', known: [] })];
  const edges: FlowEdge[] = [];
  const connect = (from: Grown, exit: Exit, to: number) => {
    from.exits.splice(from.exits.indexOf(exit), 1);
    const label = exit.name === 'next' && chance.is(0.5) ? {} : { label: exit.name };
    edges.push({ id: `e${edges.length}`, source: from.node.id, target: `n${to}`, ...label });
  };
  for (let index = 1; index <= size; index += 1) {
    const parents = grown.filter(({ exits }) => exits.length > 0);
    if (parents.length === 0) break;
    const parent = chance.of(parents);
    const exit = chance.of(parent.exits);
    const known = [...new Set([...parent.known, ...(withoutValue.has(exit.name) ? [] : parent.sets)])];
    const type = index === size ? chance.of(['voicemail', 'hangup']) : chance.of(types);
    grown.push(grow(type, randomData(type, known, chance), { id: `n${index}`, known }));
    connect(parent, exit, index);
  }
  for (const [index, from] of grown.entries()) {
    for (const exit of [...from.exits]) {
      const first = from.waits ? 1 : index + 1;
      if (exit.optional && chance.is(0.5)) continue;
      if (first < grown.length) connect(from, exit, first + chance.below(grown.length - first));
    }
  }
  return { nodes: grown.map(({ node }) => node), edges };
}

function grow(type: string, data: Record<string, unknown>, { id, known }: { id: string; known: string[] }): Grown {
  const kind = kindOf(kinds, type);
  if (!kind) throw new Error(`There is no kind ${type}.`);
  const read = kind.schema.parse(data);
  const node = { id, type, data };
  return { node, exits: [...kind.exits(read)], waits: kind.waits, sets: kind.sets?.(read) ?? [], known };
}
