import { keyOf } from './dtmf.ts';
import { amplitudeAt } from './goertzel.ts';
import { type Samples, sampleAt } from './samples.ts';

// A window of 25 ms tells the rows apart (73 Hz); ITU-T Q.24 lets a receiver refuse tones shorter than 40 ms.
const windowSamples = sampleAt(25);
const hopSamples = sampleAt(10);
const fewestWindows = 3;
// Quieter than -40 dBFS is nobody's key; one tone of a pair may be 8 dB stronger than the other.
const faintest = 0.01;
const mostTwist = 2.5;
// What must be left of the sound's energy in the two tones, so that speech is not taken for keys.
const purity = 0.7;

const rowsHz = [697, 770, 852, 941];
const columnsHz = [1209, 1336, 1477, 1633];

/**
 * The keys that are heard in a sound, in order. A key held long is one key; the same key again needs silence between.
 *
 * @example
 * detectDtmf(dtmf('12#')); // '12#'
 */
export function detectDtmf(samples: Samples): string {
  let keys = '';
  let heard = '';
  let windows = 0;
  for (let at = 0; at + windowSamples <= samples.length; at += hopSamples) {
    const key = keyIn(samples.subarray(at, at + windowSamples));
    windows = key === heard ? windows + 1 : 1;
    heard = key;
    if (windows === fewestWindows) keys += key;
  }
  return keys;
}

function keyIn(window: Samples): string {
  const row = strongest(window, rowsHz);
  const column = strongest(window, columnsHz);
  if (Math.min(row.amplitude, column.amplitude) < faintest) return '';
  if (Math.max(row.amplitude / column.amplitude, column.amplitude / row.amplitude) > mostTwist) return '';
  const power = window.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / window.length;
  const tonePower = (row.amplitude ** 2 + column.amplitude ** 2) / 2;
  return tonePower / power < purity ? '' : keyOf(row.place, column.place);
}

function strongest(window: Samples, frequenciesHz: readonly number[]): { amplitude: number; place: number } {
  const amplitudes = frequenciesHz.map((hz) => amplitudeAt(window, hz));
  const amplitude = Math.max(...amplitudes);
  return { amplitude, place: amplitudes.indexOf(amplitude) };
}
