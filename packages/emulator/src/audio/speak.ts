import type { SsmlNode } from '@offhook/twiml';
import { clip, type Samples, sampleAt } from './samples.ts';
import type { LazySound } from './sound.ts';
import { speechLengthMs, synthesise } from './speech.ts';
import { planOf, type Utterance } from './speech-plan.ts';
import type { SpeechOptions, Voice } from './voices.ts';

/**
 * Text and SSML as telephone audio. Like {@link synthesise}, whose samples it may give as they are: do not write into
 * them.
 *
 * @param parts plain text alone, or what `<Say>` holds
 * @throws SpeechFailed when the synthesiser refuses or its thread dies
 * @example
 * await speak(['One ', { ssml: 'break', time: '2s' }, ' two'], 'slt');
 */
export async function speak(parts: readonly SsmlNode[], voice: Voice, options: SpeechOptions = {}): Promise<Samples> {
  // Asked for at once, so that they stand in the queue of the speech thread together.
  const pieces = await Promise.all(planOf(parts).map((part) => samplesFor(part, voice, options)));
  const [first] = pieces;
  if (first && pieces.length === 1) return first;
  const samples = new Int16Array(pieces.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}

/**
 * How long {@link speak} takes, in milliseconds, exactly; at once when all of its words were spoken before.
 *
 * @example
 * await spokenLengthMs(['One ', { ssml: 'break', time: '2s' }, ' two'], 'slt'); // 2000 more than the two words
 */
export function spokenLengthMs(
  parts: readonly SsmlNode[],
  voice: Voice,
  options: SpeechOptions = {},
): number | Promise<number> {
  const lengths = planOf(parts).map((part) =>
    'text' in part ? speechLengthMs(part.text, voice, optionsOf(part, options)) : sampleAt(part.pauseMs) / 8,
  );
  const known = lengths.filter((length) => typeof length === 'number');
  return known.length === lengths.length ? sumOf(known) : Promise.all(lengths).then(sumOf);
}

/**
 * Speech that is made when somebody listens, given how long it is to be heard, from {@link spokenLengthMs}.
 *
 * @example
 * timeline.add(0, lazySpeech(['Hello'], 'slt', await spokenLengthMs(['Hello'], 'slt')));
 */
export function lazySpeech(
  parts: readonly SsmlNode[],
  voice: Voice,
  lengthMs: number,
  options: SpeechOptions = {},
): LazySound {
  return { lengthMs, render: () => speak(parts, voice, options) };
}

async function samplesFor(part: Utterance, voice: Voice, options: SpeechOptions): Promise<Samples> {
  if (!('text' in part)) return new Int16Array(sampleAt(part.pauseMs));
  const samples = await synthesise(part.text, voice, optionsOf(part, options));
  return part.gain === 1 ? samples : samples.map((sample) => clip(Math.round(sample * part.gain)));
}

function optionsOf(part: { rate: number; pitch: number }, { rate = 1, pitch = 1 }: SpeechOptions): SpeechOptions {
  return { rate: part.rate * rate, pitch: part.pitch * pitch };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
