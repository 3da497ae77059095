import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeTimeline } from './timeline.ts';

const sound = fc.record({ atMs: fc.integer({ min: -50, max: 200 }), samples: fc.int16Array({ maxLength: 800 }) });
const sounds = fc.array(sound, { maxLength: 6 });
const instant = fc.integer({ min: -50, max: 300 });
const constant = (length: number, value: number) => new Int16Array(length).fill(value);

test('a sound is heard from its instant on, with silence around it', () => {
  const timeline = makeTimeline();
  timeline.add(10, constant(8, 5));
  expect(timeline.render(9, 12)).toEqual(Int16Array.of(...constant(8, 0), ...constant(8, 5), ...constant(8, 0)));
});

test('overlapping sounds are mixed and clipped', () => {
  const timeline = makeTimeline();
  timeline.add(0, constant(16, 20_000));
  timeline.add(1, constant(16, 20_000));
  const expected = [...constant(8, 20_000), ...constant(8, 32_767), ...constant(8, 20_000)];
  expect(timeline.render(0, 3)).toEqual(Int16Array.from(expected));
});

test('a loud sum is clipped once, whatever the order', () => {
  const timeline = makeTimeline();
  for (const value of [30_000, 30_000, -30_000]) timeline.add(0, constant(8, value));
  expect(timeline.render(0, 1)).toEqual(constant(8, 30_000));
});

test('nothing scheduled so far is heard after a cut, and everything before it still is', () => {
  const play = (parts: { atMs: number; samples: Int16Array }[]) => {
    const timeline = makeTimeline();
    for (const { atMs, samples } of parts) timeline.add(atMs, samples);
    return timeline;
  };
  fc.assert(
    fc.property(sounds, instant, (parts, cutMs) => {
      const whole = play(parts);
      const cut = play(parts);
      cut.cutFrom(cutMs);
      expect(cut.render(-50, cutMs)).toEqual(whole.render(-50, cutMs));
      expect(cut.render(cutMs, 500).every((sample) => sample === 0)).toBe(true);
    }),
  );
});

test('a cut does not touch the sound that was given', () => {
  const samples = constant(80, 7);
  const timeline = makeTimeline();
  timeline.add(0, samples);
  timeline.cutFrom(5);
  expect(samples).toEqual(constant(80, 7));
});

test('what is added after a cut is heard', () => {
  const timeline = makeTimeline();
  timeline.add(0, constant(80, 7));
  timeline.cutFrom(1);
  timeline.add(2, constant(8, 3));
  const expected = [...constant(8, 7), ...constant(8, 0), ...constant(8, 3), ...constant(8, 0)];
  expect(timeline.render(0, 4)).toEqual(Int16Array.from(expected));
});

test('two neighbouring renders join into one, at any fraction of a millisecond', () => {
  const fraction = fc.double({ min: 0, max: 250, noNaN: true });
  fc.assert(
    fc.property(sounds, fraction, (parts, middleMs) => {
      const timeline = makeTimeline();
      for (const { atMs, samples } of parts) timeline.add(atMs, samples);
      const joined = [...timeline.render(0, middleMs), ...timeline.render(middleMs, 250)];
      expect(Int16Array.from(joined)).toEqual(timeline.render(0, 250));
    }),
  );
});

test('a stretch that ends before it begins is empty', () => {
  expect(makeTimeline().render(10, 5)).toHaveLength(0);
});
