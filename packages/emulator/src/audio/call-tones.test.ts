import { describe, expect, test } from 'vitest';
import { enterBeep, exitBeep, ringTone } from './call-tones.ts';
import { detectBeeps } from './detect-beep.ts';
import { amplitudeAt } from './goertzel.ts';
import type { PositionedSound } from './sound.ts';

const at = (sound: PositionedSound, fromMs: number, toMs: number) => sound.read(fromMs * 8, toMs * 8);
const isSilent = (samples: Int16Array) => samples.every((sample) => sample === 0);

describe('a phone rings', () => {
  test.each([
    ['us', [440, 480], 0, 2000, 6000],
    ['GB', [400, 450], 600, 1000, 3000],
    ['de', [425], 0, 1000, 5000],
    ['fr', [440], 0, 1500, 5000],
    ['au', [413, 438], 600, 1000, 3000],
    ['xx', [440, 480], 0, 2000, 6000],
  ])('in %s with %j Hz', (country, frequenciesHz, fromMs, toMs, untilMs) => {
    const sound = ringTone(600_000, country);
    for (const hz of frequenciesHz) expect(amplitudeAt(at(sound, fromMs, toMs), hz)).toBeCloseTo(0.15, 1);
    expect(isSilent(at(sound, toMs, untilMs))).toBe(true);
    expect(at(sound, untilMs * 20 + fromMs, untilMs * 20 + toMs)).toEqual(at(sound, fromMs, toMs));
  });
});

test('the beep of who enters rises, the beep of who leaves falls', () => {
  const heard = (samples: Int16Array) =>
    detectBeeps(samples).map(({ frequencyHz }) => Math.round(frequencyHz / 10) * 10);
  expect(heard(enterBeep())).toEqual([660, 880]);
  expect(heard(exitBeep())).toEqual([880, 660]);
});
