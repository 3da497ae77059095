import type { Verb } from '@offhook/twiml';
import type { FlowInput, FlowSession, Surroundings } from './node-kind.ts';
import type { Passage, RunFrom } from './run.ts';

/** What a simulated caller, or the world around the call, does at each question. */
export type SimulatedAct =
  | { do: 'press'; digits: string }
  | { do: 'speak'; text: string }
  | { do: 'wait' }
  | { do: 'dialled'; outcome: 'answered' | 'busy' | 'no-answer' | 'failed' }
  | { do: 'leave-message'; seconds: number }
  | { do: 'fetched'; status: number; body?: unknown }
  | { do: 'hang-up' };

/** One document of a simulated call. */
export interface SimulatedStep {
  /** What the flow was given to make it; undefined for the first. */
  input: FlowInput | undefined;
  path: readonly Passage[];
  verbs: readonly Verb[];
  twiml: string;
  session: FlowSession;
}

export type SimulatedEnd = 'waits' | 'ended' | 'hung-up' | 'failed';

export interface Simulation {
  steps: readonly SimulatedStep[];
  end: SimulatedEnd;
  /** Ids of the nodes that the call came through, in order. */
  visited: readonly string[];
  message?: { boxId: string; seconds: number } | undefined;
  /** With `failed`: what kept the flow from going on. */
  problem?: { nodeId: string | null; sentence: string } | undefined;
}

export interface SimulateGiven {
  graphOf: RunFrom['graphOf'];
  version: string | null;
  around: Pick<Surroundings, 'at' | 'directory'>;
  acts: readonly SimulatedAct[];
  called: string;
  caller: string;
  kinds?: RunFrom['kinds'];
}

export function simulate(_given: SimulateGiven): Simulation {
  return { steps: [], end: 'waits', visited: [] };
}
