import { type Samples, sampleAt } from './samples.ts';
import { tone } from './tones.ts';

const toneMs = 70;
const gapMs = 70;

// ITU-T Q.23: a key sounds the frequency of its row and the frequency of its column.
const rows = [
  { hz: 697, keys: '123A' },
  { hz: 770, keys: '456B' },
  { hz: 852, keys: '789C' },
  { hz: 941, keys: '*0#D' },
];
const columnsHz = [1209, 1336, 1477, 1633];

/**
 * The sound of keys pressed one after another: 70 ms of tone and 70 ms of silence for each of `0-9 * # A-D`, half a
 * second of silence for `w` and one second for `W` (Twilio's SendDigits). Other characters, such as the brackets of a
 * written number, make no sound. The samples may be shared: do not write into them.
 *
 * @example
 * dtmf('1w#').length; // 6240 samples: 140 ms, 500 ms, 140 ms
 */
export function dtmf(digits: string): Samples {
  if (digits.length === 1) return soundOf(digits);
  const parts = [...digits].map(soundOf);
  const samples = new Int16Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  return samples;
}

// Every key ever pressed sounds the same, and to make its tone takes longer than anything else a key does.
const sounds = new Map<string, Samples>();

function soundOf(key: string): Samples {
  const known = sounds.get(key) ?? makeSound(key);
  if (known.length > 0) sounds.set(key, known);
  return known;
}

function makeSound(key: string): Samples {
  if (key === 'w') return new Int16Array(sampleAt(500));
  if (key === 'W') return new Int16Array(sampleAt(1000));
  const pair = frequenciesOf(key);
  if (pair.length === 0) return new Int16Array(0);
  const samples = new Int16Array(sampleAt(toneMs + gapMs));
  samples.set(tone({ frequenciesHz: pair, durationMs: toneMs, amplitude: 0.3 }));
  return samples;
}

/** The key in a row and a column, both counted from 0; no key gives an empty text. */
export function keyOf(row: number, column: number): string {
  return rows[row]?.keys[column] ?? '';
}

function frequenciesOf(key: string): number[] {
  for (const row of rows) {
    const columnHz = columnsHz[row.keys.indexOf(key.toUpperCase())];
    if (columnHz !== undefined) return [row.hz, columnHz];
  }
  return [];
}
