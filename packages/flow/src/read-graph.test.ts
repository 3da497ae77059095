import { expect, test } from 'vitest';
import { readGraph, templates, writeGraph } from './index.ts';

const nodes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `n${index}`, type: index === 0 ? 'start' : 'say' }));

test('ten thousand nodes are refused by their number, without looking at them', () => {
  expect(readGraph({ nodes: nodes(10_000) }).problems).toEqual([
    {
      nodeId: null,
      field: 'nodes',
      severity: 'error',
      code: 'unreadable',
      sentence: 'A flow has at most 1000 nodes; this one has 10000.',
    },
  ]);
  expect(readGraph({ nodes: nodes(1000) }).graph?.nodes).toHaveLength(1000);
  const edges = Array.from({ length: 4001 }, (_, index) => ({ id: `e${index}`, source: 'n0', target: 'n0' }));
  expect(readGraph({ nodes: nodes(1), edges }).problems?.[0]?.sentence).toContain('4000 connections');
});

test('of very many problems the first are told, and the number of the others', () => {
  const { problems } = readGraph({ nodes: Array.from({ length: 200 }, () => 1) });
  expect(problems).toHaveLength(51);
  expect(problems?.at(-1)?.sentence).toBe('There are 150 more problems like these.');
});

test('a flow that was written is read as it was', () => {
  for (const { graph } of templates) {
    const written: unknown = JSON.parse(JSON.stringify(writeGraph(graph)));
    expect(readGraph(written).graph).toEqual(graph);
    expect(readGraph({ flow_definition: written }).graph).toEqual(graph);
  }
});

test('nothing that is given pollutes what every object has', () => {
  readGraph(JSON.parse('{"__proto__":{"polluted":1},"nodes":[{"id":"__proto__","type":"say","data":{}}],"edges":[]}'));
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('data beyond measure is refused at its node: too many values, too long a text', () => {
  const sentences = (data: object) =>
    readGraph({ nodes: [{ id: 'a', type: 'say', data }] }).problems?.map(
      ({ nodeId, sentence }) => `${nodeId}: ${sentence}`,
    );
  expect(sentences({ list: Array.from({ length: 6000 }, () => 1) })).toEqual([
    'a: The node "a" has more than 5000 values.',
  ]);
  expect(sentences({ message: 'x'.repeat(20_001) })).toEqual(['a: The node "a" has a text that is too long.']);
  expect(sentences({ message: 'x'.repeat(20_000) })).toBeUndefined();
});
