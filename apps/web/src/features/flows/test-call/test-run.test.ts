import type { Directory, FlowGraph } from '@offhook/flow';
import { expect, test } from 'vitest';
import { askedBy } from './asked.ts';
import { linesOf } from './lines.ts';
import { litPath } from './lit-path.ts';
import { flowsReached } from './other-flows.ts';
import { actInTest, actsOf, beginTest, stateOf, stepBack, withVariable } from './test-run.ts';
import { momentOf, wallIn } from './wall-clock.ts';

const graph: FlowGraph = {
  nodes: [
    { id: 'start', type: 'start', data: {} },
    { id: 'menu', type: 'menu', data: { message: 'Press 1.', options: { '1': 'Sales' }, tries: 1 } },
    { id: 'dial', type: 'dial', data: { targets: [{ number: '+14155550111' }] } },
    { id: 'box', type: 'voicemail', data: { box_id: 'box_1' } },
    { id: 'other', type: 'go-to-flow', data: { flow_id: 'flow_2' } },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'menu' },
    { id: 'e2', source: 'menu', target: 'dial', label: '1' },
    { id: 'e3', source: 'dial', target: 'box', label: 'no-answer' },
    { id: 'e4', source: 'menu', target: 'other', label: 'no-input' },
  ],
};
const second: FlowGraph = {
  nodes: [
    { id: 'start', type: 'start', data: {} },
    { id: 'say', type: 'say', data: { message: 'Hello {{name}}' } },
  ],
  edges: [{ id: 'e1', source: 'start', target: 'say' }],
};
const directory: Directory = {
  ...{ hours: {}, people: {}, groups: {}, numbers: {}, prompts: {} },
  boxes: {
    box_1: {
      name: 'Reception',
      greetings: [],
      fallback_greeting: 'Speak.',
      hours_id: null,
      is_full: false,
      max_seconds: 60,
    },
  },
  flows: { flow_2: { name: 'Night', live_version_id: 'version_2' } },
  default_box_id: 'box_1',
};
const world = { graph, others: new Map([['version_2', second]]), directory };
const given = { at: '2026-11-02T15:00:00.000Z', caller: '+14155550142', called: '+14155550199', beginAt: null };

test('a test call is played to its end by what the caller does', () => {
  const first = beginTest(given, world);
  expect(stateOf(first)).toBe('waits');
  expect(first.steps[0]?.run && askedBy(first.steps[0].run)).toMatchObject({ for: 'keys', most: 1 });
  const rung = actInTest(first, { do: 'press', digits: '1' }, world);
  expect(rung.steps[1]?.run && askedBy(rung.steps[1].run)).toEqual({ for: 'dial' });
  // Busy has no edge of its own: the call takes the way of no answer.
  const greeted = actInTest(rung, { do: 'dialled', outcome: 'busy' }, world);
  expect(greeted.steps[2]?.run && askedBy(greeted.steps[2].run)).toEqual({ for: 'message' });
  expect(litPath(greeted, graph)).toEqual({
    active: 'box',
    visited: ['start', 'menu', 'dial', 'box'],
    edges: ['e1', 'e2', 'e3'],
  });
  const left = actInTest(greeted, { do: 'leave-message', seconds: 8 }, world);
  expect(stateOf(left)).toBe('ended');
  expect(left.steps.flatMap((step) => linesOf(step, directory)).map(({ text }) => text)).toEqual([
    'Press 1.',
    'Pressed 1',
    'Rings +14155550111 for 20 s',
    'Busy',
    'Speak.',
    'Beep; records, at most 60 s',
    'Left a message of 8 s',
    expect.stringContaining('your message was saved'),
    'The call ends',
    'A message of 8 s lies in “Reception”',
  ]);
  expect(actsOf(left)).toHaveLength(3);
  expect(stateOf(stepBack(left))).toBe('waits');
});

test('whoever hangs up is gone, and lights nothing up', () => {
  const gone = actInTest(beginTest(given, world), { do: 'hang-up' }, world);
  expect(stateOf(gone)).toBe('hung-up');
  expect(litPath(gone, graph).active).toBeNull();
  expect(actInTest(gone, { do: 'wait' }, world)).toBe(gone);
});

test('a variable that is changed by hand counts from then on, also in another flow', () => {
  const named = withVariable(beginTest(given, world), 'name', 'Ada');
  expect(named.edited).toBe(true);
  const other = actInTest(named, { do: 'wait' }, world);
  expect(linesOf(other.steps[1] ?? never(), directory).map(({ text }) => text)).toContain('Hello Ada');
  expect(litPath(other, graph)).toMatchObject({ active: null, visited: ['start', 'menu', 'other'] });
});

test('a flow that cannot go on says why, and where', () => {
  const empty = { ...graph, nodes: graph.nodes.map((node) => (node.id === 'dial' ? { ...node, data: {} } : node)) };
  const lost = actInTest(beginTest(given, world), { do: 'press', digits: '1' }, { ...world, graph: empty });
  expect(stateOf(lost)).toBe('failed');
  expect(lost.steps[1]?.problem).toEqual({
    nodeId: 'dial',
    sentence: 'The node “Dial” is not filled in as its kind needs it.',
  });
});

test('the flows that a call can come to are found through the ones that are known', () => {
  const back = { ...second, nodes: [...second.nodes, { id: 'x', type: 'go-to-flow', data: { flow_id: 'flow_3' } }] };
  const two = { ...directory, flows: { ...directory.flows, flow_3: { name: 'Day', live_version_id: 'version_3' } } };
  expect(flowsReached(graph, two, () => undefined)).toEqual([{ flowId: 'flow_2', versionId: 'version_2' }]);
  const both = flowsReached(graph, two, (id) => (id === 'version_2' ? back : undefined));
  expect(both.map(({ versionId }) => versionId)).toEqual(['version_2', 'version_3']);
});

test('the clock on the wall of a zone is read and written, in summer and in winter', () => {
  for (const at of ['2026-11-21T08:30:00.000Z', '2026-07-01T22:15:00.000Z']) {
    for (const zone of ['Europe/Rome', 'America/New_York', 'Pacific/Kiritimati', 'UTC']) {
      expect(momentOf(wallIn(zone, Date.parse(at)), zone)).toBe(Date.parse(at));
    }
  }
  expect(wallIn('Europe/Rome', Date.parse('2026-11-21T08:30:00.000Z'))).toBe('2026-11-21T09:30');
  expect(momentOf('soon', 'UTC')).toBeUndefined();
});

function never(): never {
  throw new Error('There is no such step.');
}
