import type { FlowAnalytics, FlowProblem as ShownProblem, TestCase } from '@offhook/contract';
import { checkFlow, type FlowProblem, kindOf, kinds, readGraph, type Simulation } from '@offhook/flow';
import type { Directory, FlowGraph } from '@offhook/flow/shapes';
import { Refusal } from '#runtime/refusal';

/** Who did something: the id as it stands in JSON, and the name of that moment. */
export interface Who {
  id: string;
  name: string;
}

/** What a new flow is: a call that begins, and nothing yet. */
export const emptyGraph: FlowGraph = {
  nodes: [{ id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} }],
  edges: [],
};

/** A refusal tells the first so many problems of a graph that nobody could draw. */
const mostTold = 50;

/** The graph that somebody sent. */
export function mustBeGraph(given: unknown): FlowGraph {
  const { graph, problems } = readGraph(given);
  if (graph) return graph;
  const [first] = problems;
  throw new Refusal('flows.unreadable', {
    field: first ? placeOf(first) : 'flow_definition',
    problem: first?.sentence ?? 'This is no flow.',
    problems: problems.slice(0, mostTold).map(shownProblem),
  });
}

function placeOf({ nodeId, field }: FlowProblem): string {
  return ['flow_definition', nodeId, field].filter(Boolean).join('.');
}

export function shownProblem({ nodeId, field, severity, code, sentence }: FlowProblem): ShownProblem {
  return { node_id: nodeId, field: field ?? null, severity, code, sentence };
}

/** What is known around a flow that is checked. Without `flowId` it is a new one. */
export interface CheckedAround {
  /** Without it nothing is said about what the flow refers to. */
  directory?: Directory;
  flowId?: string | undefined;
  /** Of the other flows. */
  liveGraphOf?: (flowId: string) => FlowGraph | undefined;
}

export function problemsOf(graph: FlowGraph, around: CheckedAround): ShownProblem[] {
  return checkFlow(graph, around).map(shownProblem);
}

/** Refuses a flow with errors: it would fail on a live call. */
export function mustBeSound(graph: FlowGraph, around: CheckedAround): void {
  const problems = problemsOf(graph, around);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first) throw new Refusal('flows.has_errors', { errors: errors.length, first: first.sentence, problems });
}

const reference = /^(?:(?:hours|person|group|box|flow|media)_[0-9a-f-]{36}|\+[1-9]\d{6,14})$/;

/**
 * What a graph names of the workspace: ids as they stand in JSON, and numbers. Also of nodes that are not filled in to the
 * end, which no schema reads yet.
 */
export function referencesIn({ nodes }: FlowGraph): string[] {
  const named = new Set<string>();
  const left: unknown[] = nodes.map(({ data }) => data);
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string' && reference.test(value)) named.add(value);
    // Not spread: a list may be longer than a call has room for arguments.
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) left.push(inner);
  }
  return [...named];
}

export function startOf(graph: FlowGraph): string {
  return graph.nodes.find(({ type }) => type === 'start')?.id ?? '';
}

/** Where a played test case left the path that it should take, in a sentence; null when it did not. */
export function wrongTurn(
  graph: FlowGraph,
  { expected_path: expected }: Pick<TestCase, 'expected_path'>,
  { visited, problem }: Pick<Simulation, 'visited' | 'problem'>,
): string | null {
  const at = Array.from({ length: Math.max(expected.length, visited.length) }).findIndex(
    (_none, index) => expected[index] !== visited[index],
  );
  if (at === -1) return problem?.sentence ?? null;
  if (problem && at >= visited.length) return problem.sentence;
  const name = (id: string | undefined) => (id === undefined ? 'the end' : nameOf(graph, id));
  return `Step ${at + 1} should be ${name(expected[at])}, and is ${name(visited[at])}.`;
}

function nameOf({ nodes }: FlowGraph, id: string): string {
  return `"${nodes.find((node) => node.id === id)?.name ?? id}"`;
}

/** Sums of calls at a node; with an exit, of those that left by it. */
export interface NodeCount {
  nodeId: string;
  /** Empty: of the node itself. */
  exit: string;
  calls: number;
  seconds: number;
}

/** Every call comes through the start once. Who came to a node that waits and never left it has hung up there. */
export function analyticsOf(
  startNode: string,
  counts: readonly NodeCount[],
  { nodes: drawn }: FlowGraph,
): FlowAnalytics {
  const waits = new Set(drawn.filter(({ type }) => kindOf(kinds, type)?.waits).map(({ id }) => id));
  const nodes = [...Map.groupBy(counts, ({ nodeId }) => nodeId)].map(([node_id, of]) => {
    const here = of.find(({ exit }) => exit === '');
    const calls = here?.calls ?? 0;
    const left = of.reduce((sum, each) => (each === here ? sum : sum + each.calls), 0);
    return {
      node_id,
      calls,
      ended_here: waits.has(node_id) ? Math.max(0, calls - left) : 0,
      average_seconds: here && calls > 0 ? Math.round((here.seconds / calls) * 10) / 10 : null,
      exits: of.filter(({ exit }) => exit !== '').map((each) => ({ exit: each.exit, calls: each.calls })),
    };
  });
  return { calls: nodes.find(({ node_id }) => node_id === startNode)?.calls ?? 0, nodes };
}
