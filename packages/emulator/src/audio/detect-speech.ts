import { type Samples, sampleAt } from './samples.ts';

/** A stretch in which somebody speaks. */
export interface SpeechSpan {
  startMs: number;
  endMs: number;
}

const frameMs = 20;
// Speech is this much louder than the noise of the line, and never fainter than -45 dBFS.
const aboveNoise = 2.8;
const faintest = 0.0056;
// Pauses within words are shorter than this; sounds shorter than a syllable are clicks.
const longestGapMs = 200;
const shortestMs = 60;

/**
 * When somebody speaks, judged by loudness alone: above the quietest tenth of the sound by 9 dB. Words closer than
 * 200 ms are one stretch. Music and tones count as speech.
 *
 * @example
 * speechSpans(samples); // [{ startMs: 420, endMs: 1760 }]
 */
export function speechSpans(samples: Samples): SpeechSpan[] {
  const levels = levelsOf(samples);
  const threshold = Math.max(faintest, aboveNoise * noiseOf(levels));
  const spans: SpeechSpan[] = [];
  for (const [frame, level] of levels.entries()) {
    if (level < threshold) continue;
    const [startMs, endMs] = [frame * frameMs, (frame + 1) * frameMs];
    const last = spans.at(-1);
    if (last && startMs - last.endMs <= longestGapMs) last.endMs = endMs;
    else spans.push({ startMs, endMs });
  }
  return spans.filter(({ startMs, endMs }) => endMs - startMs >= shortestMs);
}

function levelsOf(samples: Samples): number[] {
  const frameSamples = sampleAt(frameMs);
  return Array.from({ length: Math.floor(samples.length / frameSamples) }, (_, frame) => {
    let energy = 0;
    for (let at = frame * frameSamples; at < (frame + 1) * frameSamples; at += 1) {
      energy += ((samples[at] ?? 0) / 32_768) ** 2;
    }
    return Math.sqrt(energy / frameSamples);
  });
}

// The quietest tenth is noise, unless somebody speaks all the time: then it is not taken for more than -35 dBFS.
function noiseOf(levels: number[]): number {
  const sorted = levels.toSorted((a, b) => a - b);
  return Math.min(0.0178, sorted[Math.floor(sorted.length / 10)] ?? 0);
}
