import type { FlowSession } from '../node-kind.ts';
import type { SimulatedAct } from '../simulate.ts';
import type { Moment } from './moment.ts';

/** One document of a path. */
export interface PathStep {
  nodeIds: readonly string[];
  /** As the carrier reads it, with symbolic addresses such as `flow:here`. */
  twiml: string;
  session: FlowSession;
}

/**
 * `ended` with words; `message` with a recording for a box; `other-flow` that it goes on in; `again` at a node that the
 * path came through before; `failed` where the flow cannot go on.
 */
export type PathEnd = 'ended' | 'message' | 'other-flow' | 'again' | 'failed';

/** A condition on a path, and which way it was made to go. */
export interface PathDecision {
  nodeId: string;
  exit: string;
}

/** One way through a flow. */
export interface FlowPath {
  acts: readonly SimulatedAct[];
  decisions: readonly PathDecision[];
  /** Ids in order, as `simulate` gives `visited`. */
  nodes: readonly string[];
  steps: readonly PathStep[];
  end: PathEnd;
  /** When, by whom and to which number a call takes this way with these acts; null when no such call was found. */
  moment: Moment | null;
}

export interface AllPaths {
  paths: readonly FlowPath[];
  /** False when there are more than `limit`. */
  complete: boolean;
}
