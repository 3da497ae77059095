import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { around, called, caller, directory } from '../test/workspace.ts';
import { checkFlow, type FlowGraph, type FlowProblem, readGraph, type SimulatedAct, simulate } from './index.ts';

// The files are ours, and a case of another shape fails its test.
function casesIn<Case>(file: string): Case[] {
  const text = readFileSync(new URL(`../../../conformance/flows/${file}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Case[];
}

interface Running {
  name: string;
  flow: FlowGraph;
  versions?: Record<string, FlowGraph>;
  acts?: SimulatedAct[];
  at?: string;
  caller?: string;
  end: string;
  visited: string[];
  documents: unknown[];
  message?: unknown;
  refused?: string;
}

describe.each(['running', 'asking', 'deciding', 'connecting', 'doing', 'messages'])('%s', (file) => {
  test.each(casesIn<Running>(file))('$name', (given) => {
    const { flow, versions, acts = [], end, visited, documents, message, refused } = given;
    const played = simulate({
      graphOf: (version) => (version === 'version_this' ? flow : versions?.[version ?? '']),
      version: 'version_this',
      around: { at: given.at ? new Date(given.at) : around.at, directory },
      acts,
      caller: given.caller ?? caller,
      called,
    });
    expect(played.steps.map(({ verbs }) => verbs)).toEqual(documents);
    expect(played).toMatchObject({ end, visited });
    expect(played.message).toEqual(message);
    expect(played.problem?.sentence).toEqual(refused);
  });
});

interface Refusing {
  name: string;
  flow: FlowGraph;
  liveOther?: FlowGraph;
  problems: unknown[];
}

test.each(casesIn<Refusing>('refusing'))('checking: $name', ({ flow, liveOther, problems }) => {
  const liveGraphOf = (flowId: string) => (flowId === 'flow_other' ? liveOther : undefined);
  const found = checkFlow(flow, { directory, flowId: 'flow_this', liveGraphOf });
  expect(found.map(({ severity, ...problem }) => ({ ...placeOf(problem), severity }))).toEqual(problems);
  expect(found.filter(({ sentence }) => !/^["A-Z].*[.!?]$/s.test(sentence))).toEqual([]);
});

interface Reading {
  name: string;
  given: unknown;
  graph?: FlowGraph;
  problems?: unknown[];
}

test.each(casesIn<Reading>('reading'))('reading: $name', ({ given, graph, problems }) => {
  const read = readGraph(given);
  expect(read.graph).toEqual(graph);
  expect(read.problems?.map(placeOf)).toEqual(problems);
});

function placeOf({ nodeId, field, code }: Pick<FlowProblem, 'nodeId' | 'field' | 'code'>) {
  return { node: nodeId, ...(field !== undefined && { field }), code };
}
