import type { CampaignVariant, VariantResult } from '@offhook/contract';

/** Calls of one variant that are over. */
export interface VariantSums {
  calls: number;
  humans: number;
  successes: number;
}

interface Interval {
  low: number;
  high: number;
}

// Two-sided 95 % of a normal distribution, shared between 1, 2 and 3 comparisons (Bonferroni).
const z95 = [1.96, 2.2414, 2.394];

/**
 * Wilson's score interval of a share (E. B. Wilson, JASA 22, 1927); it holds for few calls, too.
 *
 * @example
 * wilson(0, 10); // { low: 0, high: 0.2775… }
 */
export function wilson(hits: number, calls: number, z = 1.96): Interval | null {
  if (calls === 0) return null;
  const share = hits / calls;
  const middle = share + (z * z) / (2 * calls);
  const half = z * Math.sqrt((share * (1 - share)) / calls + (z * z) / (4 * calls * calls));
  const scale = 1 + (z * z) / calls;
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}

/** By how much the share of `one` is above that of `other`: Newcombe's hybrid score interval (Stat. Med. 17, 1998, no. 10). */
export function difference(
  one: { hits: number; calls: number },
  other: { hits: number; calls: number },
  z = 1.96,
): Interval | null {
  const [first, second] = [wilson(one.hits, one.calls, z), wilson(other.hits, other.calls, z)];
  if (!first || !second) return null;
  const [p, q] = [one.hits / one.calls, other.hits / other.calls];
  return {
    low: p - q - Math.hypot(p - first.low, second.high - q),
    high: p - q + Math.hypot(first.high - p, q - second.low),
  };
}

/** The variants of a campaign beside each other; each is compared with the first. */
export function compareVariants(
  variants: readonly Pick<CampaignVariant, 'key' | 'name'>[],
  sums: ReadonlyMap<string, VariantSums>,
): VariantResult[] {
  const none: VariantSums = { calls: 0, humans: 0, successes: 0 };
  const [first] = variants;
  const z = z95[Math.min(variants.length - 2, z95.length - 1)] ?? 1.96;
  return variants.map(({ key, name }) => {
    const own = sums.get(key) ?? none;
    const base = first && key !== first.key ? { name: first.name, sums: sums.get(first.key) ?? none } : undefined;
    const verdict = base ? verdictOf(own, base, z) : 'The others are compared with this one.';
    const [humans, successes] = [shareOf(own.humans, own.calls), shareOf(own.successes, own.calls)];
    return { key, name, calls: own.calls, humans, successes, verdict: variants.length < 2 ? '' : verdict };
  });
}

function shareOf(hits: number, calls: number): VariantResult['humans'] {
  const interval = wilson(hits, calls);
  const share = calls === 0 ? null : hits / calls;
  return { calls: hits, share, low: interval?.low ?? null, high: interval?.high ?? null };
}

function verdictOf(own: VariantSums, base: { name: string; sums: VariantSums }, z: number): string {
  const hits = ({ successes, calls }: VariantSums) => ({ hits: successes, calls });
  const between = difference(hits(own), hits(base.sums), z);
  if (!between || (between.low <= 0 && between.high >= 0)) return 'No difference can be told yet.';
  const [low, high] = between.low > 0 ? [between.low, between.high] : [-between.high, -between.low];
  const [better, more] = between.low > 0 ? ['Better', 'more'] : ['Worse', 'fewer'];
  return `${better} than ${base.name}: of a hundred calls ${points(low)} to ${points(high)} ${more} succeed (95 %).`;
}

function points(share: number): string {
  const value = share * 100;
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
