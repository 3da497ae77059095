/** Keys in the order of a phone. */
export const phoneKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'] as const;

/** The first key that means nothing yet. */
export function freeKey(taken: readonly string[]): string | undefined {
  return phoneKeys.find((key) => !taken.includes(key));
}

/** Why a key cannot be used, in the words of its field. */
export function keyProblem(key: string, taken: readonly string[]): string | undefined {
  if (!/^[0-9*#]{1,4}$/.test(key)) return 'Up to four of the keys 0 to 9, * and #.';
  return taken.includes(key) ? `Key ${key} is used already.` : undefined;
}

/** The options with one key under another name. */
export function withKey(
  options: readonly (readonly [string, string])[],
  from: string,
  to: string,
): Record<string, string> {
  return Object.fromEntries(options.map(([key, meaning]) => [key === from ? to : key, meaning]));
}
