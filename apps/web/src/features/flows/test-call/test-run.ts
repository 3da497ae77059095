import {
  type Directory,
  FlowCannotRun,
  type FlowGraph,
  type FlowInput,
  type FlowRun,
  newSession,
  printTwiml,
  runFlow,
  type SimulatedAct,
} from '@offhook/flow';
import { nodeName } from '../node-words.ts';
import type { TestGiven } from './test-given.ts';

/** What stands around a test call; all of it may change between two steps. */
export interface TestWorld {
  graph: FlowGraph;
  /** Graphs of other flows' live versions, by version. */
  others: ReadonlyMap<string, FlowGraph>;
  directory: Directory;
}

export interface TestStep {
  /** What the caller did; null for the first step. */
  act: SimulatedAct | null;
  /** Null when the flow could not go on, or nothing came after the act. */
  run: FlowRun | null;
  twiml: string;
  problem: { nodeId: string | null; sentence: string } | null;
}

export interface TestRun {
  given: TestGiven;
  steps: readonly TestStep[];
  /** True once a variable was changed by hand: the same acts alone would not come the same way. */
  edited: boolean;
}

/** A call comes in. */
export function beginTest(given: TestGiven, world: TestWorld): TestRun {
  const session = { ...newSession(null, given), at: given.beginAt };
  return { given, edited: false, steps: [take(null, session, undefined, { given, world })] };
}

/** The caller, or the world around the call, does something. */
export function actInTest(test: TestRun, act: SimulatedAct, world: TestWorld): TestRun {
  const session = test.steps.at(-1)?.run?.session;
  if (!session) return test;
  const input = inputOf(act);
  const step = input
    ? take(act, session, input, { given: test.given, world })
    : { act, run: null, twiml: '', problem: null };
  return { ...test, steps: [...test.steps, step] };
}

/** The call with another value of a variable from now on. */
export function withVariable(test: TestRun, name: string, value: string): TestRun {
  const last = test.steps.at(-1);
  if (!last?.run) return test;
  const { session } = last.run;
  const changed = { ...session, variables: { ...session.variables, [name]: value } };
  const steps = [...test.steps.slice(0, -1), { ...last, run: { ...last.run, session: changed } }];
  return { ...test, edited: true, steps };
}

/** Back before the last thing that was done. */
export function stepBack(test: TestRun): TestRun {
  return test.steps.length > 1 ? { ...test, steps: test.steps.slice(0, -1) } : test;
}

export function actsOf({ steps }: TestRun): SimulatedAct[] {
  return steps.flatMap(({ act }) => act ?? []);
}

export type TestState = 'waits' | 'asks' | 'ended' | 'hung-up' | 'failed';

export function stateOf({ steps }: TestRun): TestState {
  const last = steps.at(-1);
  if (last?.problem) return 'failed';
  return last?.run?.state ?? 'hung-up';
}

interface Around {
  given: TestGiven;
  world: TestWorld;
}

function take(
  act: SimulatedAct | null,
  session: FlowRun['session'],
  input: FlowInput | undefined,
  { given, world: { graph, others, directory } }: Around,
): TestStep {
  const around = { at: new Date(given.at), caller: given.caller, called: given.called, directory };
  const graphOf = (version: string | null) => (version === null ? graph : others.get(version));
  try {
    const run = runFlow({ graphOf, session, input, around });
    return { act, run, twiml: printTwiml(run.verbs), problem: null };
  } catch (error) {
    if (!(error instanceof FlowCannotRun)) throw error;
    const node = graph.nodes.find(({ id }) => id === error.nodeId);
    const sentence = node ? error.message.replace(`"${node.id}"`, `“${nodeName(graph, node)}”`) : error.message;
    return { act, run: null, twiml: '', problem: { nodeId: node?.id ?? null, sentence } };
  }
}

/** What a flow is given for it; undefined when the call is over. */
function inputOf(act: SimulatedAct): FlowInput | undefined {
  switch (act.do) {
    case 'press':
      return { kind: 'digits', digits: act.digits };
    case 'speak':
      return { kind: 'speech', text: act.text };
    case 'wait':
      return { kind: 'silence' };
    case 'dialled':
      return { kind: 'dialled', outcome: act.outcome };
    case 'leave-message':
      return act.seconds > 0 ? { kind: 'recorded', sid: 'RE', seconds: act.seconds } : { kind: 'silence' };
    case 'fetched':
      return { kind: 'fetched', status: act.status, body: act.body };
    case 'hang-up':
      return undefined;
  }
}
