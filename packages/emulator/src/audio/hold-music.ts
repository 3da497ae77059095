import { clip, SAMPLE_RATE_HZ, type Samples, sampleAt } from './samples.ts';
import { type PositionedSound, repeated } from './sound.ts';

// Eight bars of four beats at 80 beats a minute: 24 s. Chords as semitones above A at 220 Hz: F, C, D minor, B flat.
const beatMs = 750;
const bars = [
  [-4, 0, 3, 8],
  [-9, -2, 3, 7],
  [-7, -4, 0, 5],
  [-11, -4, 1, 5],
  [-4, 0, 3, 8],
  [-2, 3, 7, 10],
  [-7, 0, 5, 8],
  [-11, 1, 5, 8],
];
// The order in which each half beat of a bar plucks the notes of its chord.
const arpeggio = [0, 1, 2, 3, 2, 1, 2, 3];

let loop: Samples | undefined;

/**
 * What somebody on hold or in a queue hears: a calm melody of plucked notes, 24 s long, again and again. Computed, the
 * same on every run, and nobody's property.
 *
 * @example
 * timeline.add(0, holdMusic(600_000));
 */
export function holdMusic(lengthMs: number): PositionedSound {
  loop ??= makeLoop();
  return repeated(loop, lengthMs);
}

function makeLoop(): Samples {
  const sum = new Float64Array(sampleAt(bars.length * 4 * beatMs));
  for (const [bar, chord] of bars.entries()) {
    const startMs = bar * 4 * beatMs;
    pluck(sum, startMs, chord[0] ?? 0, 0.16);
    for (const [half, note] of arpeggio.entries()) {
      pluck(sum, startMs + (half * beatMs) / 2, (chord[note] ?? 0) + 12, 0.12);
    }
  }
  return Int16Array.from(sum, (value) => clip(Math.round(value * 32_767)));
}

// A string with two overtones, each of them a ringing resonator: two multiplications per sample instead of a sine. What
// rings beyond the end of the loop sounds at its beginning, so that nobody hears where it joins.
function pluck(sum: Float64Array, atMs: number, semitones: number, loudness: number): void {
  const start = sampleAt(atMs);
  for (const [place, share] of [1, 0.4, 0.15].entries()) {
    const angle = (2 * Math.PI * 220 * 2 ** (semitones / 12) * (place + 1)) / SAMPLE_RATE_HZ;
    const decay = 1 - 0.0003 * (place + 1);
    const feedback = 2 * decay * Math.cos(angle);
    let [before, last] = [0, loudness * share * Math.sin(angle)];
    for (let at = 0; at < sampleAt(3000); at += 1) {
      const place = (start + at) % sum.length;
      const attack = Math.min(1, at / 40);
      sum[place] = (sum[place] ?? 0) + last * attack;
      [before, last] = [last, feedback * last - decay * decay * before];
    }
  }
}
