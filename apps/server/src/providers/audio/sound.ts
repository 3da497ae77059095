import { AudioRefused } from './audio.ts';

/** A stretch of decoded sound: samples from -1 to 1, by channel. */
export interface Sound {
  channels: Float32Array[];
  sampleRate: number;
}

/** All channels averaged into one, as a telephone has but one. */
export function averageOf({ channels }: Sound): Float32Array {
  const [first = new Float32Array(0), ...others] = channels;
  if (others.length === 0) return first.map(finite);
  return first.map((value, at) => {
    let sum = value;
    for (const other of others) sum += other[at] ?? 0;
    return finite(sum / channels.length);
  });
}

/** @throws AudioRefused for a rate that no sound has; the work of resampling grows with it. */
export function checkRate(sampleRate: number): void {
  if (sampleRate >= 1000 && sampleRate <= 384_000) return;
  throw new AudioRefused('broken', `The file claims ${sampleRate} samples a second, which no sound has.`);
}

export function joined(pieces: Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
