/** The number of independent things that happen, by their chances; two sums say enough about them. */
export interface Tally {
  /** Of the chances. */
  sum: number;
  /** Of their squares. */
  squares: number;
}

/** Chances of 0, 1, 2 … things: the first `count` of `weights`, as parts of `total`. */
interface Counts {
  weights: Float64Array;
  count: number;
  total: number;
}

// Above it the chance of none at all comes near what a number can hold, and a bell curve is as good.
const most = 200;
const longest = 512;
const inverses = Float64Array.from({ length: longest }, (_, index) => 1 / index);
// Filled anew by every call, since they would be most of what a decision allocates.
const answers: Counts = { weights: new Float64Array(longest), count: 0, total: 0 };
const releases: Counts = { weights: new Float64Array(longest), count: 0, total: 0 };

/**
 * The chance that one more answer would find no seat: that there are at least as many answers as seats that are free
 * already and seats that become free. Both numbers are taken as binomial, with their mean and their variance.
 *
 * @example
 * shortage({ sum: 0.33, squares: 0.1089 }, { sum: 0, squares: 0 }, 1); // 0.33
 */
export function shortage(answering: Tally, releasing: Tally, free: number): number {
  if (Math.max(answering.sum, releasing.sum) > most) return shortageOfMany(answering, releasing, free);
  fill(answers, answering);
  if (answers.count <= free) return 0;
  fill(releases, releasing);
  let short = 0;
  let released = 0;
  let next = 0;
  for (let count = Math.max(0, free); count < answers.count; count += 1) {
    for (; next <= count - free && next < releases.count; next += 1) released += releases.weights[next] ?? 0;
    short += (answers.weights[count] ?? 0) * released;
  }
  return short / (answers.total * releases.total);
}

function shortageOfMany(answering: Tally, releasing: Tally, free: number): number {
  const variance = answering.sum - answering.squares + releasing.sum - releasing.squares;
  const above = (answering.sum - releasing.sum - free + 0.5) / Math.sqrt(Math.max(variance, 1e-9));
  // The logistic curve that is nowhere more than 0.01 from the normal one.
  return 1 / (1 + Math.exp(-1.702 * above));
}

function fill(counts: Counts, { sum, squares }: Tally): void {
  const { weights } = counts;
  weights[0] = 1;
  counts.count = 1;
  counts.total = 1;
  if (sum <= 0) return;
  const chance = Math.min(squares / sum, 0.999999);
  const size = sum / chance;
  const odds = chance / (1 - chance);
  let weight = (1 - chance) ** size;
  let total = weight;
  let count = 0;
  weights[0] = weight;
  while (count + 1 < longest && count < size && (count < sum || weight > 1e-7)) {
    weight *= odds * (size - count) * (inverses[count + 1] ?? 0);
    count += 1;
    weights[count] = weight;
    total += weight;
  }
  counts.count = count + 1;
  counts.total = total;
}
