import { createHash } from 'node:crypto';
import type { Samples } from './samples.ts';
import { speakable } from './speakable.ts';
import { makeSpeechCache } from './speech-cache.ts';
import { makeSpeechLengths } from './speech-lengths.ts';
import { makeSpeechThread } from './speech-thread.ts';
import type { SpeechRequest } from './speech-worker.ts';
import type { SpeechOptions, Voice } from './voices.ts';

export { SpeechFailed } from './speech-thread.ts';

// 16 MB of samples: a quarter of an hour of speech.
const cache = makeSpeechCache(8_000_000);
const lengths = makeSpeechLengths(100_000);
// Beside this file stands the worker as it was written, or both stand bundled as JavaScript in one folder.
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const thread = makeSpeechThread(new URL(`./speech-worker.${extension}`, import.meta.url));

/**
 * Spoken words as telephone audio: 8000 Hz, 300 to 3400 Hz, at the same loudness for every voice. The same words give
 * the same samples; a text without anything to say gives none. Spoken by flite (https://github.com/festvox/flite) in a
 * thread of its own, one request at a time, about 40 times as fast as real time. The samples are shared with the cache
 * and with others who ask for the same words: do not write into them.
 *
 * @param text plain text in English, not SSML
 * @throws SpeechFailed when the synthesiser refuses or its thread dies; the next request starts a new thread
 * @example
 * await synthesise('Hello, who is calling?', 'slt', { rate: 1.1 });
 */
export async function synthesise(text: string, voice: Voice, options: SpeechOptions = {}): Promise<Samples> {
  const words = speakable(text);
  if (words === '') return new Int16Array(0);
  const request = requestOf(words, voice, options);
  const key = keyOf(request);
  const samples = cache.get(key) ?? cache.keep(key, thread.say(request));
  lengths.remember(key, (await samples).length / 8);
  return samples;
}

/**
 * How long {@link synthesise} takes to say a text, in milliseconds, exactly. Known at once for every text that was ever
 * spoken; another is spoken to know it.
 *
 * @throws SpeechFailed as {@link synthesise} does
 * @example
 * await speechLengthMs('Hello', 'slt'); // a promise the first time
 * speechLengthMs('Hello', 'slt'); // a number from then on
 */
export function speechLengthMs(text: string, voice: Voice, options: SpeechOptions = {}): number | Promise<number> {
  const words = speakable(text);
  if (words === '') return 0;
  return (
    lengths.get(keyOf(requestOf(words, voice, options))) ??
    synthesise(text, voice, options).then((samples) => samples.length / 8)
  );
}

function requestOf(text: string, voice: Voice, { rate = 1, pitch = 1 }: SpeechOptions): SpeechRequest {
  return { text, voice, rate: between(0.25, rate, 4), pitch: between(0.5, pitch, 2) };
}

function keyOf({ text, voice, rate, pitch }: SpeechRequest): string {
  // Short, since far more lengths are remembered than sounds, and a text may have thousands of letters.
  const words = text.length > 64 ? createHash('sha256').update(text).digest('base64') : text;
  return `${voice} ${rate} ${pitch} ${words}`;
}

/**
 * Ends the speech thread. Requests under way fail with SpeechFailed; a later one starts a new thread.
 *
 * @example
 * await closeSpeech();
 */
export function closeSpeech(): Promise<void> {
  return thread.close();
}

function between(lowest: number, value: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}
