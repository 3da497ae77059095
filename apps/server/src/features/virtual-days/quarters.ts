import type { VirtualQuarter } from '@offhook/contract';

const quarterMs = 900_000;

/** What one look at the virtual day saw. */
export interface Look {
  atMs: number;
  calls: number;
  humans: number;
  inFlight: number;
  /** Time was moved here at once: what is new happened now and not before. */
  leapt: boolean;
  /** Hours are open from this look until then; null: they are closed. */
  openUntilMs: number | null;
}

/** The course of a virtual day by quarters of an hour. */
export interface Course {
  take(look: Look): void;
  quarters(): VirtualQuarter[];
}

/** Sums are told since the beginning; each quarter has what was added in it. */
export function makeCourse(beginMs: number): Course {
  const quarters: VirtualQuarter[] = [];
  let before = { calls: 0, humans: 0 };
  const quarterAt = (atMs: number): VirtualQuarter => {
    const index = Math.max(0, Math.floor((atMs - beginMs) / quarterMs));
    while (quarters.length <= index) {
      const at = new Date(beginMs + quarters.length * quarterMs).toISOString();
      quarters.push({ at, placed: 0, answered: 0, in_flight: 0, open: false });
    }
    return quarters[index] ?? { at: '', placed: 0, answered: 0, in_flight: 0, open: false }; // it was made above
  };
  let openUntilMs = 0;
  let lookedAtMs = beginMs;
  return {
    take({ atMs, calls, humans, inFlight, leapt, openUntilMs: until }) {
      for (let ms = lookedAtMs; ms < Math.min(atMs, openUntilMs); ms += quarterMs) quarterAt(ms).open = true;
      // What was seen at the end of a quarter happened in it.
      const quarter = quarterAt(Math.max(beginMs, leapt ? atMs : atMs - 1));
      quarter.placed += calls - before.calls;
      // Of the hours of those who wait nothing is told any more once the last one was called.
      if (calls > before.calls) quarter.open = true;
      quarter.answered += Math.max(0, humans - before.humans);
      quarter.in_flight = Math.max(quarter.in_flight, inFlight);
      if (until !== null && until > atMs) quarterAt(atMs).open = true;
      before = { calls, humans };
      openUntilMs = until ?? 0;
      lookedAtMs = atMs;
    },
    quarters: () => quarters.map((each) => ({ ...each })),
  };
}
