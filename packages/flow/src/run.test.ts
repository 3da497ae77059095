import { expect, test } from 'vitest';
import { z } from 'zod';
import { around, called, caller, flow } from '../test/workspace.ts';
import {
  FlowCannotRun,
  type FlowInput,
  type FlowSession,
  kinds,
  newSession,
  nodeKind,
  runFlow,
  simulate,
} from './index.ts';

const begun = newSession('v1', { caller, called });
const asking = flow(
  [
    ['start', 'start'],
    ['m', 'menu', { message: 'Press 1.', options: { 1: '' }, tries: 1, save_as: 'key' }],
    ['thanks', 'say', { message: 'Thank you.' }],
  ],
  'start > m',
  'm 1 > thanks',
  'm > m',
);
const run = (session: FlowSession, input?: FlowInput, graph = asking) =>
  runFlow({ graphOf: () => graph, session, input, around });

test('a node that waits is where the next input goes, and its exit decides what follows', () => {
  const first = run(begun);
  expect(first).toMatchObject({ state: 'waits', session: { at: 'm', documents: 1 } });
  expect(first.path.map(({ nodeId, exit }) => [nodeId, exit])).toEqual([
    ['start', 'next'],
    ['m', null],
  ]);
  const second = run(first.session, { kind: 'digits', digits: '1' });
  expect(second).toMatchObject({ state: 'ended', session: { at: null, variables: { key: '1' } } });
});

test('a loop that waits goes round as often as the caller likes, until nobody can be listening any more', () => {
  let last = run(begun);
  for (let round = 0; round < 299; round += 1) last = run(last.session, { kind: 'silence' });
  expect(last.state).toBe('waits');
  expect(run(last.session, { kind: 'silence' })).toMatchObject({ state: 'ended', verbs: [{ verb: 'say' }, {}] });
});

test('running a flow changes neither the flow nor the session', () => {
  const before = JSON.stringify(asking);
  const session = Object.freeze({ ...run(begun).session, variables: Object.freeze({ caller, called }) });
  run(session, { kind: 'digits', digits: '1' });
  expect(JSON.stringify(asking)).toBe(before);
  expect(session.variables).toEqual({ caller, called });
});

test('a session that stands on a node that was taken out is refused by name', () => {
  expect(() => run({ ...begun, at: 'gone' })).toThrow(
    new FlowCannotRun('gone', 'The flow has no node "gone" any more.'),
  );
  expect(() => runFlow({ graphOf: () => undefined, session: begun, around })).toThrow('no such version');
});

test('more than five requests in a row are too many for whoever waits meanwhile: the call ends politely', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['a', 'http-request', { url: 'https://example.com/' }],
      ['b', 'http-request', { url: 'https://example.com/' }],
    ],
    'start > a',
    'a > b',
    'b > a',
  );
  const answer: FlowInput = { kind: 'fetched', status: 200, body: null };
  let last = run(begun, undefined, graph);
  for (let count = 1; count < 5; count += 1) last = run(last.session, answer, graph);
  expect(last).toMatchObject({ state: 'asks', session: { at: 'a' } });
  expect(run(last.session, answer, graph)).toMatchObject({ state: 'ended', effects: [], verbs: [{ verb: 'say' }, {}] });
});

test('what a caller typed into a sensitive menu is named as secret, and so is what is made of it', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['m', 'menu', { message: 'Your PIN?', save_as: 'pin', sensitive: true }],
      ['v', 'set-variable', { name: 'copy', value: 'PIN {{pin}}' }],
    ],
    'start > m',
    'm > v',
  );
  const { session } = run(run(begun, undefined, graph).session, { kind: 'digits', digits: '4711' }, graph);
  expect(session.secrets).toEqual(['pin', 'copy']);
});

test('values are cut to what a session carries, never through the middle of a character', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['q', 'speech', { message: 'Say it.', save_as: 'said' }],
    ],
    'start > q',
  );
  const text = `${'x'.repeat(299)}😀`;
  const { session } = run(run(begun, undefined, graph).session, { kind: 'speech', text }, graph);
  expect(session.variables.said).toBe('x'.repeat(299));
});

test('a kind of one’s own runs like the others', () => {
  const cough = nodeKind({
    kind: 'cough',
    label: 'Cough',
    group: 'talk',
    schema: z.object({ times: z.number() }),
    blank: { times: 1 },
    waits: false,
    exits: () => [{ name: 'next', label: 'Then' }],
    step: ({ times }, { session }) => ({
      session,
      verbs: [{ verb: 'say', text: 'ahem '.repeat(times).trim() }],
      exit: { by: 'next' },
    }),
  });
  const graph = flow(
    [
      ['start', 'start'],
      ['c', 'cough', { times: 2 }],
    ],
    'start > c',
  );
  const given = { graphOf: () => graph, session: begun, around };
  expect(runFlow({ ...given, kinds: { ...kinds, cough } }).verbs).toMatchObject([{ text: 'ahem ahem' }, {}]);
  expect(() => runFlow(given)).toThrow('"cough", which there is not');
});

test('rules that lead on and on end, however many people they go through', () => {
  const people = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `person_${index}`,
      {
        name: `P${index}`,
        phone: `+39333000000${index}`.slice(0, 16),
        forwarding: [
          { when: 'no-answer' as const, to: { kind: 'person' as const, person_id: `person_${(index + 1) % 30}` } },
        ],
        box_id: null,
      },
    ]),
  );
  const graph = flow(
    [
      ['start', 'start'],
      ['d', 'dial', { targets: [{ person_id: 'person_0' }] }],
      ['sorry', 'say', { message: 'Sorry.' }],
    ],
    'start > d',
    'd > sorry',
  );
  const acts = Array.from({ length: 40 }, () => ({ do: 'dialled', outcome: 'no-answer' }) as const);
  const given = { at: around.at, directory: { ...around.directory, people } };
  const { steps, visited } = simulate({ graphOf: () => graph, version: null, around: given, acts, caller, called });
  expect(visited).toEqual(['start', 'd', 'sorry']);
  expect(steps.length).toBeLessThan(10);
});
