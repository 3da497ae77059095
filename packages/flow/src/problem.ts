/** Something that keeps a flow from running, in one sentence; `nodeId` is where the builder should point. */
export interface FlowProblem {
  nodeId: string | null;
  sentence: string;
}

/** A flow that cannot go on: checked first it never throws, unless a kind breaks its own word. */
export class FlowCannotRun extends Error {
  override name = 'FlowCannotRun';
  readonly problem: FlowProblem;

  constructor(problem: FlowProblem) {
    super(problem.sentence);
    this.problem = problem;
  }
}
