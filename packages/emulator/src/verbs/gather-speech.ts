import type { GatherSettings } from './gather-settings.ts';

// The English words that recognisers star out first; a longer list would be no better model of one nobody publishes.
const profanity =
  /\b(f)uck(s|ed|er|ers|ing)?\b|\b(s)hit(s|ty|ting)?\b|\b(a)sshole(s)?\b|\b(b)itch(es)?\b|\b(c)unt(s)?\b/gi;

/**
 * What a recogniser makes of words that were said: those of the hints as the hints spell them, and bad words starred but
 * for their first letter.
 *
 * @example
 * recognised('call off hook, for fuck sake', { hints: ['Off Hook'], profanityFilter: true }); // 'call Off Hook, for f*** sake'
 */
export function recognised(
  text: string,
  { hints, profanityFilter }: Pick<GatherSettings, 'hints' | 'profanityFilter'>,
) {
  const spelt = hints.reduce((words, hint) => words.replace(wholeWord(hint), () => hint), text.trim());
  if (!profanityFilter) return spelt;
  return spelt.replace(profanity, (word) => word.charAt(0) + '*'.repeat(word.length - 1));
}

/**
 * How sure a recogniser would be, between 0 and 1 and the same for the same words: surer of hints, less sure on a noisy
 * line.
 *
 * @param noiseDbfs how loud the line hisses; undefined when it does not
 */
export function confidenceIn(text: string, hints: readonly string[], noiseDbfs: number | undefined): number {
  const isHinted = hints.some((hint) => wholeWord(hint).test(text));
  // From -60 dBFS, which nobody notices, every 10 dB cost a tenth.
  const noise = Math.max(0, (noiseDbfs ?? -60) + 60) / 100;
  const sure = 0.86 + 0.08 * scatterOf(text) + (isHinted ? 0.05 : 0) - noise;
  return Math.min(0.99, Math.max(0.05, sure));
}

function wholeWord(hint: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(hint)}(?![\\p{L}\\p{N}])`, 'giu');
}

// RegExp.escape is newer than Node 20.
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

// FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ (public domain): from 0 to 1.
function scatterOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}
