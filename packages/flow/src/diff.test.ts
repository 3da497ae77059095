import { expect, test } from 'vitest';
import { flow } from '../test/workspace.ts';
import { diffFlows, diffWords, templates } from './index.ts';

const before = flow(
  [
    ['start', 'start'],
    ['m', 'menu', { message: 'Press 1.', options: { 1: 'Sales' } }],
    ['a', 'say', { message: 'Hello.' }],
    ['v', 'voicemail'],
  ],
  'start > m',
  'm 1 > a',
  'm > v',
);

test('a flow and itself have no difference, whatever the order of fields and the ids of edges', () => {
  for (const { graph } of templates) {
    const same = {
      nodes: graph.nodes
        .toReversed()
        .map((node) => ({ ...node, data: Object.fromEntries(Object.entries(node.data).toReversed()) })),
      edges: graph.edges.map((edge) => ({ ...edge, id: `other ${edge.id}` })),
    };
    const diff = diffFlows(graph, same);
    expect(diff).toMatchObject({ added: [], removed: [], changed: [], edges: { added: [], removed: [] }, moved: [] });
    expect(diffWords(diff)).toEqual([]);
  }
});

test('each change is one sentence', () => {
  const after = flow(
    [
      ['start', 'start'],
      ['m', 'menu', { message: 'Press 1 or 2.', options: { 1: 'Sales', 2: 'Help' }, tries: 2 }],
      ['d', 'dial', { number: '+390612345678' }],
      ['v', 'voicemail', { box_id: 'box_anna' }],
    ],
    'start > m',
    'm 1 > d',
    'm 2 > v',
    'm > v',
  );
  const named = {
    ...after,
    nodes: after.nodes.map((node) => (node.id === 'm' ? { ...node, name: 'Main', position: { x: 1, y: 2 } } : node)),
  };
  expect(diffWords(diffFlows(before, named))).toEqual([
    'Added "Dial".',
    'Removed "Say".',
    '"Main" got its name.',
    '"Main": message is now "Press 1 or 2."; it was "Press 1.".',
    '"Main": options.2 is now "Help".',
    '"Main": tries is now 2.',
    '"Voicemail": box id is now "box_anna".',
    '"Main" by "1 · Sales" now leads to "Dial".',
    '"Main" by "2 · Help" now leads to "Voicemail".',
    'Moved one node on the canvas.',
  ]);
});

test('what was taken away says what it was, and a branch that ends says where it led', () => {
  const after = {
    nodes: before.nodes.map((node) => (node.id === 'm' ? { ...node, data: { options: { 1: 'Sales' } } } : node)),
    edges: before.edges.filter(({ label }) => label === undefined),
  };
  expect(diffWords(diffFlows(before, after))).toEqual([
    '"Menu": message was taken away; it was "Press 1.".',
    '"Menu" by "1 · Sales" no longer leads to "Say".',
  ]);
});

test('a very long value is told of by its beginning', () => {
  const after = flow([
    ['start', 'start'],
    ['m', 'say', { message: 'x'.repeat(3000) }],
  ]);
  const [sentence = ''] = diffWords(
    diffFlows(
      flow([
        ['start', 'start'],
        ['m', 'say', { message: 'y' }],
      ]),
      after,
    ),
  );
  expect(sentence.length).toBeLessThan(200);
});
