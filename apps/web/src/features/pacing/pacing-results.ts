import {
  abandonedShareOf,
  type Change,
  conversationsPerSeatHour,
  type Mode,
  type Scenario,
  type Spread,
  simulate,
  sumOf,
  usualScenario,
  utilisationOf,
} from '@offhook/pacing';

/** What is asked of the simulator, in the units of its page. */
export interface PacingSettings {
  seats: number;
  answerPercent: number;
  talkSeconds: number;
  talkSpread: Spread;
  wrapUpSeconds: number;
  ratio: number;
  halfway: 'nothing' | 'fewer-answers' | 'fewer-seats';
}

export const usualSettings: PacingSettings = {
  seats: 10,
  answerPercent: 33,
  talkSeconds: 120,
  talkSpread: 'exponential',
  wrapUpSeconds: 15,
  ratio: 2,
  halfway: 'nothing',
};

export type PacingMode = Mode['mode'];
export const pacingModes = ['progressive', 'power', 'predictive'] as const satisfies readonly PacingMode[];

export interface ModeResult {
  mode: PacingMode;
  /** Shares from 0 to 1. */
  busy: number;
  abandoned: number;
  conversationsPerSeatHour: number;
  callsPerHour: number;
  /** The busy share in each quarter of an hour. */
  quarters: number[];
}

export interface PacingResults {
  settings: PacingSettings;
  days: number;
  results: ModeResult[];
}

const hours = usualScenario.hours;

/** The same days once with each mode. A few seats are seen for more days, or chance would have the last word. */
export function resultsOf(settings: PacingSettings): PacingResults {
  const days = Math.min(10, Math.max(1, Math.round(60 / settings.seats)));
  return { settings, days, results: pacingModes.map((mode) => resultOf(settings, mode, days)) };
}

function resultOf(settings: PacingSettings, mode: PacingMode, days: number): ModeResult {
  const scenario = { ...scenarioOf(settings), mode: mode === 'power' ? { mode, ratio: settings.ratio } : { mode } };
  const outcomes = Array.from({ length: days }, (_, day) => simulate({ ...scenario, seed: day + 1 }));
  const all = sumOf(outcomes);
  const quarter = (index: number) => outcomes.flatMap(({ minutes }) => minutes.slice(15 * index, 15 * index + 15));
  return {
    mode,
    busy: utilisationOf(all),
    abandoned: abandonedShareOf(all),
    conversationsPerSeatHour: conversationsPerSeatHour(all),
    callsPerHour: all.placed / (hours * days),
    quarters: Array.from({ length: 4 * hours }, (_, index) => utilisationOf(sumOf(quarter(index)))),
  };
}

function scenarioOf(settings: PacingSettings): Scenario {
  const { seats, talkSeconds, talkSpread, wrapUpSeconds } = settings;
  const answerRate = settings.answerPercent / 100;
  const atHours = hours / 2;
  const changes: Record<PacingSettings['halfway'], Change[]> = {
    nothing: [],
    'fewer-answers': [{ atHours, answerRate: answerRate / 2 }],
    'fewer-seats': [{ atHours, seats: Math.ceil(seats / 2) }],
  };
  return {
    ...usualScenario,
    seats,
    talkSeconds,
    talkSpread,
    wrapUpSeconds,
    answerRate,
    changes: changes[settings.halfway],
  };
}
