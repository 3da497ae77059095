import { readdirSync, readFileSync } from 'node:fs';
import type { Verb } from '@offhook/twiml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { builtKinds, checkFlow, FlowCannotRun, FlowGraph, nodeKind, runFlow } from './index.ts';

interface Case {
  name: string;
  flow: unknown;
  problems?: string[];
  verbs?: Verb[];
  refused?: string;
}

const folder = new URL('../../../conformance/flows/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  // The files are ours, and a case of another shape fails its test.
  const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case[];
  describe(file, () => {
    test.each(cases)('$name', ({ flow, problems, verbs, refused }) => {
      const graph = FlowGraph.parse(flow);
      expect(checkFlow(graph).map(({ sentence }) => sentence)).toEqual(problems ?? []);
      if (verbs) expect(runFlow(graph)).toEqual({ session: noSession, verbs, effects: [], ended: true });
      if (refused) expect(() => runFlow(graph)).toThrow(refused);
    });
  });
}

const noSession = { at: null, variables: {} };

const ask = nodeKind({
  kind: 'ask',
  schema: z.object({ message: z.string() }),
  exits: ['one', 'other'],
  step: ({ message }, session, input) => {
    const effects = [{ effect: 'note-answer', details: { answer: input?.kind ?? 'none' } }];
    if (!input) return { session, verbs: [{ verb: 'say', text: message }], effects: [], exit: 'waits' };
    const chosen = input.kind === 'digits' && input.digits === '1';
    return { session, verbs: [], effects, exit: { by: chosen ? 'one' : 'other' } };
  },
});
const kinds = { ...builtKinds, ask };

const asking = FlowGraph.parse({
  nodes: [
    { id: 'begin', type: 'start' },
    { id: 'question', type: 'ask', data: { message: 'Press 1.' } },
    { id: 'thanks', type: 'say', data: { message: 'Thank you.' } },
  ],
  edges: [
    { id: 'e1', source: 'begin', target: 'question' },
    { id: 'e2', source: 'question', target: 'thanks', label: 'one' },
    { id: 'e3', source: 'question', target: 'question', label: 'other' },
  ],
});

test('a node that waits is where the next input goes, and its exit decides what follows', () => {
  expect(checkFlow(asking, kinds)).toEqual([]);
  const first = runFlow(asking, { kinds });
  expect(first).toMatchObject({ verbs: [{ text: 'Press 1.' }], ended: false, session: { at: 'question' } });
  const second = runFlow(asking, { session: first.session, input: { kind: 'digits', digits: '1' }, kinds });
  expect(second).toMatchObject({ verbs: [{ text: 'Thank you.' }], ended: true });
  expect(second.effects).toEqual([{ effect: 'note-answer', details: { answer: 'digits' } }]);
});

test('a loop that waits for the caller may go round as often as the caller likes', () => {
  let run = runFlow(asking, { kinds });
  for (let round = 0; round < 3; round += 1) {
    run = runFlow(asking, { session: run.session, input: { kind: 'silence' }, kinds });
    expect(run).toMatchObject({ verbs: [{ text: 'Press 1.' }], ended: false });
  }
});

test('running a flow changes neither the flow nor the session', () => {
  const before = JSON.stringify(asking);
  const session = Object.freeze({ at: 'question', variables: Object.freeze({}) });
  runFlow(asking, { session, input: { kind: 'digits', digits: '1' }, kinds });
  expect(JSON.stringify(asking)).toBe(before);
});

test('a session that stands on a node that was taken out is refused by name', () => {
  const session = { at: 'gone', variables: {} };
  expect(() => runFlow(asking, { session, kinds })).toThrow(
    new FlowCannotRun({ nodeId: 'gone', sentence: 'The flow has no node "gone" any more.' }),
  );
});

test('a kind with the name of something that every object has is not built either', () => {
  const graph = FlowGraph.parse({ nodes: [{ id: 'a', type: 'constructor' }], edges: [] });
  expect(checkFlow(graph).map(({ nodeId }) => nodeId)).toEqual([null, 'a']);
});
