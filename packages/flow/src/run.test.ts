import { expect, test } from 'vitest';
import { FlowGraph, newSession, runFlow } from './index.ts';

test('a flow of a start alone says goodbye', () => {
  const graph = FlowGraph.parse({ nodes: [{ id: 'start', type: 'start' }], edges: [] });
  const session = newSession('v1', { caller: '+390612345678', called: '+390687654321' });
  const directory = {
    hours: {},
    people: {},
    groups: {},
    boxes: {},
    flows: {},
    numbers: {},
    prompts: {},
    default_box_id: null,
  };
  const around = { at: new Date(0), caller: '+390612345678', called: '+390687654321', directory };
  expect(runFlow({ graphOf: () => graph, session, around }).verbs).toEqual([
    { verb: 'say', text: 'Goodbye.' },
    { verb: 'hangup' },
  ]);
});
