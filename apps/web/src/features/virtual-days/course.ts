import type { VirtualDay, VirtualQuarter } from '@offhook/contract';

/** A stretch of quarters, from one index up to another. */
export interface Stretch {
  from: number;
  to: number;
}

const quarterMs = 900_000;

/** All quarters of the days that are played; those that have not come yet are empty. */
export function quartersOf({ begins_at, ends_at, quarters }: Pick<VirtualDay, 'begins_at' | 'ends_at' | 'quarters'>) {
  const count = Math.round((Date.parse(ends_at) - Date.parse(begins_at)) / quarterMs);
  return Array.from(
    { length: Math.max(count, quarters.length) },
    (_, index): VirtualQuarter =>
      quarters[index] ?? {
        at: new Date(Date.parse(begins_at) + index * quarterMs).toISOString(),
        ...{ placed: 0, answered: 0, in_flight: 0, open: false },
      },
  );
}

/** Where hours are open, as stretches. */
export function openStretches(quarters: readonly Pick<VirtualQuarter, 'open'>[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, { open }] of quarters.entries()) {
    const last = stretches.at(-1);
    if (!open) continue;
    if (last?.to === index) last.to = index + 1;
    else stretches.push({ from: index, to: index + 1 });
  }
  return stretches;
}

/** The least round number that is not below `most`: `roundUp(37)` is 40. */
export function roundUp(most: number): number {
  if (most <= 4) return 4;
  const unit = 10 ** Math.floor(Math.log10(most));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((times) => times * unit).find((each) => each >= most) ?? most;
}

/** A virtual second takes so long: `×1,240`. */
export function speedWords(speed: number): string {
  return `×${Math.round(speed).toLocaleString('en-US')}`;
}

/** How much of the days is over, between 0 and 1. */
export function partOver({ begins_at, ends_at, now, state }: VirtualDay): number {
  if (state === 'done') return 1;
  const [begin, end] = [Date.parse(begins_at), Date.parse(ends_at)];
  return Math.min(1, Math.max(0, (Date.parse(now) - begin) / (end - begin)));
}
