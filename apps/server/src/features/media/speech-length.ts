/** A calm voice says 150 words a minute; with the space after it an English word has about six characters. */
const charactersPerSecond = 15;
/** Of these one character is a syllable and more. */
const syllables = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const charactersPerSyllable = 3;

/** About how long it takes to say a text, in seconds; nobody knows before the carrier's voice has said it. */
export function speechSeconds(text: string): number {
  const long = text.match(syllables)?.length ?? 0;
  const characters = text.trim().length + long * (charactersPerSyllable - 1);
  return Math.round((characters / charactersPerSecond) * 10) / 10;
}
