export { printTwiml } from '@offhook/twiml';
export { type Addresses, withAddresses } from './addresses.ts';
export { isPrivateHost } from './check/web-addresses.ts';
export { type CheckGiven, checkFlow } from './check.ts';
export { type ChangedField, diffFlows, diffWords, type FlowDiff } from './diff.ts';
export { documentedKinds } from './documented-kinds.ts';
export {
  type ActedRule,
  type Called,
  type ForwardingGiven,
  type Ringing,
  ringingOf,
  ruleThatActs,
} from './forwarding.ts';
export { forwardingLoop, type LoopAround, type Party } from './forwarding-loop.ts';
export { exitOf, mostNodes, nextExit } from './graph.ts';
export { boxHoursState, type DirectoryBox, greetingNow, type PlayingGreeting } from './greeting.ts';
export { dayNameAt, hoursStateAt, nextChange, spansCover } from './hours.ts';
export { type KindName, type Kinds, kindOf, kinds } from './kinds.ts';
export type {
  DialOutcome,
  Exit,
  FlowEffect,
  FlowInput,
  FlowRequest,
  FlowSession,
  NodeKind,
  Reference,
  StepExit,
  StepGiven,
  StepResult,
  Surroundings,
} from './node-kind.ts';
export { nodeKind } from './node-kind.ts';
export { freeName, nodeNames } from './node-names.ts';
export type { Moment } from './paths/moment.ts';
export type { AllPaths, FlowPath, PathDecision, PathEnd, PathStep } from './paths/path.ts';
export { type PathsGiven, pathsOf } from './paths/paths.ts';
export { FlowCannotRun, type FlowProblem } from './problem.ts';
export { type ReadGraph, readGraph, writeGraph } from './read-graph.ts';
export { exitsOf } from './reading.ts';
export { type FlowRun, type Passage, type RunFrom, runFlow } from './run.ts';
export { newSession } from './session.ts';
export * from './shapes.ts';
export {
  type Awaited,
  type SimulatedAct,
  type SimulatedEnd,
  type SimulatedStep,
  type SimulateGiven,
  type Simulation,
  simulate,
} from './simulate.ts';
export { type FlowTemplate, instantiate, templates } from './templates/index.ts';
export { builtVariables, fillIn, variablesIn } from './variables.ts';
