import { describe, expect, test } from 'vitest';
import { makeTimeline, type Samples } from './audio/index.ts';
import { type Carried, withCarried } from './carrying.ts';

const level = (value: number, ms: number): Samples => new Int16Array(ms * 8).fill(value);

/** The level in the middle of each stretch of `ms` from `fromMs` on. */
function levels(samples: Samples, ms: number): number[] {
  return Array.from({ length: Math.floor(samples.length / (ms * 8)) }, (_, at) => samples[(at + 0.5) * ms * 8] ?? 0);
}

function two() {
  const own = makeTimeline();
  const other = makeTimeline();
  const carried: Carried[] = [{ timeline: other, originMs: 400, fromMs: 1100, untilMs: Number.POSITIVE_INFINITY }];
  return { own, other, carried, heard: withCarried(own, 1000, carried) };
}

describe('a timeline that carries another', () => {
  test('adds what that one sounds, from the moment on and by its own clock', () => {
    const { own, other, heard } = two();
    own.add(0, level(10, 400));
    // From 1050 to 1250 of the clock, heard since 1100.
    other.add(650, level(5, 200));
    expect(levels(heard.render(0, 400), 50)).toEqual([10, 10, 15, 15, 15, 10, 10, 10]);
  });

  test('hears no more of it after the end, and still what was before', () => {
    const { own, other, carried, heard } = two();
    own.add(0, level(10, 400));
    other.add(650, level(5, 1000));
    const [part] = carried;
    if (part) part.untilMs = 1200;
    expect(levels(heard.render(0, 400), 100)).toEqual([10, 15, 10, 10]);
  });

  test('keeps each when the other breaks off', () => {
    const { own, other, heard } = two();
    heard.add(0, level(10, 400));
    other.add(700, level(5, 1000));
    heard.cutFrom(200);
    expect(levels(heard.render(0, 400), 100)).toEqual([10, 15, 5, 5]);
    other.cutFrom(900);
    expect(levels(heard.render(0, 400), 100)).toEqual([10, 15, 5, 0]);
    expect(levels(own.render(0, 400), 100)).toEqual([10, 10, 0, 0]);
  });

  test('clips a sum that is too loud only once', () => {
    const { own, other, carried, heard } = two();
    const third = makeTimeline();
    carried.push({ timeline: third, originMs: 1000, fromMs: 1000, untilMs: Number.POSITIVE_INFINITY });
    own.add(0, level(30_000, 300));
    other.add(600, level(30_000, 300));
    third.add(0, level(-30_000, 300));
    expect(levels(heard.render(100, 300), 100)).toEqual([30_000, 30_000]);
  });

  test('sounds in slices as it does at once, whatever is added meanwhile', async () => {
    const { own, other, heard } = two();
    own.add(0, level(10, 25_000));
    other.add(700, level(5, 12_345));
    const whole = heard.render(3000, 25_000);
    const slices = heard.renderInSlices(3000, 25_000);
    other.cutFrom(700);
    const joined: number[] = [];
    for await (const slice of slices) joined.push(...slice);
    expect(Int16Array.from(joined)).toEqual(whole);
  });

  test('forgets what is over', () => {
    const { other, carried, heard } = two();
    other.add(700, level(5, 100));
    const [part] = carried;
    if (part) part.untilMs = 1300;
    heard.prune(299);
    expect(carried).toHaveLength(1);
    heard.prune(300);
    expect(carried).toEqual([]);
  });

  test('makes ready what it carries', async () => {
    const { other, heard } = two();
    other.add(700, { lengthMs: 100, render: async () => level(5, 100) });
    await heard.ready(100, 200);
    expect(levels(heard.render(100, 200), 100)).toEqual([5]);
  });
});
