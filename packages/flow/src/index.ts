export { checkFlow } from './check.ts';
export { FlowEdge, FlowGraph, FlowNode } from './graph.ts';
export { builtKinds, type Kinds } from './kinds.ts';
export {
  type FlowEffect,
  type FlowInput,
  type FlowSession,
  type NodeKind,
  nodeKind,
  type StepExit,
  type StepResult,
} from './node-kind.ts';
export { FlowCannotRun, type FlowProblem } from './problem.ts';
export { type FlowRun, runFlow } from './run.ts';
