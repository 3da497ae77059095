import type { FlowGraph, FlowNode } from './graph.ts';
import { type Kinds, kindOf, kinds } from './kinds.ts';

const known = new WeakMap<readonly FlowNode[], ReadonlyMap<string, string>>();

/**
 * What people call each node, by id: its name, or else its kind, with a number where others are called like that.
 *
 * @example
 * nodeNames({ nodes: [{ id: 'a', type: 'menu', data: {} }, { id: 'b', type: 'menu', data: {} }], edges: [] }).get('b'); // 'Menu 2'
 */
export function nodeNames({ nodes }: Pick<FlowGraph, 'nodes'>, all: Kinds = kinds): ReadonlyMap<string, string> {
  if (all !== kinds) return readNames(nodes, all);
  const found = known.get(nodes) ?? readNames(nodes, all);
  known.set(nodes, found);
  return found;
}

function readNames(nodes: readonly FlowNode[], all: Kinds): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(nodes.map(({ name }) => name));
  for (const { id, type, name } of nodes) {
    const called = name || freeName(taken, kindOf(all, type)?.label ?? 'Node');
    taken.add(called);
    names.set(id, called);
  }
  return names;
}

/** `Menu`, then `Menu 2`: sentences about a flow tell its nodes apart by their names. */
export function freeName(taken: { has(name: string): boolean }, label: string): string {
  let name = label;
  for (let count = 2; taken.has(name); count += 1) name = `${label} ${count}`;
  return name;
}
