import {
  type Exit,
  exitOf,
  type FlowEdge,
  type FlowGraph,
  type FlowNode,
  kinds,
  type NodeKind,
  nodeNames,
} from '@offhook/flow';

/** What a node is; undefined for a kind that there is not. */
export function kindOfNode(node: FlowNode): NodeKind | undefined {
  return Object.hasOwn(kinds, node.type) ? (kinds as Readonly<Record<string, NodeKind>>)[node.type] : undefined;
}

/** As people call it, everywhere alike. */
export function nodeName(graph: Pick<FlowGraph, 'nodes'>, node: FlowNode): string {
  return nodeNames(graph).get(node.id) ?? node.name ?? kindOfNode(node)?.label ?? node.type;
}

const known = new WeakMap<FlowNode, readonly Exit[]>();

/** The ways out of a node, also of one whose data is still half filled in. */
export function exitsOfNode(node: FlowNode): readonly Exit[] {
  const found = known.get(node) ?? readExits(node);
  known.set(node, found);
  return found;
}

function readExits(node: FlowNode): readonly Exit[] {
  const kind = kindOfNode(node);
  if (!kind) return [];
  const parsed = kind.schema.safeParse(node.data);
  if (parsed.success) return kind.exits(parsed.data);
  try {
    return kind.exits({ ...kind.blank, ...node.data });
  } catch {
    // Data of another shape altogether: the problems panel says so.
    return [];
  }
}

/** An exit in a sentence: `key 1`, or “Nobody answers”. */
export function exitWords(node: FlowNode, exit: string): string {
  if (node.type === 'menu' && /^[0-9*#]+$/.test(exit)) return `key ${exit}`;
  const label = exitsOfNode(node).find(({ name }) => name === exit)?.label ?? exit;
  return `“${label}”`;
}

/** What becomes of a call that leaves by an exit without a way of its own; `isFault` when the flow needs one. */
export function withoutWay(node: FlowNode, exit: string): { words: string; isFault: boolean } {
  const exits = exitsOfNode(node);
  const found = exits.find(({ name }) => name === exit);
  const instead = exits.find(({ name }) => name === found?.instead);
  if (instead) return { words: `goes like “${instead.label}”`, isFault: false };
  return found?.optional ? { words: 'the call ends', isFault: false } : { words: 'leads nowhere', isFault: true };
}

/** The edge that leaves a node by an exit. */
export function edgeAt(graph: FlowGraph, source: string, exit: string): FlowEdge | undefined {
  return graph.edges.find((edge) => edge.source === source && exitOf(edge) === exit);
}

const led = new WeakMap<readonly FlowEdge[], ReadonlyMap<string, ReadonlySet<string>>>();
const noExits: ReadonlySet<string> = new Set();

/** The exits of a node that lead somewhere. */
export function ledExits(edges: readonly FlowEdge[], nodeId: string): ReadonlySet<string> {
  const all = led.get(edges) ?? exitsBySource(edges);
  led.set(edges, all);
  return all.get(nodeId) ?? noExits;
}

function exitsBySource(edges: readonly FlowEdge[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const edge of edges) found.set(edge.source, (found.get(edge.source) ?? new Set()).add(exitOf(edge)));
  return found;
}

/** Nodes in the order of the flow: depth first from the start, branches in the order of the exits, the rest at the end. */
export function flowOrder(graph: FlowGraph): FlowNode[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const edges = Map.groupBy(graph.edges, ({ source }) => source);
  const seen = new Set<string>();
  const ordered: FlowNode[] = [];
  const starts = graph.nodes.filter(({ type }) => type === 'start');
  const waiting = [...starts, ...graph.nodes.filter(({ type }) => type !== 'start')].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node.id)) continue;
    seen.add(node.id);
    ordered.push(node);
    waiting.push(...targetsOf(node, edges.get(node.id) ?? [], byId).reverse());
  }
  return ordered;
}

function targetsOf(node: FlowNode, edges: readonly FlowEdge[], byId: ReadonlyMap<string, FlowNode>): FlowNode[] {
  const rank = new Map(exitsOfNode(node).map(({ name }, index) => [name, index]));
  const place = (edge: FlowEdge) => rank.get(exitOf(edge)) ?? rank.size;
  return edges.toSorted((one, other) => place(one) - place(other)).flatMap(({ target }) => byId.get(target) ?? []);
}

/** Where an exit may lead: not to the start, and not round in a circle in which nothing waits for the caller. */
export function legalTargets(graph: FlowGraph, source: FlowNode): FlowNode[] {
  const others = graph.nodes.filter(({ type }) => type !== 'start');
  if (kindOfNode(source)?.waits) return others;
  const back = leadingTo(graph, source);
  return others.filter(({ id }) => !back.has(id));
}

/** The nodes from which a call comes to `goal` without anybody doing anything, and `goal` itself. */
function leadingTo(graph: FlowGraph, goal: FlowNode): Set<string> {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const incoming = Map.groupBy(graph.edges, ({ target }) => target);
  const found = new Set([goal.id]);
  const waiting = [goal.id];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const { source } of incoming.get(id) ?? []) {
      const node = byId.get(source);
      if (!node || found.has(source) || kindOfNode(node)?.waits) continue;
      found.add(source);
      waiting.push(source);
    }
  }
  return found;
}
