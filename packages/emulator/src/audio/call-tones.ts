import { type Samples, sampleAt } from './samples.ts';
import { type PositionedSound, repeated } from './sound.ts';
import { tone } from './tones.ts';

/** Bursts of one tone with silence between: milliseconds of tone, of silence, of tone … */
interface Cadence {
  frequenciesHz: readonly number[];
  msOnOff: readonly number[];
}

// ITU-T E.180 supplement 2, and BT SIN 350 for the United Kingdom, as telephone exchanges list them.
const single425 = (...msOnOff: number[]): Cadence => ({ frequenciesHz: [425], msOnOff });
const doubleRing = (...frequenciesHz: number[]): Cadence => ({ frequenciesHz, msOnOff: [400, 200, 400, 2000] });
const northAmerica: Cadence = { frequenciesHz: [440, 480], msOnOff: [2000, 4000] };
const ringing: Record<string, Cadence> = {
  at: { frequenciesHz: [440], msOnOff: [1000, 5000] },
  au: doubleRing(413, 438),
  cl: { frequenciesHz: [400], msOnOff: [1000, 3000] },
  es: single425(1500, 3000),
  fr: { frequenciesHz: [440], msOnOff: [1500, 3500] },
  gb: doubleRing(400, 450),
  ie: doubleRing(400, 450),
  // Japan modulates 400 Hz with 16 Hz: the same as two tones 16 Hz apart.
  jp: { frequenciesHz: [392, 408], msOnOff: [1000, 2000] },
  nz: doubleRing(400, 450),
  se: single425(1000, 5000),
  tw: { frequenciesHz: [440, 480], msOnOff: [1000, 2000] },
  uk: doubleRing(400, 450),
};
const europe = ['be', 'bg', 'ch', 'cz', 'de', 'dk', 'ee', 'eu', 'fi', 'gr', 'it', 'lt', 'nl', 'no', 'pl', 'pt'];

const amplitude = 0.15;

/**
 * What a caller hears while a phone in a country rings.
 *
 * @param country ISO 3166 code of two letters, in either case, also `uk` and `eu`; one we do not know rings as in North
 *   America
 * @example
 * ringTone(600_000, 'de'); // 425 Hz for one of every five seconds
 */
export function ringTone(lengthMs: number, country = 'us'): PositionedSound {
  const code = country.toLowerCase();
  return repeated(patternOf(ringing[code] ?? (europe.includes(code) ? single425(1000, 4000) : northAmerica)), lengthMs);
}

/**
 * The rising tones with which a conference greets someone who enters.
 *
 * @example
 * enterBeep().length; // 3200
 */
export function enterBeep(): Samples {
  return joinedTones([660, 880]);
}

/**
 * The falling tones that a conference hears when someone leaves.
 *
 * @example
 * exitBeep().length; // 3200
 */
export function exitBeep(): Samples {
  return joinedTones([880, 660]);
}

function joinedTones(frequenciesHz: readonly number[]): Samples {
  const durationMs = 200;
  const samples = new Int16Array(sampleAt(durationMs * frequenciesHz.length));
  for (const [place, hz] of frequenciesHz.entries()) {
    samples.set(tone({ frequenciesHz: [hz], durationMs, amplitude: 0.3 }), place * sampleAt(durationMs));
  }
  return samples;
}

const patterns = new Map<string, Samples>();

// Every call rings the same few patterns: made once, shared by all.
function patternOf(cadence: Cadence): Samples {
  const key = JSON.stringify(cadence);
  const pattern = patterns.get(key) ?? makePattern(cadence);
  patterns.set(key, pattern);
  return pattern;
}

function makePattern({ frequenciesHz, msOnOff }: Cadence): Samples {
  const samples = new Int16Array(sampleAt(msOnOff.reduce((total, ms) => total + ms, 0)));
  let atMs = 0;
  for (const [place, ms] of msOnOff.entries()) {
    if (place % 2 === 0) samples.set(tone({ frequenciesHz, durationMs: ms, amplitude }), sampleAt(atMs));
    atMs += ms;
  }
  return samples;
}
