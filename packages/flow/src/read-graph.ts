import { type FlowEdge, type FlowGraph, type FlowNode, mostNodes } from './graph.ts';
import { kinds as allKinds, type Kinds, kindOf, notBuilt } from './kinds.ts';
import type { FlowProblem } from './problem.ts';
import { strangeIn } from './strange.ts';

export type ReadGraph = { graph: FlowGraph; problems?: undefined } | { graph?: undefined; problems: FlowProblem[] };

const mostEdges = 4 * mostNodes;
/** More than these are told of by their number. */
const mostProblems = 50;

/**
 * Reads a flow from anything: the JSON that S2 documents as `flow_definition`, also wrapped in an object of that name.
 * What is half filled in is let be, for `checkFlow` to name; what is no drawing at all comes back as problems, each at
 * its node and field. Never throws.
 *
 * S2's menus have no options but labelled edges: the labels that are keys become the options.
 *
 * @example
 * readGraph({ nodes: [{ id: 'start', type: 'start', data: {} }], edges: [] }).graph?.nodes.length; // 1
 * readGraph({ nodes: [{ id: 'x', type: 'fax' }] }).problems?.[0]?.code; // 'unknown-kind'
 */
export function readGraph(given: unknown, kinds: Kinds = allKinds): ReadGraph {
  const wrapped = isObject(given) && isObject(given.flow_definition) ? given.flow_definition : given;
  if (!isObject(wrapped)) return refused('A flow is an object with "nodes" and "edges".');
  const { nodes, edges = [] } = wrapped;
  if (!Array.isArray(nodes)) return refused('The flow needs a list "nodes".', 'nodes');
  if (!Array.isArray(edges)) return refused('"edges" has to be a list.', 'edges');
  if (nodes.length > mostNodes) {
    return refused(`A flow has at most ${mostNodes} nodes; this one has ${nodes.length}.`, 'nodes');
  }
  if (edges.length > mostEdges) {
    return refused(`A flow has at most ${mostEdges} connections; this one has ${edges.length}.`, 'edges');
  }
  const read = { nodes: readNodes(nodes, kinds), edges: readEdges(edges) };
  const problems = [...read.nodes.problems, ...read.edges.problems];
  if (problems.length > 0) return { problems: shortened(problems) };
  return { graph: withKeys({ nodes: read.nodes.found, edges: read.edges.found }) };
}

/**
 * A flow as JSON that `readGraph` takes back unchanged, in the shape of S2; positions are kept.
 *
 * @example
 * JSON.stringify(writeGraph(graph), null, 2);
 */
export function writeGraph({ nodes, edges }: FlowGraph): FlowGraph {
  return {
    nodes: nodes.map(({ id, type, name, position, data }) => ({
      id,
      type,
      ...(name !== undefined && { name }),
      ...(position && { position: { x: position.x, y: position.y } }),
      data,
    })),
    edges: edges.map(({ id, source, target, label }) => ({
      id,
      source,
      target,
      ...(label !== undefined && { label }),
    })),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(sentence: string, field?: string): ReadGraph {
  return { problems: [problem(null, field, 'unreadable', sentence)] };
}

function problem(nodeId: string | null, field: string | undefined, code: string, sentence: string): FlowProblem {
  return { nodeId, ...(field !== undefined && { field }), severity: 'error', code, sentence };
}

function shortened(problems: FlowProblem[]): FlowProblem[] {
  if (problems.length <= mostProblems) return problems;
  const sentence = `There are ${problems.length - mostProblems} more problems like these.`;
  return [...problems.slice(0, mostProblems), problem(null, undefined, 'more-problems', sentence)];
}

interface Found<Thing> {
  found: Thing[];
  problems: FlowProblem[];
}

function readNodes(given: readonly unknown[], kinds: Kinds): Found<FlowNode> {
  const ids = new Set<string>();
  const all: Found<FlowNode> = { found: [], problems: [] };
  for (const [index, each] of given.entries()) {
    const read = readNode(each, index, kinds);
    if ('problems' in read) {
      all.problems.push(...read.problems);
      continue;
    }
    if (ids.has(read.node.id)) {
      all.problems.push(problem(read.node.id, 'id', 'repeated-id', `Two nodes have the id "${read.node.id}".`));
    }
    ids.add(read.node.id);
    all.found.push(read.node);
  }
  return all;
}

function readNode(given: unknown, index: number, kinds: Kinds): { node: FlowNode } | { problems: FlowProblem[] } {
  const at = `nodes.${index}`;
  if (!isObject(given)) return { problems: [problem(null, at, 'unreadable', `Node ${index + 1} is no object.`)] };
  const { id, type, name, position, data = {} } = given;
  if (!isName(id, 100)) {
    return {
      problems: [problem(null, `${at}.id`, 'unreadable', `Node ${index + 1} needs an id of up to 100 characters.`)],
    };
  }
  const problems: FlowProblem[] = [];
  const add = (field: string, code: string, sentence: string) => problems.push(problem(id, field, code, sentence));
  if (!isName(type, 50)) add('type', 'unreadable', `The node "${id}" needs a type, such as "say".`);
  else if (!kindOf(kinds, type)) add('type', 'unknown-kind', notBuilt(kinds, { id, type }));
  if (!isNameOrNone(name))
    add('name', 'unreadable', `The name of the node "${id}" has to be a text of up to 80 characters.`);
  if (!isPositionOrNone(position))
    add('position', 'unreadable', `The position of the node "${id}" needs numbers x and y.`);
  if (!isObject(data)) add('data', 'unreadable', `The data of the node "${id}" has to be an object.`);
  for (const { path, sentence } of strangeIn(data)) {
    add(path || 'data', 'unreadable', `The node "${id}" ${sentence}`);
  }
  if (problems.length > 0 || !isName(type, 50) || !isObject(data)) return { problems };
  const title = typeof name === 'string' ? name.trim() : '';
  const where = isObject(position) ? { x: Number(position.x), y: Number(position.y) } : undefined;
  return { node: { id, type, ...(title !== '' && { name: title }), ...(where && { position: where }), data } };
}

function isName(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longest && value.isWellFormed();
}

function isNameOrNone(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim().length <= 80);
}

function isPositionOrNone(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return isObject(value) && Number.isFinite(value.x) && Number.isFinite(value.y);
}

function readEdges(given: readonly unknown[]): Found<FlowEdge> {
  const ids = new Set<string>();
  const all: Found<FlowEdge> = { found: [], problems: [] };
  for (const [index, each] of given.entries()) {
    const edge = readEdge(each, index);
    if (typeof edge === 'string') all.problems.push(problem(null, `edges.${index}`, 'unreadable', edge));
    else if (ids.has(edge.id)) {
      const sentence = `Two connections have the id "${edge.id}".`;
      all.problems.push(problem(edge.source, `edges.${index}.id`, 'repeated-id', sentence));
    } else {
      ids.add(edge.id);
      all.found.push(edge);
    }
  }
  return all;
}

function readEdge(given: unknown, index: number): FlowEdge | string {
  if (!isObject(given)) return `Connection ${index + 1} is no object.`;
  const { id, source, target } = given;
  // Keys are written as numbers too.
  const label = typeof given.label === 'number' ? String(given.label) : given.label;
  if (!isName(id, 100)) return `Connection ${index + 1} needs an id of up to 100 characters.`;
  if (!isName(source, 100)) return `The connection "${id}" needs a source, the id of a node.`;
  if (!isName(target, 100)) return `The connection "${id}" needs a target, the id of a node.`;
  if (label === undefined || label === null || label === '') return { id, source, target };
  if (!isName(label, 50)) return `The label of the connection "${id}" has to be a text of up to 50 characters.`;
  return { id, source, target, label };
}

/** Menus whose keys only their edges name. */
function withKeys({ nodes, edges }: FlowGraph): FlowGraph {
  const bySource = Map.groupBy(edges, ({ source }) => source);
  return {
    nodes: nodes.map((node) => {
      if (node.type !== 'menu' || hasOptions(node)) return node;
      const keys = (bySource.get(node.id) ?? []).flatMap(({ label }) =>
        label && /^[0-9*#]{1,4}$/.test(label) ? label : [],
      );
      if (keys.length === 0) return node;
      return { ...node, data: { ...node.data, options: Object.fromEntries(keys.map((key) => [key, ''])) } };
    }),
    edges,
  };
}

function hasOptions({ data }: FlowNode): boolean {
  const { options } = data;
  return options !== undefined && options !== null && !(isObject(options) && Object.keys(options).length === 0);
}
