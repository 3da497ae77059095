import type { FlowGraph } from '@offhook/flow';
import { expect, test } from 'vitest';
import { type OutlineItem, outlineOf } from './outline-tree.ts';

const node = (id: string, type: string, data = {}) => ({ id, type, name: id, data });
const graph: FlowGraph = {
  nodes: [
    node('start', 'start'),
    node('hello', 'say', { message: 'Hello' }),
    node('menu', 'menu', { message: 'Press', options: { '1': 'Sales', '2': '' } }),
    node('sales', 'say', { message: 'Sales' }),
    node('end', 'hangup'),
    node('lost', 'say', { message: 'Nobody comes here' }),
  ],
  edges: [
    { id: 'a', source: 'start', target: 'hello' },
    { id: 'b', source: 'hello', target: 'menu' },
    { id: 'c', source: 'menu', target: 'sales', label: '1' },
    { id: 'd', source: 'sales', target: 'end' },
    { id: 'e', source: 'menu', target: 'end', label: 'invalid' },
    { id: 'f', source: 'menu', target: 'menu', label: 'no-input' },
    { id: 'g', source: 'lost', target: 'end' },
  ],
};

const words = (items: readonly OutlineItem[]): unknown[] =>
  items.map(({ node: { id }, ways }) =>
    ways.length === 0
      ? id
      : [
          id,
          ...ways.map(({ exit, to }) =>
            to === 'nowhere'
              ? `${exit}: nowhere`
              : 'jump' in to
                ? `${exit}: → ${to.jump.id}`
                : { [exit]: words(to.branch) },
          ),
        ],
  );

test('nodes without a choice follow each other, branches are lists, and each node stands once', () => {
  const { reached, rest } = outlineOf(graph);
  expect(words(reached)).toEqual([
    'start',
    'hello',
    ['menu', { '1': ['sales', 'end'] }, '2: nowhere', 'no-input: → menu', 'invalid: → end'],
  ]);
  expect(rest.map(words)).toEqual([[['lost', 'next: → end']]]);
});

test('a circle ends where it began', () => {
  const circle = {
    nodes: [node('a', 'say'), node('b', 'say')],
    edges: [
      { id: '1', source: 'a', target: 'b' },
      { id: '2', source: 'b', target: 'a' },
    ],
  };
  expect(outlineOf(circle).rest.map(words)).toEqual([['a', ['b', 'next: → a']]]);
});
