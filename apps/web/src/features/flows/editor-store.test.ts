import type { FlowGraph } from '@offhook/flow';
import { expect, test } from 'vitest';
import { makeEditorStore } from './editor-store.ts';
import { emptyDirectory } from './flows.test-data.ts';

const node = (id: string, type: string, data = {}, x = 0) => ({ id, type, name: id, position: { x, y: 0 }, data });
const small: FlowGraph = {
  nodes: [
    node('start', 'start'),
    node('Main menu', 'menu', { message: 'Hello', options: { '1': 'Sales', '2': '' } }, 340),
    node('Sales', 'say', { message: 'Sales here' }, 680),
    node('End', 'hangup', {}, 1020),
  ],
  edges: [
    { id: 'a', source: 'start', target: 'Main menu' },
    { id: 'b', source: 'Main menu', target: 'Sales', label: '1' },
    { id: 'c', source: 'Sales', target: 'End' },
  ],
};

function open(graph = small, readOnly = false) {
  let nowMs = 0;
  let count = 0;
  const store = makeEditorStore(
    { flowId: 'flow', graph, revision: 1, directory: emptyDirectory, readOnly },
    { nowMs: () => nowMs, newId: () => `new ${++count}`, whenIdle: (run) => run() },
  );
  const ways = () =>
    store.getState().graph.edges.map(({ source, label, target }) => `${source}-${label ?? ''}→${target}`);
  const placeOf = (id: string) => store.getState().graph.nodes.find((each) => each.id === id)?.position;
  return { ...store.getState(), now: store.getState, ways, placeOf, pass: (ms: number) => (nowMs += ms) };
}

test('a burst of arrow keys is one step back; after a pause it is another', () => {
  const { move, undo, redo, placeOf, pass, now } = open();
  move(['Sales'], 10, 0);
  pass(100);
  move(['Sales'], 10, 0);
  pass(500);
  move(['Sales'], 0, 10);
  expect(placeOf('Sales')).toEqual({ x: 700, y: 10 });
  expect(now().said).toBe('Moved Sales');
  undo();
  expect(placeOf('Sales')).toEqual({ x: 700, y: 0 });
  undo();
  expect(placeOf('Sales')).toEqual({ x: 680, y: 0 });
  redo();
  expect(placeOf('Sales')).toEqual({ x: 700, y: 0 });
});

test('two different changes at the same moment are two steps back', () => {
  const { rename, move, undo, now, placeOf } = open();
  rename('Sales', 'Sales desk');
  move(['Sales'], 10, 0);
  undo();
  expect(placeOf('Sales')).toEqual({ x: 680, y: 0 });
  expect(now().graph.nodes[2]?.name).toBe('Sales desk');
});

test('what follows an undo is a step of its own, even in the same moment', () => {
  const { move, undo, placeOf } = open();
  move(['Sales'], 10, 0);
  undo();
  move(['Sales'], 0, 10);
  undo();
  expect(placeOf('Sales')).toEqual({ x: 680, y: 0 });
});

test('a node is inserted between two others and takes over the way on', () => {
  const { insertOnEdge, ways, undo } = open();
  const id = insertOnEdge('b', 'play');
  expect(ways()).toEqual([`start-→Main menu`, 'Sales-→End', `Main menu-1→${id}`, `${id}-→Sales`]);
  undo();
  expect(ways()).toHaveLength(3);
});

test('without an exit named, a node comes behind the first free one', () => {
  const { insertAfter, ways, now } = open();
  const id = insertAfter('Main menu', null, 'voicemail');
  expect(ways()).toContain(`Main menu-2→${id}`);
  expect(now().selection).toEqual([id]);
  expect(now().said).toBe('Added Voicemail');
});

test('a new node never lies on another', () => {
  const { insertAfter, placeOf } = open();
  const first = placeOf(insertAfter('Main menu', '2', 'say'));
  const second = placeOf(insertAfter('Main menu', 'no-input', 'say'));
  expect(first?.x).toBe(670);
  expect(Math.abs((second?.y ?? 0) - (first?.y ?? 0))).toBeGreaterThanOrEqual(100);
});

test('connecting says which key leads where, and an exit has one way only', () => {
  const { connect, ways, now } = open();
  connect('Main menu', '1', 'End');
  expect(now().said).toBe('Connected key 1 of Main menu to End');
  expect(ways().filter((way) => way.startsWith('Main menu-1'))).toEqual(['Main menu-1→End']);
  connect('Main menu', 'no-input', 'Sales');
  expect(now().said).toBe('Connected “No key” of Main menu to Sales');
});

test('what led to a removed node leads on to where it went; the start stays', () => {
  const { remove, ways, now } = open();
  remove(['Sales']);
  expect(ways()).toEqual(['start-→Main menu', 'Main menu-1→End']);
  remove(['start']);
  expect(now().graph.nodes.map(({ id }) => id)).toContain('start');
  expect(now().said).toBe('The start cannot be removed');
});

test('an exit that gets another name keeps its way, one that is gone loses it', () => {
  const { setData, ways } = open();
  setData('Main menu', { options: { '': 'Sales', '2': '' } });
  setData('Main menu', { options: { '7': 'Sales', '2': '' } });
  expect(ways()).toContain('Main menu-7→Sales');
  setData('Main menu', { options: { '2': '' } });
  expect(ways().filter((way) => way.startsWith('Main menu'))).toEqual([]);
});

test('copies get names of their own and keep the ways among them; a second start is never pasted', () => {
  const { copied, paste, ways, now } = open();
  paste(copied(['start', 'Sales', 'End']));
  const [sales, end] = now().selection;
  expect(now().graph.nodes).toHaveLength(6);
  expect(ways()).toContain(`${sales}-→${end}`);
});

test('problems follow the graph', () => {
  const { setData, problems, now } = open();
  setData('Sales', { message: undefined });
  const count = (found: typeof problems) => found.filter(({ nodeId }) => nodeId === 'Sales').length;
  expect(count(now().problems)).toBeGreaterThan(count(problems));
});

test('a graph without places gets them and counts as saved', () => {
  const bare = { ...small, nodes: small.nodes.map(({ position: _place, ...rest }) => rest) };
  const { now, placeOf } = open(bare);
  expect(now().saved).toBe('saved');
  expect(placeOf('Sales')?.x).toBeGreaterThan(placeOf('Main menu')?.x ?? Number.POSITIVE_INFINITY);
});

test('who may only read changes nothing', () => {
  const { remove, move, now } = open(small, true);
  remove(['Sales']);
  move(['End'], 10, 10);
  expect(now().graph).toBe(small);
  expect(now().saved).toBe('saved');
});
