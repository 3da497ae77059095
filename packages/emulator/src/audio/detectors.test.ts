import { afterAll, describe, expect, test } from 'vitest';
import { detectBeeps } from './detect-beep.ts';
import { detectDtmf } from './detect-dtmf.ts';
import { speechSpans } from './detect-speech.ts';
import { dtmf } from './dtmf.ts';
import { fromMuLaw, toMuLaw } from './g711.ts';
import { lineNoise } from './noise.ts';
import { mix, type Samples } from './samples.ts';
import { closeSpeech, synthesise } from './speech.ts';
import { makeTimeline } from './timeline.ts';
import { beep, tone } from './tones.ts';
import type { Voice } from './voices.ts';

const text =
  'Thank you for calling. Your number is five five five, one two three four. Who are you? Oh no, a moose. Ooh, aah.';
const voices: Voice[] = ['slt', 'rms', 'awb', 'kal16'];

afterAll(closeSpeech);

/** As it arrives at the other end of a poor line. */
function overTheLine(samples: Samples): Samples {
  const noise = lineNoise(samples.length / 8, { seed: 5, levelDbfs: -45 }).read(0, samples.length);
  return fromMuLaw(toMuLaw(mix(samples, noise)));
}

const quieter = (samples: Samples, times: number) => samples.map((sample) => sample / times);

describe('keys', () => {
  test('all sixteen are heard in their order, also twice the same', () => {
    expect(detectDtmf(dtmf('0123456789*#ABCD1100'))).toBe('0123456789*#ABCD1100');
  });

  test('are heard over a noisy line and from far away', () => {
    expect(detectDtmf(overTheLine(quieter(dtmf('147*25809#'), 8)))).toBe('147*25809#');
  });

  test('held for a second are one', () => {
    expect(detectDtmf(tone({ frequenciesHz: [770, 1336], durationMs: 1000, amplitude: 0.3 }))).toBe('5');
  });

  test('are not heard where a tone is too short, alone, or of unequal strength', () => {
    expect(detectDtmf(tone({ frequenciesHz: [770, 1336], durationMs: 25, amplitude: 0.3 }))).toBe('');
    expect(detectDtmf(tone({ frequenciesHz: [770], durationMs: 200, amplitude: 0.3 }))).toBe('');
    const faint = tone({ frequenciesHz: [1336], durationMs: 200, amplitude: 0.04 });
    expect(detectDtmf(mix(tone({ frequenciesHz: [770], durationMs: 200, amplitude: 0.3 }), faint))).toBe('');
    expect(detectDtmf(new Int16Array(8000))).toBe('');
  });

  test.each(voices)('are not heard in what %s says', async (voice) => {
    expect(detectDtmf(await synthesise(text, voice))).toBe('');
  });
});

describe('beeps', () => {
  test.each([425, 440, 1000, 1337, 1400, 2000])('of %d Hz are found where they are, over a noisy line', (hz) => {
    const timeline = makeTimeline();
    timeline.add(1000, tone({ frequenciesHz: [hz], durationMs: 400, amplitude: 0.1 }));
    const [found, ...others] = detectBeeps(overTheLine(timeline.render(0, 3000)));
    expect(others).toEqual([]);
    expect(Math.abs((found?.frequencyHz ?? 0) - hz)).toBeLessThan(15);
    expect(Math.abs((found?.startMs ?? 0) - 1000)).toBeLessThanOrEqual(40);
    expect(Math.abs((found?.endMs ?? 0) - 1400)).toBeLessThanOrEqual(40);
  });

  test('are neither keys, nor ringing, nor shorter than 160 ms, nor silence', () => {
    expect(detectBeeps(dtmf('123'))).toEqual([]);
    expect(detectBeeps(tone({ frequenciesHz: [440, 480], durationMs: 2000, amplitude: 0.15 }))).toEqual([]);
    expect(detectBeeps(beep(100))).toEqual([]);
    expect(detectBeeps(new Int16Array(8000))).toEqual([]);
  });

  test.each(voices)('are not heard in what %s says', async (voice) => {
    expect(detectBeeps(await synthesise(text, voice))).toEqual([]);
  });
});

describe('speech', () => {
  test('is found where it is, with its pauses, over a noisy line', async () => {
    const timeline = makeTimeline();
    timeline.add(1000, await synthesise('Hello?', 'rms'));
    timeline.add(4000, await synthesise('Who is calling?', 'rms'));
    const spans = speechSpans(overTheLine(timeline.render(0, 8000)));
    expect(spans).toHaveLength(2);
    for (const [place, fromMs] of [1000, 4000].entries()) {
      expect((spans[place]?.startMs ?? 0) - fromMs).toBeGreaterThanOrEqual(0);
      expect((spans[place]?.startMs ?? 0) - fromMs).toBeLessThan(400);
    }
  });

  test('is not found in silence, in noise or in a click', () => {
    expect(speechSpans(new Int16Array(16_000))).toEqual([]);
    expect(speechSpans(lineNoise(5000, { seed: 1, levelDbfs: -40 }).read(0, 40_000))).toEqual([]);
    const timeline = makeTimeline();
    timeline.add(500, beep(20));
    expect(speechSpans(timeline.render(0, 2000))).toEqual([]);
  });
});
