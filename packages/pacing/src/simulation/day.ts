import { type Expectations, expectationsOf } from '../expectations.ts';
import { emptyMemory, fold, type PacingEvent, type PacingMemory } from '../memory.ts';
import { type DenseList, denseList } from './dense-list.ts';
import { type Draws, draws } from './draws.ts';
import { type EventHeap, eventHeap } from './event-heap.ts';
import { type Figures, noFigures, type Scenario } from './scenario.ts';

/** What can happen; each event of the heap is one of them, to a call, a seat or a change with a number. */
export const kinds = { answers: 0, rangOut: 1, losesPatience: 2, talked: 3, wrappedUp: 4, tick: 5, change: 6 } as const;
export type Kind = (typeof kinds)[keyof typeof kinds];
export const kindCount = Object.keys(kinds).length;
export const minuteMs = 60_000;

/** A day while it is played. */
export interface Day {
  scenario: Scenario;
  heap: EventHeap;
  nowMs: number;
  answerRate: number;
  /** How many seats are there, and how many of them leave once they are free. */
  seats: number;
  leaving: number;
  seatNumbers: number;
  freeSeats: number[];
  talking: DenseList;
  wrappingUp: DenseList;
  inAir: DenseList;
  /** Answered calls without a seat, and since when; the longest waiting first. */
  queue: { call: number; sinceMs: number }[];
  /** By the number of a call; numbers of calls that are over are used again. */
  placedMs: number[];
  freeCalls: number[];
  minutes: Figures[];
  memory: PacingMemory;
  expectations: Expectations;
  /** One sequence for each question, so that days of different modes meet much the same people. */
  draws: Record<'who' | 'ringing' | 'talk' | 'wrapUp', Draws>;
}

export function makeDay(scenario: Scenario): Day {
  return {
    scenario,
    heap: eventHeap(1024),
    nowMs: 0,
    answerRate: scenario.answerRate,
    seats: 0,
    leaving: 0,
    seatNumbers: 0,
    freeSeats: [],
    talking: denseList(),
    wrappingUp: denseList(),
    inAir: denseList(),
    queue: [],
    placedMs: [],
    freeCalls: [],
    minutes: [],
    memory: emptyMemory,
    expectations: expectationsOf(emptyMemory),
    draws: {
      who: draws(scenario.seed * 4),
      ringing: draws(scenario.seed * 4 + 1),
      talk: draws(scenario.seed * 4 + 2),
      wrapUp: draws(scenario.seed * 4 + 3),
    },
  };
}

export function later(day: Day, seconds: number, kind: Kind, thing: number): void {
  day.heap.add(day.nowMs + seconds * 1000, thing * kindCount + kind);
}

/** The figures of the present minute. */
export function figuresOf(day: Day): Figures {
  const index = Math.floor(day.nowMs / minuteMs);
  while (day.minutes.length <= index) day.minutes.push(noFigures());
  return day.minutes[index] ?? noFigures();
}

/** Remembers, if the pacer of the day does. */
export function hear(day: Day, event: PacingEvent): void {
  if (day.scenario.mode.mode === 'predictive') day.memory = fold(day.memory, event);
}

/** Lets time pass. A tick stands at each full minute, so that no stretch reaches over one. */
export function passUntil(day: Day, ms: number): void {
  const figures = figuresOf(day);
  const seconds = (ms - day.nowMs) / 1000;
  figures.busySeconds += seconds * (day.talking.instants.length + day.wrappingUp.instants.length);
  figures.seatSeconds += seconds * day.seats;
  day.nowMs = ms;
}
