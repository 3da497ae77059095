import type { Verb } from '@offhook/twiml';
import { exitOf, type FlowGraph, type FlowNode } from './graph.ts';
import { builtKinds, type Kinds, kindOf, notBuilt } from './kinds.ts';
import type { FlowEffect, FlowInput, FlowSession, StepResult } from './node-kind.ts';
import { FlowCannotRun } from './problem.ts';

/** What a flow comes to until it waits or ends: the verbs for the carrier, and what features have to do. */
export interface FlowRun {
  session: FlowSession;
  verbs: readonly Verb[];
  effects: readonly FlowEffect[];
  /** True when the flow has nothing more to say after these verbs. */
  ended: boolean;
}

const newSession: FlowSession = { at: null, variables: {} };

interface RunFrom {
  /** Where the call stands; left out, the flow begins. */
  session?: FlowSession;
  /** What the node that waited has been given. */
  input?: FlowInput;
  kinds?: Kinds;
}

/**
 * Runs a flow from where the session stands: step after step, until a node waits for input or the flow ends. Pure and
 * bounded: a node that is reached twice without input in between would be reached for ever, and is refused. An exit
 * that no edge leaves by ends the flow.
 *
 * @throws FlowCannotRun with a sentence: a kind that is not built, no start, a loop that never waits
 * @example
 * const first = runFlow(graph);
 * const second = runFlow(graph, { session: first.session, input: { kind: 'digits', digits: '1' } });
 */
export function runFlow(graph: FlowGraph, { session = newSession, input, kinds = builtKinds }: RunFrom = {}): FlowRun {
  const passed = new Set<string>();
  const verbs: Verb[] = [];
  const effects: FlowEffect[] = [];
  let node: FlowNode | undefined = nodeToRun(graph, session);
  let current = session;
  let heard = input;
  while (node) {
    if (passed.has(node.id)) throw refusal(node, `The flow comes back to "${node.id}" without waiting for the caller.`);
    // A node that has just heard something may ask again.
    if (!heard) passed.add(node.id);
    const result = stepOf(node, current, heard, kinds);
    verbs.push(...result.verbs);
    effects.push(...result.effects);
    current = result.session;
    heard = undefined;
    if (result.exit === 'waits') return { session: { ...current, at: node.id }, verbs, effects, ended: false };
    node = result.exit === 'ends' ? undefined : nodeAfter(graph, node, result.exit.by);
  }
  return { session: { ...current, at: null }, verbs, effects, ended: true };
}

function nodeToRun({ nodes }: FlowGraph, session: FlowSession): FlowNode {
  const node = nodes.find(({ id, type }) => (session.at === null ? type === 'start' : id === session.at));
  if (node) return node;
  const sentence = session.at === null ? 'The flow has no start.' : `The flow has no node "${session.at}" any more.`;
  throw new FlowCannotRun({ nodeId: session.at, sentence });
}

function stepOf(node: FlowNode, session: FlowSession, input: FlowInput | undefined, kinds: Kinds): StepResult {
  const kind = kindOf(kinds, node.type);
  if (!kind) throw refusal(node, notBuilt(kinds, node));
  const data = kind.schema.safeParse(node.data);
  if (!data.success) throw refusal(node, `The node "${node.id}" is not filled in as its kind needs it.`);
  return kind.step(data.data, session, input);
}

function nodeAfter({ nodes, edges }: FlowGraph, node: FlowNode, exit: string): FlowNode | undefined {
  const edge = edges.find((each) => each.source === node.id && exitOf(each) === exit);
  return edge && nodes.find(({ id }) => id === edge.target);
}

function refusal(node: FlowNode, sentence: string): FlowCannotRun {
  return new FlowCannotRun({ nodeId: node.id, sentence });
}
