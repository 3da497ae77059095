import type { Target } from '../call.ts';

export const recurrences = ['daily', 'monthly', 'yearly', 'alltime'] as const;
export type Recurrence = (typeof recurrences)[number];

export const measures = ['count', 'usage', 'price'] as const;
export type Measure = (typeof measures)[number];

/** Calls back once the usage of a category reaches a value; with a recurrence once in each of its periods. */
export interface UsageTrigger {
  sid: string;
  accountSid: string;
  friendlyName: string;
  category: string;
  measure: Measure;
  /** As it was asked for, such as `30.00`. */
  value: string;
  /** What had been used when a trigger for `+value` was made; added to the value. */
  base: number;
  recurrence?: Recurrence;
  callback: Target;
  firedAtMs?: number;
  createdAtMs: number;
  updatedAtMs: number;
}
