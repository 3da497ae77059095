/** The list with one word moved by one place; at an end it stays. */
export function moved(words: readonly string[], at: number, by: 1 | -1): string[] {
  const to = at + by;
  const word = words[at];
  if (word === undefined || to < 0 || to >= words.length) return [...words];
  return words.toSpliced(at, 1).toSpliced(to, 0, word);
}

/** Why a word cannot be added, or undefined when it can. */
export function wordProblem(word: string, words: readonly string[]): string | undefined {
  if (word === '') return 'Type a word first.';
  if (words.some((known) => known.toLowerCase() === word.toLowerCase())) return 'It is on the list already.';
  return undefined;
}
