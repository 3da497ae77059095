import { entryOf } from './entry-of.ts';
import { exitOf, type FlowEdge, type FlowGraph, type FlowNode, nextExit } from './graph.ts';
import { nodeNames } from './node-names.ts';
import { exitsOf } from './reading.ts';

export interface ChangedField {
  /** `name`, `type`, or a field of the data such as `message` or `options.1`. */
  field: string;
  /** Undefined where there was none. */
  before: unknown;
  after: unknown;
}

export interface ChangedNode {
  nodeId: string;
  /** As people call it, after the change. */
  name: string;
  fields: readonly ChangedField[];
}

export interface FlowDiff {
  added: readonly FlowNode[];
  removed: readonly FlowNode[];
  changed: readonly ChangedNode[];
  /** An edge that leads elsewhere is removed and added. Ids do not count. */
  edges: { added: readonly FlowEdge[]; removed: readonly FlowEdge[] };
  /** Ids of nodes that stand elsewhere. */
  moved: readonly string[];
  /** Titles of the nodes of both, by id, for `diffWords`. */
  titles: Readonly<Record<string, string>>;
  /** How people read the exits that edges leave by, by node and exit as `[node, exit]` in JSON. */
  exits: Readonly<Record<string, string>>;
}

/**
 * What makes one flow into another, by ids of nodes.
 *
 * @example
 * diffWords(diffFlows(live, draft)); // ['"Main menu": the message is now "Press 1 for sales."']
 */
export function diffFlows(before: FlowGraph, after: FlowGraph): FlowDiff {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Map(after.nodes.map((node) => [node.id, node]));
  const both = after.nodes.flatMap((node) => {
    const was = old.get(node.id);
    return was ? [{ was, node }] : [];
  });
  const names = nodeNames(after);
  const changed = both
    .map(({ was, node }) => ({ nodeId: node.id, name: names.get(node.id) ?? '', fields: fieldsChanged(was, node) }))
    .filter(({ fields }) => fields.length > 0);
  const all = [...before.nodes, ...after.nodes];
  return {
    added: after.nodes.filter(({ id }) => !old.has(id)),
    removed: before.nodes.filter(({ id }) => !now.has(id)),
    changed,
    edges: { added: without(after.edges, before.edges), removed: without(before.edges, after.edges) },
    moved: both.filter(({ was, node }) => !isSame(was.position, node.position)).map(({ node }) => node.id),
    titles: Object.fromEntries([...nodeNames(before), ...names]),
    exits: Object.fromEntries(
      all.flatMap((node) => exitsOf(node).map(({ name, label }) => [JSON.stringify([node.id, name]), label])),
    ),
  };
}

function fieldsChanged(was: FlowNode, node: FlowNode): ChangedField[] {
  const before = new Map(flattened({ ...was.data }));
  const after = new Map(flattened({ ...node.data }));
  const plain: ChangedField[] = [
    { field: 'type', before: was.type, after: node.type },
    { field: 'name', before: was.name, after: node.name },
  ];
  const fields = [...new Set([...before.keys(), ...after.keys()])];
  return [...plain, ...fields.map((field) => ({ field, before: before.get(field), after: after.get(field) }))].filter(
    (each) => !isSame(each.before, each.after),
  );
}

/** Fields of fields as `options.1`; a list is one value. */
function flattened(data: object, prefix = ''): [string, unknown][] {
  return Object.entries(data).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
      ? flattened(value, `${prefix}${name}.`)
      : [[prefix + name, value]],
  );
}

function without(edges: readonly FlowEdge[], others: readonly FlowEdge[]): FlowEdge[] {
  const known = new Set(others.map(wayOf));
  return edges.filter((edge) => !known.has(wayOf(edge)));
}

const wayOf = (edge: FlowEdge) => JSON.stringify([edge.source, exitOf(edge), edge.target]);

function isSame(one: unknown, other: unknown): boolean {
  return one === other || sorted(one) === sorted(other);
}

/** JSON that does not depend on the order of fields. */
function sorted(value: unknown): string | undefined {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

/**
 * A difference in sentences, one for each change; none when the two are the same.
 *
 * @example
 * diffWords(diffFlows(graph, graph)); // []
 */
export function diffWords(diff: FlowDiff): string[] {
  const { added, removed, changed, edges, moved, titles } = diff;
  const titleOf = ({ id }: FlowNode) => entryOf(titles, id) ?? id;
  const gone = new Set(removed.map(({ id }) => id));
  return [
    ...added.map((node) => `Added ${quoted(titleOf(node))}.`),
    ...removed.map((node) => `Removed ${quoted(titleOf(node))}.`),
    ...changed.flatMap(({ name, fields }) => fields.map((field) => fieldWords(name, field))),
    ...edges.added.map((edge) => edgeWords(edge, diff, 'now leads to')),
    // What goes with its node, or leads elsewhere now, has been said.
    ...edges.removed
      .filter((edge) => !gone.has(edge.source) && !edges.added.some((other) => startOf(other) === startOf(edge)))
      .map((edge) => edgeWords(edge, diff, 'no longer leads to')),
    ...(moved.length > 0 ? [`Moved ${moved.length === 1 ? 'one node' : `${moved.length} nodes`} on the canvas.`] : []),
  ];
}

const startOf = (edge: FlowEdge) => JSON.stringify([edge.source, exitOf(edge)]);
const quoted = (text: string) => `"${text}"`;

function fieldWords(title: string, { field, before, after }: ChangedField): string {
  if (field === 'name') {
    return after === undefined
      ? `${quoted(title)} has no name any more.`
      : `${quoted(title)} got its name${before === undefined ? '' : `; it was ${shown(before)}`}.`;
  }
  const words = field.replaceAll('_', ' ');
  if (after === undefined) return `${quoted(title)}: ${words} was taken away; it was ${shown(before)}.`;
  return `${quoted(title)}: ${words} is now ${shown(after)}${before === undefined ? '' : `; it was ${shown(before)}`}.`;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? quoted(value) : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function edgeWords(edge: FlowEdge, { titles, exits }: FlowDiff, verb: string): string {
  const exit = exitOf(edge);
  const label = entryOf(exits, startOf(edge)) ?? exit;
  const from = entryOf(titles, edge.source) ?? edge.source;
  return `${quoted(from)}${exit === nextExit ? '' : ` by ${quoted(label)}`} ${verb} ${quoted(entryOf(titles, edge.target) ?? edge.target)}.`;
}
