import type { Samples } from './samples.ts';
import { speakable } from './speakable.ts';
import { makeSpeechCache } from './speech-cache.ts';
import { makeSpeechThread } from './speech-thread.ts';
import type { SpeechOptions, Voice } from './voices.ts';

export { SpeechFailed } from './speech-thread.ts';

// 16 MB of samples: a quarter of an hour of speech.
const cache = makeSpeechCache(8_000_000);
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
  const rate = between(0.25, options.rate ?? 1, 4);
  const pitch = between(0.5, options.pitch ?? 1, 2);
  const key = `${voice} ${rate} ${pitch} ${words}`;
  return cache.get(key) ?? cache.keep(key, thread.say({ text: words, voice, rate, pitch }));
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
