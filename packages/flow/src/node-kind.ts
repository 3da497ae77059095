import type { Verb } from '@offhook/twiml';
import type { z } from 'zod';

/** What a flow remembers of one call, as JSON. Steps never change it: they give a new one. */
export interface FlowSession {
  /** The node that waits for the next input; null before the start. */
  at: string | null;
  variables: Readonly<Record<string, string>>;
}

/** What came back from the verbs of a node that waits. */
export type FlowInput = { kind: 'digits'; digits: string } | { kind: 'silence' };

/** Something that a feature must do outside the flow, as data; `effect` is its public word, such as `take-message`. */
export interface FlowEffect {
  effect: string;
  details: Readonly<Record<string, unknown>>;
}

/** Where a step leaves to: an exit by name, nowhere because it waits for input, or nowhere because the call is over. */
export type StepExit = { by: string } | 'waits' | 'ends';

export interface StepResult {
  session: FlowSession;
  verbs: readonly Verb[];
  effects: readonly FlowEffect[];
  exit: StepExit;
}

/** One kind of node: what its data must be, by which exits it may leave, and its pure step. */
export interface NodeKind<Data = unknown> {
  kind: string;
  schema: z.ZodType<Data>;
  exits: readonly string[];
  /**
   * No await, no clock, no chance: the same arguments always give the same result. Without `input` the call has just
   * come to this node.
   */
  step: (data: Data, session: FlowSession, input: FlowInput | undefined) => StepResult;
}

/**
 * Declares a kind, so that its step gets exactly what its schema gives.
 *
 * @example
 * const wait = nodeKind({ kind: 'wait', schema: z.object({ seconds: z.number() }), exits: ['next'],
 *   step: ({ seconds }, session) => says(session, [{ verb: 'pause', length: seconds }]) });
 */
export function nodeKind<Data>(definition: NodeKind<Data>): NodeKind {
  // Whoever runs a step parses by the schema of this very kind first, so its data has the narrower type.
  return definition as unknown as NodeKind;
}

/** The result of a step that only says or plays something and goes on. */
export function says(session: FlowSession, verbs: readonly Verb[]): StepResult {
  return { session, verbs, effects: [], exit: { by: 'next' } };
}
