import { utc } from '../parameters.ts';
import type { Period } from './usage.ts';
import type { Recurrence } from './usage-trigger.ts';

export const dayMs = 86_400_000;

export type Step = 'day' | 'month' | 'year';

/** The start of the UTC day, month or year of a moment, or of one `more` of them later. */
export function startOf(step: Step, atMs: number, more = 0): number {
  const date = utc(atMs);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (step === 'day') return Date.UTC(year, month, day + more);
  return step === 'month' ? Date.UTC(year, month + more) : Date.UTC(year + more, 0);
}

/** Cuts a period into whole days, months or years, newest first; its ends may be parts of them. */
export function cut({ fromMs, toMs }: Period, step: Step): Period[] {
  const parts: Period[] = [];
  for (let start = fromMs; start < toMs; start = startOf(step, start, 1)) {
    parts.push({ fromMs: start, toMs: Math.min(toMs, startOf(step, start, 1)) });
  }
  return parts.reverse();
}

/** The day, month, year or everything that a recurring trigger watches now. */
export function periodOf(recurrence: Recurrence | undefined, nowMs: number): Period {
  const steps = { daily: 'day', monthly: 'month', yearly: 'year' } as const;
  const step = recurrence === undefined || recurrence === 'alltime' ? undefined : steps[recurrence];
  return { fromMs: step ? startOf(step, nowMs) : 0, toMs: nowMs + 1 };
}

/** `2026-01-05` of a moment. */
export function dayText(atMs: number): string {
  return utc(atMs).toISOString().slice(0, 10);
}

/** The start of a day that is given as `2026-01-05` or as an offset such as `-30days`; undefined when it is neither. */
export function dayFrom(text: string, nowMs: number): number | undefined {
  const offset = /^([+-]?\d{1,5})days?$/.exec(text);
  if (offset) return startOf('day', nowMs, Number(offset[1]));
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(atMs) ? undefined : atMs;
}
