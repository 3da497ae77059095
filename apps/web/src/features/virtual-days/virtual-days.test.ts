import { expect, test } from 'vitest';
import { openStretches, partOver, quartersOf, roundUp, speedWords } from './course.ts';
import { hasSomebody, mixKeys, mixPresets, presetOf, shareOf } from './mixes.ts';

test('the shares of every preset add up to a hundred, and a preset is known again', () => {
  for (const preset of mixPresets) {
    expect(mixKeys.reduce((sum, key) => sum + preset.mix[key], 0)).toBe(100);
    expect(presetOf({ ...preset.mix })).toBe(preset);
  }
});

test('a share is of all weights, and nobody is nothing', () => {
  const nobody = { listens: 0, presses_one: 0, hangs_up: 0, busy: 0, no_answer: 0, machine: 0, opts_out: 0 };
  expect(shareOf({ ...nobody, busy: 1, machine: 3 }, 'busy')).toBe('25 %');
  expect(shareOf(nobody, 'busy')).toBe('0 %');
  expect([hasSomebody(nobody), hasSomebody({ ...nobody, busy: 1 })]).toEqual([false, true]);
  expect(presetOf(nobody)).toBeUndefined();
});

const day = { begins_at: '2026-11-03T05:00:00.000Z', ends_at: '2026-11-04T05:00:00.000Z' };

test('quarters that have not come yet are empty, so that the chart is as long as the days', () => {
  const first = { at: day.begins_at, placed: 3, answered: 1, in_flight: 2, open: true };
  const quarters = quartersOf({ ...day, quarters: [first] });
  expect(quarters).toHaveLength(96);
  expect(quarters[0]).toBe(first);
  expect(quarters[95]).toMatchObject({ at: '2026-11-04T04:45:00.000Z', placed: 0, open: false });
});

test('open quarters that follow each other are one stretch', () => {
  const quarters = [false, true, true, false, true].map((open) => ({ open }));
  expect(openStretches(quarters)).toEqual([
    { from: 1, to: 3 },
    { from: 4, to: 5 },
  ]);
});

test('scales are round and speeds whole', () => {
  expect([0, 4, 7, 37, 140, 1001].map(roundUp)).toEqual([4, 4, 8, 40, 150, 1500]);
  expect(speedWords(1239.6)).toBe('×1,240');
});

test('a day that was played to its end is over, however early everybody was called', () => {
  const half = { ...day, now: '2026-11-03T17:00:00.000Z', state: 'running' };
  expect(partOver(half as never)).toBe(0.5); // only these are looked at
  expect(partOver({ ...half, state: 'done' } as never)).toBe(1);
});
