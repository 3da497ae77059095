import { type FlowGraph, kindOf, kinds, type Passage } from '@offhook/flow';
import { hidden } from './heard.ts';

type GraphOf = (version: string | null) => FlowGraph | undefined;

/** The path with what people call its nodes, since by then the flow may look different; keys pressed in secret are hidden. */
export function namedPath(path: readonly Passage[], graphOf: GraphOf, isSecret: boolean) {
  return path.map(({ version, nodeId, exit }, index) => {
    const node = graphOf(version)?.nodes.find(({ id }) => id === nodeId);
    const label = node && kindOf(kinds, node.type)?.label;
    const isKey = index === 0 && isSecret && exit !== null && /^[0-9*#]+$/.test(exit);
    return { version, nodeId, name: node?.name ?? label ?? nodeId, exit: isKey ? hidden : exit };
  });
}

/** What somebody does at this node must not be written down. A node that nobody knows may be such a one. */
export function asksInSecret(graph: FlowGraph | undefined, nodeId: string | null): boolean {
  if (nodeId === null) return false;
  const node = graph?.nodes.find(({ id }) => id === nodeId);
  return node ? node.data.sensitive === true : true;
}
