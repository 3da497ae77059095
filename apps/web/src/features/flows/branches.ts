import type { Exit, FlowGraph, FlowNode, FlowProblem } from '@offhook/flow';
import { exitsOfNode, legalTargets, nodeName } from './node-words.ts';
import { problemAt } from './problem-words.ts';

/** The field by which a problem speaks of a way out; of a menu's key it is the key's own. */
export function branchField({ type }: FlowNode, exit: string): string {
  return type === 'menu' && /^[0-9*#]+$/.test(exit) ? `options.${exit}` : `exits.${exit}`;
}

export function problemOfExit(problems: readonly FlowProblem[], node: FlowNode, exit: string) {
  return problemAt(problems, branchField(node, exit));
}

/** Where a way out may lead, each by a name that no other has. */
export function targetChoices(
  graph: FlowGraph,
  node: FlowNode,
  now: string | undefined,
): { id: string; name: string }[] {
  const legal = legalTargets(graph, node);
  const there = graph.nodes.find(({ id }) => id === now);
  const targets = there && !legal.includes(there) ? [...legal, there] : legal;
  const names = Map.groupBy(targets, (target) => nodeName(graph, target));
  return targets.map((target) => {
    const name = nodeName(graph, target);
    const alike = names.get(name) ?? [];
    return { id: target.id, name: alike.length > 1 ? `${name} (${alike.indexOf(target) + 1})` : name };
  });
}

/** What happens on a way out that leads nowhere. */
export function unconnectedWords(node: FlowNode, { optional, instead }: Exit): string {
  if (instead !== undefined) {
    const other = exitsOfNode(node).find(({ name }) => name === instead)?.label ?? instead;
    return `As “${other}”`;
  }
  return optional ? 'The call ends' : 'Nowhere yet';
}
