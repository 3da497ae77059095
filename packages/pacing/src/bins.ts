/** How often something took how long: counts by bin, each bin 9 % wider than the last; as plain JSON. */
export type Bins = readonly number[];

// Seconds below which bins are about linear, and bins per doubling.
const scale = 4;
const perDoubling = 8;
/** Bins reach to 68 minutes; what took longer lies in the last. */
export const binCount = 81;

/** Where each bin begins, in seconds; one more for where the last ends. */
export const edges = Float64Array.from({ length: binCount + 1 }, (_, bin) => scale * (2 ** (bin / perDoubling) - 1));

export const middleOf = (bin: number): number => ((edges[bin] ?? 0) + (edges[bin + 1] ?? 0)) / 2;

/** The bin as a broken number: how far in it `seconds` lies. */
export function placeOf(seconds: number): number {
  return Math.min(perDoubling * Math.log2(1 + Math.max(0, seconds) / scale) + 1e-9, binCount - 0.001);
}

// By tenths of a second: a logarithm for each seat at each event would cost more than all the rest.
const tenths = 10;
const binsByTenth = Uint8Array.from({ length: Math.ceil((edges[binCount - 1] ?? 0) * tenths) }, (_, tenth) =>
  Math.floor(placeOf(tenth / tenths)),
);

export function binOf(seconds: number): number {
  return binsByTenth[Math.max(0, Math.floor(seconds * tenths))] ?? binCount - 1;
}

export function addTo(bins: Bins, bin: number): Bins {
  const next = bins.slice();
  while (next.length <= bin) next.push(0);
  next[bin] = (next[bin] ?? 0) + 1;
  return next;
}

export function together(all: readonly Bins[]): Bins {
  const longest = Math.max(0, ...all.map(({ length }) => length));
  return Array.from({ length: longest }, (_, bin) => all.reduce((sum, bins) => sum + (bins[bin] ?? 0), 0));
}

export const countOf = (bins: Bins): number => bins.reduce((sum, count) => sum + count, 0);

/** The mean in seconds; 0 of nothing. */
export function meanOf(bins: Bins): number {
  const total = bins.reduce((sum, count, bin) => sum + count * middleOf(bin), 0);
  return total / Math.max(1, countOf(bins));
}
