import type { Verb } from '@offhook/twiml';
import type { FlowGraph, FlowNode } from './graph.ts';
import { kinds as allKinds, type Kinds, kindOf, notBuilt } from './kinds.ts';
import type { Exit, FlowEffect, FlowInput, FlowSession, NodeKind, StepResult, Surroundings } from './node-kind.ts';
import { unavailable } from './nodes/go-to-flow.ts';
import { FlowCannotRun } from './problem.ts';
import { readingOf } from './reading.ts';
import { nodeAfter, wayThrough } from './way-through.ts';

/** A node that the call came through in one run. */
export interface Passage {
  version: string | null;
  nodeId: string;
  /** By which exit it left; null where it waits, asks or ends. */
  exit: string | null;
}

/** What a flow comes to until it waits or ends: the verbs for the carrier, and what features have to do. */
export interface FlowRun {
  session: FlowSession;
  verbs: readonly Verb[];
  effects: readonly FlowEffect[];
  path: readonly Passage[];
  /** `waits` for the carrier; `asks` for the answer to its last effect; `ended` with these verbs. */
  state: 'waits' | 'asks' | 'ended';
}

export interface RunFrom {
  /** The graph of a version; undefined where there is none (any more). */
  graphOf: (version: string | null) => FlowGraph | undefined;
  session: FlowSession;
  /** What the node that waited has been given. */
  input?: FlowInput | undefined;
  around: Surroundings;
  kinds?: Kinds;
}

/** A call that asked for so many documents goes round in circles, and nobody listens any more. */
const mostDocuments = 300;
/** Requests in a row, with nothing for the caller between them. */
const mostAskedInARow = 5;

/**
 * Runs a flow from where the session stands: step after step, until a node waits or the flow ends. Pure and bounded: a
 * node that is reached twice without input in between would be reached for ever. A loop in which something should have
 * rung or listened, and could not, ends the call politely, as do too many requests in a row; one that could never wait is refused. An exit without an
 * edge takes the exit named instead of it, then `next`, and else ends the call politely.
 *
 * @throws FlowCannotRun with a sentence: no such version, no start, a node that cannot be read, a loop that never waits
 * @example
 * const first = runFlow({ graphOf: () => graph, session: newSession('v1', { caller, called }), around });
 * const second = runFlow({ graphOf, session: first.session, input: { kind: 'digits', digits: '1' }, around });
 */
export function runFlow({ graphOf, session, input, around, kinds = allKinds }: RunFrom): FlowRun {
  const told: Told = { verbs: [], effects: [], path: [] };
  const begun = { ...session, documents: session.documents + 1 };
  if (session.documents >= mostDocuments) return endsPolitely(begun, told);
  const passed: Passed[] = [];
  let current: FlowSession = begun;
  let graph = graphIn(graphOf, current.version);
  let node: FlowNode | undefined = nodeToRun(graph, current);
  let heard = input;
  while (node) {
    const { kind, data } = readNode(node, kinds);
    const place = `${current.version} ${node.id}`;
    const before = passed.findIndex((each) => each.place === place);
    if (before >= 0) {
      if (passed.slice(before).some(({ waits }) => waits)) return endsPolitely(current, told);
      throw new FlowCannotRun(node.id, `The flow comes back to "${node.id}" without waiting for the caller.`);
    }
    // A node that has just heard something may ask again.
    if (!heard) passed.push({ place, waits: kind.waits });
    const step: StepResult = kind.step(data, { ...around, session: current, input: heard });
    told.verbs.push(...step.verbs);
    told.effects.push(...(step.effects ?? []));
    heard = undefined;
    const next = leadsTo(step, { graph, node, graphOf, exits: () => kind.exits(data) });
    told.path.push({ version: current.version, nodeId: node.id, exit: next.by });
    if (step.exit === 'waits') return { ...told, session: { ...step.session, at: node.id, asked: 0 }, state: 'waits' };
    if (step.exit === 'asks') return asksAt(node.id, step.session, told);
    // The next node begins afresh.
    current = { ...step.session, turn: 0, memo: {}, version: next.version ?? step.session.version };
    graph = next.graph;
    node = next.node;
  }
  return endsPolitely(current, told, []);
}

interface Passed {
  place: string;
  waits: boolean;
}

interface Told {
  verbs: Verb[];
  effects: FlowEffect[];
  path: Passage[];
}

/** Requests without end are a loop too, in which whatever should have waited for the caller could not. */
function asksAt(nodeId: string, session: FlowSession, told: Told): FlowRun {
  const asked = (session.asked ?? 0) + 1;
  if (asked > mostAskedInARow) return endsPolitely(session, { ...told, effects: told.effects.slice(0, -1) });
  return { ...told, session: { ...session, at: nodeId, asked }, state: 'asks' };
}

interface Onward {
  graph: FlowGraph;
  node: FlowNode | undefined;
  /** Another version than before. */
  version?: string;
  by: string | null;
}

function leadsTo(
  { exit }: StepResult,
  from: { graph: FlowGraph; node: FlowNode; graphOf: RunFrom['graphOf']; exits: () => readonly Exit[] },
): Onward {
  const { graph, node } = from;
  if (typeof exit === 'string') return { graph, node: undefined, by: null };
  if ('by' in exit) return { graph, node: nodeAfter(graph, node, exit.by, from.exits()), by: exit.by };
  const other = from.graphOf(exit.toVersion);
  if (other) return { graph: other, node: startOf(other), version: exit.toVersion, by: null };
  // It was taken away between the look into the directory and now.
  return { graph, node: nodeAfter(graph, node, unavailable, from.exits()), by: unavailable };
}

function endsPolitely(session: FlowSession, told: Told, words: Verb[] = sorry): FlowRun {
  return { ...told, verbs: goodbye([...told.verbs, ...words]), session: { ...session, at: null }, state: 'ended' };
}

const sorry: Verb[] = [{ verb: 'say', text: 'We are sorry, nobody can be reached at the moment. Goodbye.' }];

/** Never silence: a last document without a word says goodbye. */
function goodbye(verbs: Verb[]): Verb[] {
  const spoken = verbs.filter(({ verb }) => verb !== 'hangup');
  return [...(spoken.length === 0 ? [{ verb: 'say', text: 'Goodbye.' } as const] : spoken), { verb: 'hangup' }];
}

function graphIn(graphOf: RunFrom['graphOf'], version: string | null): FlowGraph {
  const graph = graphOf(version);
  if (!graph) throw new FlowCannotRun(null, 'The flow has no such version.');
  return graph;
}

function nodeToRun(graph: FlowGraph, { at }: FlowSession): FlowNode {
  if (at === null) return startOf(graph);
  const node = wayThrough(graph).nodes.get(at);
  if (!node) throw new FlowCannotRun(at, `The flow has no node "${at}" any more.`);
  return node;
}

function startOf(graph: FlowGraph): FlowNode {
  const { start } = wayThrough(graph);
  if (!start) throw new FlowCannotRun(null, 'The flow has no start.');
  return start;
}

/** The node's kind, and its data as that kind reads it. */
export function readNode(node: FlowNode, kinds: Kinds): { kind: NodeKind; data: unknown } {
  const kind = kindOf(kinds, node.type);
  if (!kind) throw new FlowCannotRun(node.id, notBuilt(kinds, node));
  const reading = readingOf(node, kind);
  if (reading.issues) {
    throw new FlowCannotRun(node.id, `The node "${node.id}" is not filled in as its kind needs it.`);
  }
  return { kind, data: reading.data };
}
