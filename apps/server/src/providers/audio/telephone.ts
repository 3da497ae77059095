import { type AudioFormat, AudioRefused, type TelephoneAudio } from './audio.ts';
import { decodeAac } from './decode-aac.ts';
import { decodePieces } from './decode-pieces.ts';
import { decodeWav } from './decode-wav.ts';
import { loudest, makePeaks } from './peaks.ts';
import { makeResampler, type Resampler } from './resample.ts';
import { sniff } from './sniff.ts';
import { averageOf, checkRate, joined, type Sound } from './sound.ts';
import { writeWav } from './wav-write.ts';

const telephoneHz = 8000;

/**
 * Any sound as a telephone plays it. It is counted while it is decoded, so that a small file with hours in it is given up
 * when the limit is passed.
 *
 * @throws AudioRefused
 */
export async function telephoneAudio(bytes: Uint8Array, maxSeconds: number): Promise<TelephoneAudio> {
  const sniffed = sniff(bytes);
  if ('problem' in sniffed) throw new AudioRefused(sniffed.problem.kind, sniffed.problem.sentence);
  const samples = await telephoneSamples(decode(sniffed.format, bytes), maxSeconds).catch(damaged);
  if (samples.length === 0) throw new AudioRefused('broken', 'This file holds no sound that can be played.');
  const softer = withoutClipping(samples);
  const peaks = makePeaks();
  peaks.push(softer);
  return {
    wav: writeWav(softer, telephoneHz),
    format: sniffed.format,
    durationSeconds: softer.length / telephoneHz,
    peaks: peaks.end(),
  };
}

function decode(format: AudioFormat, bytes: Uint8Array): AsyncIterable<Sound> | Iterable<Sound> {
  if (format === 'wav') return decodeWav(bytes);
  if (format === 'm4a' || format === 'aac') return decodeAac(bytes);
  return decodePieces(format, bytes);
}

/** Decoders fail in many words of their own; all of them say that the file is not what it should be. */
function damaged(cause: unknown): never {
  if (cause instanceof AudioRefused) throw cause;
  throw new AudioRefused('broken', 'This file is damaged and cannot be read. Send another copy of it.');
}

async function telephoneSamples(
  sounds: AsyncIterable<Sound> | Iterable<Sound>,
  maxSeconds: number,
): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  let resampler: Resampler | undefined;
  let rate = 0;
  let seconds = 0;
  for await (const sound of sounds) {
    const samples = averageOf(sound);
    if (samples.length === 0) continue;
    checkRate(sound.sampleRate);
    seconds += samples.length / sound.sampleRate;
    if (seconds > maxSeconds) throw new AudioRefused('too-long', `The sound is longer than ${words(maxSeconds)}.`);
    // Files may be joined of parts with different rates.
    if (resampler && sound.sampleRate !== rate) {
      pieces.push(resampler.end());
      resampler = undefined;
    }
    rate = sound.sampleRate;
    resampler ??= makeResampler(rate, telephoneHz);
    pieces.push(resampler.push(samples));
  }
  if (resampler) pieces.push(resampler.end());
  return joined(pieces);
}

/** Decoders give more than full scale where the original was loud: all of it is made softer, nothing is cut off. */
function withoutClipping(samples: Float32Array): Float32Array {
  const peak = loudest(samples);
  return peak <= 1 ? samples : samples.map((sample) => sample / peak);
}

function words(seconds: number): string {
  return seconds >= 120 ? `${Math.floor(seconds / 60)} minutes` : `${seconds} seconds`;
}
