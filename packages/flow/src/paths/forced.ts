import { exitOf, type FlowGraph } from '../graph.ts';
import type { Kinds } from '../kinds.ts';
import type { Exit, NodeKind, StepGiven, StepResult } from '../node-kind.ts';

/** Decides, instead of the world, by which exits decisions are left: in the order in which a call comes to them. */
export interface Forcing {
  kinds: Kinds;
  /** Sets what is chosen in the next run. */
  choose: (exits: readonly string[]) => void;
  /** The exits of the decision that ended the last run, for which nothing was chosen. */
  open: () => readonly Exit[] | null;
}

/** The exit of `go-to-flow` into the other flow, which has no name in a drawing. */
export const intoOther = 'into the other flow';

/**
 * The kinds, with those that decide by time, caller, variables or what is published replaced by ones that do as they are
 * told. A decision without orders stops the run as a request would, so that nothing is said after it.
 */
export function forcing(kinds: Kinds): Forcing {
  let left: string[] = [];
  let open: readonly Exit[] | null = null;
  const decide = (exits: readonly Exit[], { session }: StepGiven): StepResult => {
    const by = left.shift();
    if (by === undefined) open = exits;
    return { session, verbs: [], exit: by === undefined || by === intoOther ? 'asks' : { by } };
  };
  const forced = (kind: NodeKind): NodeKind => {
    if (kind.kind === 'condition') return { ...kind, step: (data, given) => decide(kind.exits(data), given) };
    if (kind.kind !== 'go-to-flow') return kind;
    const other = { name: intoOther, label: 'Into the other flow' };
    return { ...kind, step: (data, given) => decide([other, ...kind.exits(data)], given) };
  };
  return {
    kinds: Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, forced(kind)])),
    choose: (exits) => {
      left = [...exits];
      open = null;
    },
    open: () => open,
  };
}

/** Of a decision's exits those that lead somewhere of their own, or would have to. */
export function exitsWorthTrying(graph: FlowGraph, nodeId: string, exits: readonly Exit[]): readonly Exit[] {
  const apart = new Set(exitsApart(graph, nodeId, exits));
  const drawn = drawnFrom(graph, nodeId);
  return exits.filter((exit) => apart.has(exit) && (!exit.optional || drawn.has(exit.name)));
}

/** Without exits that are not drawn and lead where another does. */
export function exitsApart(graph: FlowGraph, nodeId: string, exits: readonly Exit[]): readonly Exit[] {
  const drawn = drawnFrom(graph, nodeId);
  return exits.filter(
    ({ name, instead }) => drawn.has(name) || instead === undefined || !exits.some((exit) => exit.name === instead),
  );
}

function drawnFrom({ edges }: FlowGraph, nodeId: string): Set<string> {
  return new Set(edges.flatMap((edge) => (edge.source === nodeId ? exitOf(edge) : [])));
}
