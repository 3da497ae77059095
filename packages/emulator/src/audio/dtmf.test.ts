import { describe, expect, test } from 'vitest';
import { dtmf } from './dtmf.ts';
import { amplitudeAt } from './goertzel.ts';

const everyHz = [697, 770, 852, 941, 1209, 1336, 1477, 1633];

const keys: [string, number, number][] = [
  ['1', 697, 1209],
  ['2', 697, 1336],
  ['3', 697, 1477],
  ['A', 697, 1633],
  ['4', 770, 1209],
  ['5', 770, 1336],
  ['6', 770, 1477],
  ['b', 770, 1633],
  ['7', 852, 1209],
  ['8', 852, 1336],
  ['9', 852, 1477],
  ['C', 852, 1633],
  ['*', 941, 1209],
  ['0', 941, 1336],
  ['#', 941, 1477],
  ['D', 941, 1633],
];

describe('a key', () => {
  test.each(keys)('%s sounds %d and %d Hz and nothing else', (key, rowHz, columnHz) => {
    const sound = dtmf(key).subarray(0, 560);
    for (const hz of everyHz) {
      const expected = hz === rowHz || hz === columnHz;
      expect(amplitudeAt(sound, hz) > 0.15, `${hz} Hz`).toBe(expected);
    }
  });

  test('sounds for 70 ms and is followed by 70 ms of silence', () => {
    const sound = dtmf('5');
    expect(sound).toHaveLength(1120);
    expect(sound.subarray(560).every((sample) => sample === 0)).toBe(true);
  });
});

test('keys sound one after another', () => {
  expect(dtmf('12')).toEqual(Int16Array.of(...dtmf('1'), ...dtmf('2')));
});

test('w waits half a second and W one second', () => {
  expect(dtmf('w')).toEqual(new Int16Array(4000));
  expect(dtmf('W')).toEqual(new Int16Array(8000));
});

test('what no keypad has makes no sound', () => {
  expect(dtmf('(1) -2é')).toEqual(dtmf('12'));
  expect(dtmf('')).toHaveLength(0);
});
