import type { WavFacts } from './audio.ts';
import { makePeaks, type Peaks } from './peaks.ts';
import { makeWavReader } from './wav-read.ts';

/** Draws a WAV file that comes in pieces. */
export interface Inspection {
  add(piece: Uint8Array): void;
  /** @throws AudioRefused */
  end(): WavFacts;
}

export function makeInspection(): Inspection {
  const reader = makeWavReader();
  const peaks: Peaks[] = [];
  return {
    add(piece) {
      for (const [channel, samples] of reader.push(piece).entries()) {
        peaks[channel] ??= makePeaks();
        peaks[channel].push(samples);
      }
    },
    end() {
      const { channels, sampleRate, frames, isComplete } = reader.end();
      const drawn = Array.from({ length: channels }, (_none, channel) => peaks[channel]?.end() ?? []);
      return { channels, sampleRate, durationSeconds: frames / sampleRate, peaks: drawn, isComplete };
    },
  };
}
