import { expect, test } from 'vitest';
import { called, directory, flow } from '../test/workspace.ts';
import { checkFlow, exitsOf, kinds } from './index.ts';

test('a problem calls nodes by their names, and says what to do', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['m', 'menu', { message: 'Press 1.', options: { 1: 'Sales' } }],
    ],
    'start > m',
  );
  const named = {
    ...graph,
    nodes: graph.nodes.map((node) => (node.id === 'm' ? { ...node, name: 'Main menu' } : node)),
  };
  expect(checkFlow(named).map(({ sentence }) => sentence)).toEqual([
    '"Main menu" has no way on for "1 · Sales". Connect it.',
    '"Main menu" has no way on for "No key", when the caller does nothing. Connect it.',
    '"Main menu" has no way on for "Wrong key", when the caller gives something else. Connect it.',
  ]);
});

test('a loop is told of once, by the nodes on it, in the order of calls', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['a', 'say', { message: 'a' }],
      ['b', 'condition', { test: 'caller', numbers: ['+39*'] }],
      ['c', 'say', { message: 'c' }],
    ],
    'start > a',
    'a > b',
    'b yes > c',
    'b no > a',
    'c > a',
  );
  const loops = checkFlow(graph).filter(({ code }) => code === 'loop-without-input');
  expect(loops).toHaveLength(1);
  expect(loops[0]).toMatchObject({
    nodeId: 'a',
    sentence: expect.stringContaining('Say, Condition, Say 2. Put a menu'),
  });
});

test('a chain of a thousand nodes that leads back to its beginning is found, however deep', () => {
  const ids = Array.from({ length: 998 }, (_, index) => `n${index}`);
  const graph = flow(
    [['start', 'start'], ...ids.map((id): [string, string, object] => [id, 'say', { message: id }])],
    'start > n0',
    ...ids.map((id, index) => `${id} > ${ids[index + 1] ?? 'n0'}`),
  );
  expect(checkFlow(graph).map(({ code }) => code)).toEqual(['loop-without-input']);
});

test('calls that come back by way of people, groups and other flows are found too', () => {
  const ringing = (data: object) =>
    flow(
      [
        ['start', 'start'],
        ['d', 'dial', data],
        ['v', 'voicemail'],
      ],
      'start > d',
      'd > v',
    );
  const codes = (data: object, given = directory) =>
    checkFlow(ringing(data), { directory: given, flowId: 'flow_this', liveGraphOf: () => ringing({ number: called }) })
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => code);
  const anna = { name: 'Anna', phone: called, forwarding: [], box_id: null };
  const people = { ...directory.people, person_anna: anna };
  expect(codes({ targets: [{ person_id: 'person_anna' }] })).toEqual([]);
  expect(codes({ targets: [{ person_id: 'person_anna' }] }, { ...directory, people })).toEqual(['number-loop']);
  expect(codes({ targets: [{ group_id: 'group_sales' }] }, { ...directory, people })).toEqual(['number-loop']);
  const numbers = {
    ...directory.numbers,
    '+390600000001': {
      label: '',
      route: { kind: 'flow', flow_id: 'flow_other' } as const,
      forwarding: [],
      box_id: null,
    },
  };
  expect(codes({ number: '+390600000001' }, { ...directory, numbers })).toEqual(['number-loop']);
});

test.each([
  [14, []],
  [15, [['n0', 'warning']]],
  [21, [['n0', 'warning']]],
  [22, [['n0', 'error']]],
])('%i texts of 2,800 letters in a row: %j', (count, expected) => {
  const ids = Array.from({ length: count }, (_, index) => `n${index}`);
  const words = 'a'.repeat(2800);
  const graph = flow(
    [
      ['start', 'start'],
      ['m', 'menu', { message: 'Press 1.', options: { 1: 'More' } }],
      ...ids.map((id): [string, string, object] => [id, 'say', { message: words }]),
      ['v', 'voicemail'],
    ],
    'start > m',
    'm 1 > n0',
    'm no-input > v',
    'm invalid > v',
    ...ids.map((id, index) => `${id} > ${ids[index + 1] ?? 'v'}`),
  );
  const found = checkFlow(graph).filter(({ code }) => code === 'long-stretch');
  expect(found.map(({ nodeId, severity }) => [nodeId, severity])).toEqual(expected);
});

test('words count as they are printed, with what variables may hold, and on into other flows', () => {
  const saying = (message: string, then: [string, string, object]) =>
    flow(
      [['start', 'start'], ['a', 'say', { message }], ['b', 'say', { message }], then],
      'start > a',
      'a > b',
      'b > z',
    );
  const codes = (message: string) => {
    const other = saying(message, ['z', 'hangup', {}]);
    const graph = saying(message, ['z', 'go-to-flow', { flow_id: 'flow_other' }]);
    return checkFlow(graph, { flowId: 'flow_this', liveGraphOf: () => other }).map(({ code }) => code);
  };
  expect(codes('a'.repeat(2900))).not.toContain('long-stretch');
  expect(codes('&'.repeat(2900))).toContain('long-stretch');
  expect(codes('{{caller}}'.repeat(290))).toContain('long-stretch');
});

test('a voicemail without a box is refused where the workspace has none', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['v', 'voicemail'],
    ],
    'start > v',
  );
  const problems = checkFlow(graph, { directory: { ...directory, default_box_id: null } });
  expect(problems.map(({ code, field }) => [code, field])).toEqual([['missing-box', 'box_id']]);
});

test('more variables than a call can carry are refused', () => {
  const ids = Array.from({ length: 40 }, (_, index) => `n${index}`);
  const graph = flow(
    [
      ['start', 'start'],
      ...ids.map((id): [string, string, object] => [id, 'set-variable', { name: id, value: '1' }]),
      ['v', 'voicemail'],
    ],
    'start > n0',
    ...ids.map((id, index) => `${id} > ${ids[index + 1] ?? 'v'}`),
  );
  expect(checkFlow(graph).map(({ code }) => code)).toEqual(['too-many-variables']);
});

test('every kind has exits while its data is half filled in, and none throws', () => {
  for (const [type, kind] of Object.entries(kinds)) {
    for (const data of [{}, kind.blank, { options: 'x', choices: 5, test: 'hours', targets: null }]) {
      expect(exitsOf({ id: 'x', type, data }).every(({ label }) => label.length > 0)).toBe(true);
    }
  }
  expect(exitsOf({ id: 'x', type: 'menu', data: { options: { 5: 'Five' } } }).map(({ name }) => name)).toContain('5');
  expect(exitsOf({ id: 'x', type: 'fax', data: {} })).toEqual([]);
});
