/** Something about a flow, in one sentence; `nodeId` and `field` are where the builder should point. */
export interface FlowProblem {
  nodeId: string | null;
  field?: string;
  /** An error keeps the flow from being published, a warning does not. */
  severity: 'error' | 'warning';
  /** For programs; the sentence is for people. */
  code: string;
  sentence: string;
}

/** A flow that cannot go on. One that was checked throws this only when it runs too long. */
export class FlowCannotRun extends Error {
  override name = 'FlowCannotRun';
  readonly nodeId: string | null;

  constructor(nodeId: string | null, sentence: string) {
    super(sentence);
    this.nodeId = nodeId;
  }
}
