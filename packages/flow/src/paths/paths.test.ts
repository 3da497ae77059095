import { describe, expect, test } from 'vitest';
import { around, directory, flow } from '../../test/workspace.ts';
import { type FlowGraph, instantiate, pathsOf, simulate, templates } from '../index.ts';

const ways = (graph: FlowGraph) =>
  pathsOf(graph, { around }).paths.map(({ nodes, end }) => `${nodes.join(' ')}: ${end}`);

test('every key, silence and a wrong key is a path', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['m', 'menu', { message: 'x', options: { 1: '', 2: '' }, tries: 2 }],
      ['a', 'say', { message: 'a' }],
      ['b', 'voicemail'],
    ],
    'start > m',
    'm 1 > a',
    'm 2 > b',
    'm invalid > a',
    'm no-input > b',
  );
  const { paths, complete } = pathsOf(graph, { around });
  expect(complete).toBe(true);
  expect(paths.map(({ acts }) => acts.map((act) => (act.do === 'press' ? act.digits : act.do)))).toEqual([
    ['1'],
    ['2', 'leave-message'],
    ['2', 'wait'],
    ['9', '9'],
    ['wait', 'wait', 'leave-message'],
    ['wait', 'wait', 'wait'],
  ]);
  expect(paths[0]?.steps[1]).toMatchObject({ nodeIds: ['m', 'a'], session: { at: null } });
  expect(paths[0]?.steps[1]?.twiml).toContain('<Say>a</Say><Hangup/>');
});

test('conditions go all ways, and say when a call would go so', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['h', 'condition', { test: 'hours', hours_id: 'hours_1' }],
      ['c', 'condition', { test: 'caller', numbers: ['+441*'] }],
      ['x', 'say', { message: 'x' }],
    ],
    'start > h',
    'h open > c',
    'h > x',
    'c > x',
  );
  const { paths } = pathsOf(graph, { around });
  expect(paths.map(({ decisions }) => decisions.map(({ exit }) => exit).join(' '))).toEqual([
    'open yes',
    'open no',
    'closed',
  ]);
  expect(paths.map(({ moment }) => [moment?.at.toISOString(), moment?.caller])).toEqual([
    ['2026-11-24T09:00:00.000Z', '+4415550100'],
    ['2026-11-24T09:00:00.000Z', around.caller],
    ['2026-11-24T16:00:00.000Z', around.caller],
  ]);
});

test('a way that no call can take has no moment', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['a', 'condition', { test: 'hours', hours_id: 'hours_1' }],
      ['b', 'condition', { test: 'hours', hours_id: 'hours_1' }],
      ['x', 'say', { message: 'x' }],
    ],
    'start > a',
    'a open > b',
    'a closed > x',
    'b > x',
  );
  const impossible = pathsOf(graph, { around }).paths.find(
    ({ nodes, decisions }) => nodes.includes('b') && decisions[1]?.exit === 'closed',
  );
  expect(impossible?.moment).toBeNull();
});

test('ringing, requests, and other flows are gone through by their exits', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['d', 'dial', { targets: [{ person_id: 'person_anna' }] }],
      ['h', 'http-request', { url: 'https://example.com/', save: { name: 'a.b' } }],
      ['s', 'say', { message: 'Hello {{name}}' }],
      ['g', 'go-to-flow', { flow_id: 'flow_other' }],
      ['v', 'voicemail'],
    ],
    'start > d',
    'd no-answer > h',
    'd busy > g',
    'g unavailable > v',
    'h ok > s',
    'h failed > v',
  );
  expect(ways(graph)).toEqual([
    'start d: ended',
    'start d h s: ended',
    'start d h v: message',
    'start d h v: ended',
    'start d g: other-flow',
    'start d g v: message',
    'start d g v: ended',
  ]);
  expect(pathsOf(graph, { around }).paths[1]?.steps[1]?.twiml).toContain('Hello name');
});

test('a loop is gone through once', () => {
  const graph = flow(
    [
      ['start', 'start'],
      ['m', 'menu', { message: 'x', options: { 1: '' }, tries: 1 }],
    ],
    'start > m',
    'm > m',
  );
  expect(new Set(ways(graph))).toEqual(new Set(['start m m: again']));
});

test('a graph with more ways than the limit says that it is not complete', () => {
  const ids = Array.from({ length: 12 }, (_, index) => `c${index}`);
  const graph = flow(
    [
      ['start', 'start'],
      ...ids.map((id): [string, string, object] => [id, 'condition', { test: 'caller', numbers: ['+1*'] }]),
      ['x', 'say', { message: 'x' }],
    ],
    'start > c0',
    ...ids.flatMap((id, index) => [`${id} yes > ${ids[index + 1] ?? 'x'}`, `${id} no > ${ids[index + 1] ?? 'x'}`]),
  );
  const all = pathsOf(graph, { around, limit: 40 });
  expect(all.paths).toHaveLength(40);
  expect(all.complete).toBe(false);
});

test('a flow that cannot run has paths that say so, and nothing throws', () => {
  expect(
    pathsOf(
      flow(
        [
          ['start', 'start'],
          ['x', 'fax'],
        ],
        'start > x',
      ),
      { around },
    ).paths,
  ).toMatchObject([{ end: 'failed' }]);
  expect(pathsOf(flow([]), { around }).paths).toMatchObject([{ end: 'failed', nodes: [] }]);
});

describe.each(templates)('$name', (template) => {
  const graph = instantiate(template, directory);
  const { paths, complete } = pathsOf(graph, { around });

  test('each path can be taken by a call, and its acts lead along it', () => {
    expect(complete).toBe(true);
    expect(paths.length).toBeGreaterThan(3);
    for (const { acts, nodes, moment } of paths) {
      const { at, caller, called } = moment ?? { at: around.at, caller: '', called: '' };
      const run = simulate({ graphOf: () => graph, version: null, around: { at, directory }, acts, caller, called });
      expect(run.visited).toEqual(nodes);
    }
  });
});
