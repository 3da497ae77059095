import { speakable } from './speakable.ts';

// Fitted to the mean of the voices slt, rms and awb over 17 sentences of calls (2026-11): within 20 % of each sentence
// without symbols.
const startMs = 607;
const syllableMs = 152;
const wordMs = 31;
const digitMs = 355;
const pauseMs = 525;

/**
 * About how long it takes to say a text, in milliseconds, without saying it: the same for the same text, whoever
 * speaks. For runs in which nobody listens.
 *
 * @param rate as in SpeechOptions
 * @example
 * estimatedSpeechMs('Hello, who is calling?'); // 2170
 */
export function estimatedSpeechMs(text: string, rate = 1): number {
  const plain = speakable(text);
  if (plain === '') return 0;
  const words = plain.match(/[A-Za-z']+/g) ?? [];
  const syllables = words.reduce((total, word) => total + syllablesIn(word), 0);
  const digits = plain.match(/\d/g)?.length ?? 0;
  const pauses = plain.match(/[,;:.!?]\s/g)?.length ?? 0;
  const ms = startMs + syllables * syllableMs + words.length * wordMs + digits * digitMs + pauses * pauseMs;
  return Math.round(ms / rate / 10) * 10;
}

// A silent e at the end is not one; everything else that is written as vowels side by side is.
function syllablesIn(word: string): number {
  return Math.max(1, word.replace(/e$/i, '').match(/[aeiouy]+/gi)?.length ?? 0);
}
