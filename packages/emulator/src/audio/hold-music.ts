import { rounded, SAMPLE_RATE_HZ, type Samples, sampleAt } from './samples.ts';
import type { PositionedSound } from './sound.ts';

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

const barSamples = sampleAt(4 * beatMs);
const notes = new Map<number, Float64Array>();
const made = new Map<number, Samples>();

/**
 * What somebody on hold or in a queue hears: a calm melody of plucked notes, 24 s long, again and again. Computed, the
 * same on every run, and nobody's property.
 *
 * @example
 * timeline.add(0, holdMusic(600_000));
 */
export function holdMusic(lengthMs: number): PositionedSound {
  return {
    lengthMs,
    read: (from, to) => {
      const samples = new Int16Array(Math.max(0, to - from));
      for (let at = from; at < to; ) {
        const start = at % barSamples;
        const end = Math.min(barSamples, start + to - at);
        samples.set(bar(Math.floor(at / barSamples) % bars.length).subarray(start, end), at - from);
        at += end - start;
      }
      return samples;
    },
  };
}

// Bar by bar, since all of them together would hold the event loop for 50 ms. The notes of one ring on in the next, and
// those of the last in the first, so that nobody hears where the loop joins.
function bar(place: number): Samples {
  const known = made.get(place);
  if (known) return known;
  const sum = new Float64Array(barSamples);
  for (const [atMs, semitones] of notesOf(place)) add(sum, sampleAt(atMs), semitones);
  for (const [atMs, semitones] of notesOf((place + bars.length - 1) % bars.length)) {
    add(sum, sampleAt(atMs) - barSamples, semitones);
  }
  const samples = rounded(sum, 32_767);
  made.set(place, samples);
  return samples;
}

function notesOf(place: number): [number, number][] {
  const chord = bars[place] ?? [];
  const above = arpeggio.map((note, half): [number, number] => [(half * beatMs) / 2, (chord[note] ?? 0) + 12]);
  return [[0, chord[0] ?? 0], ...above];
}

function add(sum: Float64Array, start: number, semitones: number): void {
  const note = notes.get(semitones) ?? pluck(semitones);
  notes.set(semitones, note);
  const end = Math.min(note.length, sum.length - start);
  for (let at = Math.max(0, -start); at < end; at += 1) sum[start + at] = (sum[start + at] ?? 0) + (note[at] ?? 0);
}

// A string with overtones, each of them a ringing resonator: two multiplications per sample instead of a sine. They are
// strong and die together, so that nobody takes a note for a beep.
function pluck(semitones: number): Float64Array {
  const note = new Float64Array(sampleAt(1500));
  const decay = 0.9995;
  for (const [overtone, loudness] of [0.11, 0.077, 0.04].entries()) {
    const angle = (2 * Math.PI * 220 * 2 ** (semitones / 12) * (overtone + 1)) / SAMPLE_RATE_HZ;
    const feedback = 2 * decay * Math.cos(angle);
    let before = 0;
    let last = loudness * Math.sin(angle);
    for (let at = 0; at < note.length; at += 1) {
      note[at] = (note[at] ?? 0) + last * Math.min(1, at / 40);
      const next = feedback * last - decay * decay * before;
      before = last;
      last = next;
    }
  }
  return note;
}
