const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales: [number, string][] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
  [1000, 'thousand'],
  [100, 'hundred'],
];
const irregular: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/**
 * A whole number from 0 to 10^15 in English words.
 *
 * @example
 * cardinalWords(1234); // 'one thousand two hundred thirty four'
 */
export function cardinalWords(value: number): string {
  if (value < 20) return small[value] ?? '';
  if (value < 100) return withRest(tens[Math.floor(value / 10) - 2] ?? '', value % 10);
  const [size, name] = scales.find(([scale]) => value >= scale) ?? [100, 'hundred'];
  return withRest(`${cardinalWords(Math.floor(value / size))} ${name}`, value % size);
}

/**
 * The place that a whole number names.
 *
 * @example
 * ordinalWords(21); // 'twenty first'
 */
export function ordinalWords(value: number): string {
  const words = cardinalWords(value).split(' ');
  const last = words.pop() ?? '';
  const place = irregular[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return [...words, place].join(' ');
}

/**
 * A year as it is said.
 *
 * @example
 * yearWords(1999); // 'nineteen ninety nine'
 */
export function yearWords(value: number): string {
  const [century, rest] = [Math.floor(value / 100), value % 100];
  if (value < 1000 || value > 9999 || century % 10 === 0) return cardinalWords(value);
  if (rest === 0) return `${cardinalWords(century)} hundred`;
  return `${cardinalWords(century)} ${rest < 10 ? 'oh ' : ''}${cardinalWords(rest)}`;
}

function withRest(words: string, rest: number): string {
  return rest === 0 ? words : `${words} ${cardinalWords(rest)}`;
}
