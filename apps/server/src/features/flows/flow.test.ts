import type { FlowGraph } from '@offhook/flow/shapes';
import { expect, test } from 'vitest';
import { analyticsOf, referencesIn, wrongTurn } from './flow.ts';

const id = '0198c0de-0000-7000-8000-000000000000';
const graph: FlowGraph = {
  nodes: [
    { id: 'start', type: 'start', data: {} },
    {
      id: 'ring',
      type: 'dial',
      name: 'Ring',
      data: { targets: [{ person_id: `person_${id}` }, { number: '+14155550142' }] },
    },
    { id: 'half', type: 'menu', data: { media_id: `media_${id}`, message: `Call media_${id} or +14155550199.` } },
  ],
  edges: [],
};

test('what a graph names is found at any depth, in nodes that are not filled in, and never inside a text', () => {
  expect(referencesIn(graph).toSorted()).toEqual(['+14155550142', `media_${id}`, `person_${id}`]);
  const wide = {
    nodes: [{ id: 'a', type: 'say', data: { list: Array.from({ length: 300_000 }, () => 1) } }],
    edges: [],
  };
  expect(referencesIn(wide)).toEqual([]);
});

test.each([
  [['start', 'ring'], ['start', 'ring'], undefined, null],
  [['start', 'ring'], ['start', 'half'], undefined, 'Step 2 should be "Ring", and is "half".'],
  [['start', 'ring'], ['start'], undefined, 'Step 2 should be "Ring", and is the end.'],
  [['start'], ['start', 'ring'], undefined, 'Step 2 should be the end, and is "Ring".'],
  [['start', 'ring'], ['start'], 'It cannot go on.', 'It cannot go on.'],
  [['start'], ['start'], 'It cannot go on.', 'It cannot go on.'],
])('expected %j, came through %j: %s %s', (expected_path, visited, sentence, said) => {
  const problem = sentence === undefined ? undefined : { nodeId: 'start', sentence };
  expect(wrongTurn(graph, { expected_path }, { visited, problem })).toBe(said);
});

test('calls of a version are those that came to its start', () => {
  const drawn = { nodes: [{ id: 'ring', type: 'dial', data: {} }], edges: [] };
  const count = (nodeId: string, exit: string, calls: number) => ({ nodeId, exit, calls, seconds: 10 });
  expect(
    analyticsOf('start', [count('ring', '', 3), count('ring', 'busy', 2), count('half', 'busy', 1)], drawn),
  ).toEqual({
    calls: 0,
    nodes: [
      { node_id: 'ring', calls: 3, ended_here: 1, average_seconds: 3.3, exits: [{ exit: 'busy', calls: 2 }] },
      { node_id: 'half', calls: 0, ended_here: 0, average_seconds: null, exits: [{ exit: 'busy', calls: 1 }] },
    ],
  });
});
