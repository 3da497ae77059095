export type { Abandonment } from './abandonment.ts';
export { abandonmentsOf, fewestAnswers, stopAt, throttleAt } from './abandonment.ts';
export { erlangB, erlangUtilisation } from './erlang-b.ts';
export type { Expectations } from './expectations.ts';
export { expectationsOf } from './expectations.ts';
export type { PacingEvent, PacingMemory } from './memory.ts';
export { emptyMemory, fold } from './memory.ts';
export { power } from './power.ts';
export type { PredictivePhase } from './predictive.ts';
export { predictive, predictivePhase } from './predictive.ts';
export { progressive } from './progressive.ts';
export type { Spread } from './simulation/draws.ts';
export { bestRatio } from './simulation/hindsight.ts';
export type { Change, Figures, Mode, Outcome, Scenario } from './simulation/scenario.ts';
export {
  abandonedShareOf,
  conversationsPerSeatHour,
  sumOf,
  usualScenario,
  utilisationOf,
} from './simulation/scenario.ts';
export { simulate } from './simulation/simulate.ts';
export type { Pacer, PacingState } from './state.ts';
