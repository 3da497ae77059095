import type { FlowGraph, FlowNode } from '@offhook/flow';
import { expect, test } from 'vitest';
import { exitsOfNode, exitWords, flowOrder, legalTargets, nodeName, withoutWay } from './node-words.ts';

const node = (id: string, type: string, data = {}): FlowNode => ({ id, type, data });
const menu = node('menu', 'menu', { message: 'Press', options: { '1': 'Sales', '2': '' } });
const graph: FlowGraph = {
  nodes: [
    node('end', 'hangup'),
    node('words', 'say', { message: 'Hello' }),
    node('more', 'say', { message: 'More' }),
    menu,
    node('start', 'start'),
    node('lost', 'say'),
  ],
  edges: [
    { id: 'a', source: 'start', target: 'words' },
    { id: 'b', source: 'words', target: 'more' },
    { id: 'c', source: 'more', target: 'menu' },
    { id: 'd', source: 'menu', target: 'end', label: '2' },
    { id: 'e', source: 'menu', target: 'words', label: 'no-input' },
  ],
};
const targetsOf = (id: string) => {
  const source = graph.nodes.find((each) => each.id === id) ?? menu;
  return legalTargets(graph, source).map((each) => each.id);
};

test('the order of the flow begins at the start, wherever that stands, and ends with what no call reaches', () => {
  expect(flowOrder(graph).map(({ id }) => id)).toEqual(['start', 'words', 'more', 'menu', 'end', 'lost']);
});

test('what waits for nobody may not lead back to itself; a menu may', () => {
  expect(targetsOf('more')).toEqual(['end', 'menu', 'lost']);
  expect(targetsOf('menu')).toEqual(['end', 'words', 'more', 'menu', 'lost']);
});

test.each([
  ['1', 'key 1'],
  ['no-input', '“No key”'],
  ['gone', '“gone”'],
])('the exit %s is called %s', (exit, words) => {
  expect(exitWords(menu, exit)).toBe(words);
});

test('an exit without a way says what becomes of the call', () => {
  const dial = node('dial', 'dial', { targets: [{ number: '+14155550142' }] });
  expect(withoutWay(dial, 'busy')).toEqual({ words: 'goes like “Nobody answers”', isFault: false });
  expect(withoutWay(dial, 'answered')).toEqual({ words: 'the call ends', isFault: false });
  expect(withoutWay(menu, '1')).toEqual({ words: 'leads nowhere', isFault: true });
});

test('half-filled data has the exits that it will have, and a kind that there is not has none', () => {
  expect(exitsOfNode(node('m', 'menu', { options: { '7': '' } })).map(({ name }) => name)).toContain('7');
  expect(exitsOfNode(node('m', 'menu', { options: 7 }))).toBeDefined();
  expect(exitsOfNode(node('x', 'nope'))).toEqual([]);
  const menu = node('b', 'menu');
  expect(nodeName({ nodes: [node('a', 'menu'), menu] }, menu)).toBe('Menu 2');
});
