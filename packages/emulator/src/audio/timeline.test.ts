import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repeated } from './sound.ts';
import { makeTimeline, SoundNotReady } from './timeline.ts';

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

test('a quieter sound is as many times softer as it was asked to be', () => {
  const timeline = makeTimeline();
  timeline.add(0, constant(16, 1000), 0.25);
  timeline.add(1, constant(8, 1000), 0);
  expect(timeline.render(0, 2)).toEqual(constant(16, 250));
});

describe('a sound of ten minutes', () => {
  const music = {
    lengthMs: 600_000,
    read: (from: number, to: number) => Int16Array.from({ length: to - from }, (_, at) => (from + at) % 1000),
  };

  test('is asked for no more of itself than is heard', () => {
    const asked: number[] = [];
    const timeline = makeTimeline();
    timeline.add(50, {
      lengthMs: 600_000,
      read: (from, to) => {
        asked.push(from, to);
        return music.read(from, to);
      },
    });
    expect(timeline.render(300_000, 300_020)).toEqual(music.read(299_950 * 8, 299_970 * 8));
    expect(asked).toEqual([299_950 * 8, 299_970 * 8]);
  });

  test('ends where it is cut', () => {
    const timeline = makeTimeline();
    timeline.add(0, music);
    timeline.cutFrom(1);
    expect(timeline.render(0, 2)).toEqual(Int16Array.of(...music.read(0, 8), ...constant(8, 0)));
  });
});

describe('a sound that is yet to be made', () => {
  const spoken = (made: string[], name: string, samples = constant(16, 5)) => ({
    lengthMs: 2,
    render: async () => {
      made.push(name);
      return samples;
    },
  });

  test('is made only where somebody listens', async () => {
    const made: string[] = [];
    const timeline = makeTimeline();
    for (const [atMs, name] of [
      [0, 'before'],
      [10, 'heard'],
      [20, 'after'],
    ] as const)
      timeline.add(atMs, spoken(made, name));
    await timeline.ready(9, 20);
    expect(made).toEqual(['heard']);
    expect(timeline.render(10, 12)).toEqual(constant(16, 5));
    await timeline.ready(9, 20);
    expect(made).toEqual(['heard']);
  });

  test('refuses by name to be rendered before it is ready', () => {
    const timeline = makeTimeline();
    timeline.add(0, spoken([], 'late'));
    expect(() => timeline.render(0, 1)).toThrow(SoundNotReady);
    expect(timeline.render(2, 3)).toEqual(constant(8, 0));
  });

  test('is rendered at once when it can be made at once', () => {
    const timeline = makeTimeline();
    timeline.add(0, { lengthMs: 1, render: () => constant(8, 9) });
    expect(timeline.render(0, 2)).toEqual(Int16Array.of(...constant(8, 9), ...constant(8, 0)));
  });

  test('is heard no longer than it said, and silent where it is shorter', async () => {
    const timeline = makeTimeline();
    timeline.add(0, spoken([], 'longer', constant(80, 5)));
    timeline.add(10, spoken([], 'shorter', constant(8, 5)));
    await timeline.ready(0, 20);
    expect(timeline.render(0, 3)).toEqual(Int16Array.of(...constant(16, 5), ...constant(8, 0)));
    expect(timeline.render(10, 12)).toEqual(Int16Array.of(...constant(8, 5), ...constant(8, 0)));
  });

  test('fails the rendering as it fails itself', async () => {
    const timeline = makeTimeline();
    timeline.add(0, { lengthMs: 5, render: () => Promise.reject(new Error('hoarse')) });
    await expect(timeline.ready(0, 5)).rejects.toThrow('hoarse');
    await expect(timeline.renderInSlices(0, 5).next()).rejects.toThrow('hoarse');
  });
});

describe('pruning', () => {
  test('forgets what has ended and nothing else', () => {
    const timeline = makeTimeline();
    timeline.add(0, constant(80, 1));
    timeline.add(5, constant(80, 2));
    timeline.prune(10);
    expect(timeline.render(0, 15)).toEqual(Int16Array.of(...constant(40, 0), ...constant(80, 2)));
  });

  test('does not reach into a rendering that is under way', async () => {
    const timeline = makeTimeline();
    timeline.add(0, constant(160, 1));
    const slices = timeline.renderInSlices(0, 20);
    timeline.prune(20);
    expect((await slices.next()).value).toEqual(constant(160, 1));
  });
});

describe('an hour', () => {
  const hourMs = 3_600_000;
  const hum = repeated(constant(7, 3), hourMs);

  test('is rendered in slices of ten seconds, and others have their turn between two', async () => {
    const timeline = makeTimeline();
    timeline.add(0, hum);
    let turns = 0;
    let isOver = false;
    const others = () => {
      turns += 1;
      if (!isOver) setImmediate(others);
    };
    setImmediate(others);
    const lengths: number[] = [];
    for await (const slice of timeline.renderInSlices(0, hourMs)) lengths.push(slice.length);
    isOver = true;
    expect(lengths).toEqual(Array(360).fill(80_000));
    expect(turns).toBeGreaterThanOrEqual(359);
  });

  test('holds no sound that is over', async () => {
    const timeline = makeTimeline();
    let made = 0;
    const sentence = () => ({
      lengthMs: 9000,
      render: async () => {
        made += 1;
        return constant(72_000, 1);
      },
    });
    for (let atMs = 0; atMs < hourMs; atMs += 10_000) timeline.add(atMs, sentence());
    let passed = 0;
    for await (const slice of timeline.renderInSlices(0, hourMs)) {
      passed += 1;
      expect(made).toBe(passed);
      expect(slice[0]).toBe(1);
    }
    expect(passed).toBe(360);
  });
});

test('slices join into what would be rendered at once, also where a sound reaches over their edge', async () => {
  const timeline = makeTimeline();
  let renders = 0;
  timeline.add(9000, {
    lengthMs: 2000,
    render: async () => {
      renders += 1;
      return Int16Array.from({ length: 16_000 }, (_, at) => at);
    },
  });
  timeline.add(1, repeated(Int16Array.of(1, -2, 3), 20_000), 0.5);
  const joined: number[] = [];
  for await (const slice of timeline.renderInSlices(3, 20_500)) joined.push(...slice);
  expect(renders).toBe(1);
  await timeline.ready(0, 20_500);
  expect(Int16Array.from(joined)).toEqual(timeline.render(3, 20_500));
});
