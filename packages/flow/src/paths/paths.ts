import { printTwiml } from '@offhook/twiml';
import type { FlowGraph, FlowNode } from '../graph.ts';
import { kinds as allKinds, type Kinds } from '../kinds.ts';
import type { Exit, FlowInput, FlowSession, Surroundings } from '../node-kind.ts';
import { FlowCannotRun } from '../problem.ts';
import { type FlowRun, readNode, runFlow } from '../run.ts';
import { newSession } from '../session.ts';
import { awaitedBy, inputOf, type SimulatedAct } from '../simulate.ts';
import { exitsApart, exitsWorthTrying, type Forcing, forcing, intoOther } from './forced.ts';
import { momentFor } from './moment.ts';
import type { AllPaths, FlowPath, PathDecision, PathEnd, PathStep } from './path.ts';
import { type Try, triesAt } from './tries.ts';

export interface PathsGiven {
  around: Surroundings;
  limit?: number | undefined;
  kinds?: Kinds | undefined;
}

/**
 * Every way through a flow: each exit of each node that waits, and each condition all ways, whatever time it is. A way
 * that comes to a node again ends there, so loops are gone through once.
 *
 * @example
 * pathsOf(graph, { around }).paths.map(({ nodes }) => nodes.join(' → '));
 */
export function pathsOf(graph: FlowGraph, { around, limit = 500, kinds = allKinds }: PathsGiven): AllPaths {
  const paths: FlowPath[] = [];
  const walk: Walk = { graph, around, kinds, forced: forcing(kinds), byId: byIdOf(graph) };
  const waiting: Stand[] = [fresh(newSession(null, around))];
  // The last first, so that paths come in the order in which a reader would follow them.
  for (let stand = waiting.pop(); stand; stand = waiting.pop()) {
    const next = onFrom(stand, walk);
    if (Array.isArray(next)) waiting.push(...next.toReversed());
    else paths.push({ ...next, moment: momentFor(next, walk) });
    if (paths.length >= limit) return { paths, complete: waiting.length === 0 };
  }
  return { paths, complete: true };
}

interface Walk {
  graph: FlowGraph;
  around: Surroundings;
  kinds: Kinds;
  forced: Forcing;
  byId: ReadonlyMap<string, FlowNode>;
}

/** A path so far, and what is tried next. */
interface Stand {
  session: FlowSession;
  input: FlowInput | undefined;
  acts: readonly SimulatedAct[];
  decisions: readonly PathDecision[];
  nodes: readonly string[];
  steps: readonly PathStep[];
  /** Of the document that is being made. */
  chosen: readonly string[];
  /** What was said before a request in this document. */
  before: Pick<FlowRun, 'verbs' | 'path'>;
  /** Goes on with the same try while the same node asks. */
  attempt: Try | null;
}

const nothing = { verbs: [], path: [] };

function fresh(session: FlowSession): Stand {
  return {
    session,
    input: undefined,
    acts: [],
    decisions: [],
    nodes: [],
    steps: [],
    chosen: [],
    before: nothing,
    attempt: null,
  };
}

type Ended = Omit<FlowPath, 'moment'>;

function byIdOf({ nodes }: FlowGraph): Map<string, FlowNode> {
  return new Map(nodes.map((node) => [node.id, node]));
}

/** What comes of a stand: the end of a path, or the stands after it. */
function onFrom(stand: Stand, walk: Walk): Ended | Stand[] {
  const { forced, graph, around } = walk;
  forced.choose(stand.chosen);
  let run: FlowRun;
  try {
    const { session, input } = stand;
    run = runFlow({ graphOf: () => graph, session, input, around, kinds: forced.kinds });
  } catch (error) {
    if (!(error instanceof FlowCannotRun)) throw error;
    const { acts, decisions, nodes, steps } = stand;
    return { acts, decisions, nodes, steps, end: 'failed' };
  }
  const open = forced.open();
  if (open && !isAgain(stand, run)) return chosen(stand, run, exitsWorthTrying(graph, lastOf(run), open));
  if (!open && stand.chosen.at(-1) === intoOther) return closed(stand, run, 'other-flow');
  if (run.state === 'ended') {
    return closed(stand, run, run.effects.some(({ effect }) => effect === 'take-message') ? 'message' : 'ended');
  }
  if (isAgain(stand, run)) return closed(stand, run, 'again');
  return asked(stand, run, walk);
}

const lastOf = ({ path }: FlowRun) => path.at(-1)?.nodeId ?? '';

/** The run is made again, with one more choice. */
function chosen(stand: Stand, run: FlowRun, exits: readonly Exit[]): Stand[] {
  return exits.map(({ name }) => ({
    ...stand,
    chosen: [...stand.chosen, name],
    decisions: [...stand.decisions, { nodeId: lastOf(run), exit: name }],
  }));
}

/** Whether a run came to a node that the path, or the run itself, had come through before. */
function isAgain(stand: Stand, run: FlowRun): boolean {
  const come = arrivals(stand, run);
  const passed = new Set(stand.nodes);
  return come.some((nodeId, index) => passed.has(nodeId) || come.indexOf(nodeId) < index);
}

/** Nodes that a run comes to: the one that it goes on from was come to before. */
function arrivals(stand: Stand, run: FlowRun): string[] {
  return joinedPath(stand, run)
    .slice(stand.steps.length > 0 ? 1 : 0)
    .map(({ nodeId }) => nodeId);
}

function closed(stand: Stand, run: FlowRun, end: PathEnd): Ended {
  const { acts, decisions } = stand;
  return {
    acts,
    decisions,
    nodes: [...stand.nodes, ...arrivals(stand, run)],
    steps: [...stand.steps, stepOf(stand, run)],
    end,
  };
}

function stepOf(stand: Stand, run: FlowRun): PathStep {
  const path = joinedPath(stand, run);
  const verbs = [...stand.before.verbs, ...run.verbs];
  return { nodeIds: path.map(({ nodeId }) => nodeId), twiml: printTwiml(verbs), session: run.session };
}

/** The node waits: it is given everything that makes it go on another way. */
function asked(stand: Stand, run: FlowRun, { byId, kinds, graph }: Walk): Stand[] {
  const awaited = awaitedBy(run);
  const node = byId.get(run.session.at ?? '');
  if (!awaited || !node) return [];
  const asksAgain = stand.attempt !== null && run.path.length === 1 && run.path[0]?.nodeId === stand.session.at;
  const attempts = asksAgain && stand.attempt ? [stand.attempt] : attemptsAt(node, kinds, graph);
  const isRequest = awaited === 'fetch';
  const documents = isRequest
    ? { before: { verbs: [...stand.before.verbs, ...run.verbs], path: joinedPath(stand, run) } }
    : {
        before: nothing,
        nodes: [...stand.nodes, ...arrivals(stand, run)],
        steps: [...stand.steps, stepOf(stand, run)],
      };
  return attempts.map((attempt) => {
    const act = attempt(awaited);
    return {
      ...stand,
      ...documents,
      session: run.session,
      input: inputOf(act, awaited),
      acts: [...stand.acts, act],
      chosen: [],
      attempt,
    };
  });
}

function attemptsAt(node: FlowNode, kinds: Kinds, graph: FlowGraph): Try[] {
  const { kind, data } = readNode(node, kinds);
  return triesAt(node, data, exitsApart(graph, node.id, kind.exits(data)));
}

/** The path of a document: after a request, the run begins with the node that asked. */
function joinedPath(stand: Stand, run: FlowRun): FlowRun['path'] {
  return [...stand.before.path, ...run.path.slice(stand.before.path.length > 0 ? 1 : 0)];
}
