import { type Bins, binCount, countOf, edges, meanOf, middleOf, placeOf } from './bins.ts';

/** The share that lasts longer than the beginning of each bin. */
export type Survival = Float64Array;

// As many sightings of an exponential duration of the same mean: so that the longest one seen is no wall.
const assumed = 5;

export function survivalOf(bins: Bins): Survival {
  const mean = Math.max(1, meanOf(bins));
  const total = countOf(bins) + assumed;
  const survival = new Float64Array(binCount + 1);
  let longer = 0;
  for (let bin = binCount; bin >= 0; bin -= 1) {
    longer += bins[bin] ?? 0;
    survival[bin] = (longer + assumed * Math.exp(-(edges[bin] ?? 0) / mean)) / total;
  }
  return survival;
}

export function survivalAt(survival: Survival, seconds: number): number {
  const place = placeOf(seconds);
  const bin = Math.floor(place);
  const low = survival[bin] ?? 0;
  return low + (place - bin) * ((survival[bin + 1] ?? 0) - low);
}

/** By the bin of how long something has lasted: the share that lasts at least so long. */
export function lasting(survival: Survival): Float64Array {
  return Float64Array.from({ length: binCount }, (_, bin) => survivalAt(survival, middleOf(bin)));
}

/** By the bin of how long something has lasted: the chance that it ends in the next `seconds`. */
export function endingWithin(survival: Survival, seconds: number): Float64Array {
  return Float64Array.from(
    { length: binCount },
    (_, bin) => 1 - survivalAt(survival, middleOf(bin) + seconds) / survivalAt(survival, middleOf(bin)),
  );
}
