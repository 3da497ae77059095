import { expect, test } from 'vitest';
import { around, called, caller, flow } from '../test/workspace.ts';
import { type FlowGraph, type SimulatedAct, simulate } from './index.ts';

const play = (graph: FlowGraph, ...acts: SimulatedAct[]) =>
  simulate({ graphOf: () => graph, version: null, around, acts, caller, called });

const menu = flow(
  [
    ['start', 'start'],
    ['m', 'menu', { message: 'Press 1.', options: { 1: '' }, tries: 2 }],
    ['h', 'http-request', { url: 'https://example.com/', save: { name: 'name' } }],
    ['hi', 'say', { message: 'Hello {{name}}.' }],
    ['v', 'voicemail'],
  ],
  'start > m',
  'm 1 > h',
  'm > v',
  'h ok > hi',
  'h failed > v',
  'hi > v',
);

test('each document has its TwiML, what it was made from, and what it waits for', () => {
  const { steps } = play(menu, { do: 'press', digits: '1' });
  expect(steps[0]).toMatchObject({ input: undefined, awaits: 'keys' });
  expect(steps[0]?.twiml).toMatch(/<Gather [^>]*action="flow:here"[^>]*><Say>Press 1\.<\/Say><\/Gather>/);
  expect(steps[1]).toMatchObject({ input: { kind: 'digits', digits: '1' }, awaits: 'fetch' });
});

test('what another system answers belongs to the document that asked', () => {
  const { steps, visited, end } = play(
    menu,
    { do: 'press', digits: '1' },
    { do: 'fetched', status: 200, body: { name: 'Ada' } },
    { do: 'leave-message', seconds: 8 },
  );
  expect(steps).toHaveLength(3);
  expect(steps[1]?.twiml).toContain('Hello Ada.');
  expect(steps[1]?.path.map(({ nodeId, exit }) => [nodeId, exit])).toEqual([
    ['m', '1'],
    ['h', 'ok'],
    ['hi', 'next'],
    ['v', null],
  ]);
  expect(visited).toEqual(['start', 'm', 'h', 'hi', 'v']);
  expect(end).toBe('ended');
});

test('a request without an answer fails, and the acts go on at the next question', () => {
  const { visited, message } = play(menu, { do: 'press', digits: '1' }, { do: 'leave-message', seconds: 3 });
  expect(visited).toEqual(['start', 'm', 'h', 'v']);
  expect(message).toEqual({ boxId: 'box_main', seconds: 3 });
});

test('an act that does not fit the question counts as silence, and a message of no seconds as none', () => {
  const said = play(menu, { do: 'speak', text: 'one' }, { do: 'wait' }, { do: 'leave-message', seconds: 0 });
  expect(said.visited).toEqual(['start', 'm', 'v']);
  expect(said.message).toBeUndefined();
  expect(said.end).toBe('ended');
});

test('it ends where the caller hangs up, where acts run out, and where the flow cannot go on', () => {
  expect(play(menu, { do: 'hang-up' }).end).toBe('hung-up');
  expect(play(menu).end).toBe('waits');
  expect(play(flow([['a', 'say']]))).toMatchObject({
    end: 'failed',
    steps: [],
    problem: { nodeId: null, sentence: 'The flow has no start.' },
  });
});

test('a node that comes again is visited again, one that asks again is not', () => {
  const round = flow(
    [
      ['start', 'start'],
      ['m', 'menu', { message: 'x', options: { 1: '' }, tries: 2 }],
    ],
    'start > m',
    'm > m',
  );
  const wait = { do: 'wait' } as const;
  expect(play(round, wait).visited).toEqual(['start', 'm']);
  expect(play(round, wait, wait).visited).toEqual(['start', 'm', 'm']);
});
