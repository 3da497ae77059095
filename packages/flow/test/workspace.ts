import { readFileSync } from 'node:fs';
import { Directory, type FlowGraph, type Surroundings } from '../src/index.ts';

const file = new URL('../../../conformance/flows/workspace.json', import.meta.url);
const given: unknown = JSON.parse(readFileSync(file, 'utf8'));

export const caller = '+390612345678';
export const called = '+390687654321';

/** A workspace with one of everything: hours, people with and without a phone, groups, boxes, other flows. */
export const directory: Directory = Directory.parse(
  typeof given === 'object' && given !== null && 'directory' in given ? given.directory : {},
);

/** A Tuesday morning in Rome, when the office is open. */
export const around: Surroundings = { at: new Date('2026-11-24T09:00:00Z'), caller, called, directory };

/** A flow in short: nodes as `[id, type, data]`, edges as `source > target` or `source exit > target`. */
export function flow(nodes: readonly (readonly [string, string, object?])[], ...edges: string[]): FlowGraph {
  return {
    nodes: nodes.map(([id, type, data = {}]) => ({ id, type, data: { ...data } })),
    edges: edges.map((text, index) => {
      const [from = '', target = ''] = text.split(' > ');
      const [source = '', ...label] = from.split(' ');
      return { id: `e${index}`, source, target, ...(label.length > 0 && { label: label.join(' ') }) };
    }),
  };
}
