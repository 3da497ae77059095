import type { Verb } from '@offhook/twiml';
import type { z } from 'zod';
import type { Directory } from './directory-shapes.ts';

/** What a flow remembers of one call, as JSON. Steps never change it: they give a new one. */
export interface FlowSession {
  /** The node that waits for the next input; null before the start and after the end. */
  at: string | null;
  /** The version that the call is in; it stays the same when a newer one is published. */
  version: string | null;
  variables: Readonly<Record<string, string>>;
  /** Variables whose values are never written down. */
  secrets: readonly string[];
  /** How often the node that waits has asked before. */
  turn: number;
  /** What the node that waits notes for itself; gone when the call leaves it. */
  memo: Readonly<Record<string, string>>;
  /** Documents so far. */
  documents: number;
  /** Requests that were made since the caller last had something to do. */
  asked?: number;
}

/** What came back from a node that waits. */
export type FlowInput =
  | { kind: 'digits'; digits: string }
  | { kind: 'speech'; text: string }
  | { kind: 'silence' }
  | { kind: 'dialled'; outcome: DialOutcome }
  | { kind: 'recorded'; sid: string; seconds: number }
  | { kind: 'fetched'; status: number; body: unknown }
  | { kind: 'fetch-failed'; reason: string };

export type DialOutcome = 'answered' | 'busy' | 'no-answer' | 'failed';

/** What is true around a step. Given from outside, so that a step needs no clock and no database. */
export interface Surroundings {
  at: Date;
  /** E.164 where the carrier knew a number. */
  caller: string;
  called: string;
  directory: Directory;
  /** False for a number that must not be dialled; left out, any may. */
  mayRing?: (number: string) => boolean;
}

/** Something that a feature must do outside the flow, as data. */
export type FlowEffect =
  | { effect: 'take-message'; boxId: string; recordingSid: string; seconds: number }
  | { effect: 'http-request'; request: FlowRequest };

/** The answer to it is the input of the node that asked. */
export interface FlowRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  timeoutMs: number;
}

/**
 * Where a step leaves to: an exit by name; into another flow; nowhere, because the carrier has to tell something first
 * (`waits`) or an effect has an answer (`asks`); or nowhere because the call is over.
 */
export type StepExit = { by: string } | { toVersion: string } | 'waits' | 'asks' | 'ends';

export interface StepResult {
  session: FlowSession;
  verbs: readonly Verb[];
  effects?: readonly FlowEffect[];
  exit: StepExit;
}

/** A way out of a node. */
export interface Exit {
  name: string;
  /** As people read it: "1 · Sales". */
  label: string;
  /** Without an edge the call ends politely: no fault of the drawing. */
  optional?: boolean;
  /** The exit that is taken when this one has no edge. */
  instead?: string;
}

/** What a step is given besides its data. */
export interface StepGiven extends Surroundings {
  session: FlowSession;
  /** Undefined when the call has just come to this node. */
  input: FlowInput | undefined;
}

/** What a node refers to; `field` is where a person would mend it. */
export interface Reference {
  field: string;
  kind: 'hours' | 'person' | 'group' | 'box' | 'flow' | 'prompt' | 'number' | 'url';
  /** Empty: a reference that is needed and missing. */
  id: string;
}

/** One kind of node: what its data must be, by which exits it may leave, and its pure step. */
export interface NodeKind<Data = unknown> {
  kind: string;
  label: string;
  /** The group of the palette. */
  group: 'talk' | 'ask' | 'decide' | 'connect' | 'do' | 'end';
  schema: z.ZodType<Data>;
  /** Why nobody can use it yet, in a sentence; the checker refuses it. */
  notYet?: string;
  /** Data of a fresh node. */
  blank: Readonly<Record<string, unknown>>;
  exits: (data: Data) => readonly Exit[];
  /** True when the caller, or time, has to do something before the call leaves it. */
  waits: boolean;
  refers?: (data: Data) => readonly Reference[];
  /** Texts in which `{{variables}}` are filled in, by field. */
  texts?: (data: Data) => Readonly<Record<string, string | undefined>>;
  /** Variables that it sets. */
  sets?: (data: Data) => readonly string[];
  /** No await, no clock, no chance: the same arguments always give the same result. */
  step: (data: Data, given: StepGiven) => StepResult;
}

/**
 * Declares a kind, so that its step gets exactly what its schema gives.
 *
 * @example
 * const wait = nodeKind({ kind: 'wait', label: 'Wait', group: 'talk', schema: z.object({ seconds: z.number() }),
 *   blank: { seconds: 1 }, waits: false, exits: () => goesOn,
 *   step: ({ seconds }, { session }) => says(session, [{ verb: 'pause', length: seconds }]) });
 */
export function nodeKind<Data>(definition: NodeKind<Data>): NodeKind {
  // Whoever runs a step parses by the schema of this very kind first, so its data has the narrower type.
  return definition as unknown as NodeKind;
}

/** The exits of a kind that only goes on. */
export const goesOn: readonly Exit[] = [{ name: 'next', label: 'Then' }];

/** The result of a step that only says or plays something and goes on. */
export function says(session: FlowSession, verbs: readonly Verb[]): StepResult {
  return { session, verbs, exit: { by: 'next' } };
}

/** The step asks, and the node gets the answer. */
export function asks(session: FlowSession, verbs: readonly Verb[]): StepResult {
  return { session, verbs, exit: 'waits' };
}

export function leaves(session: FlowSession, by: string, verbs: readonly Verb[] = []): StepResult {
  return { session, verbs, exit: { by } };
}
