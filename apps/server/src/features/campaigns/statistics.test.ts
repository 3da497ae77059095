import { expect, test } from 'vitest';
import { compareVariants, difference, wilson } from './statistics.ts';

const names = [
  { key: 'a', name: 'Short' },
  { key: 'b', name: 'Long' },
];

test('the interval of a share is that of published tables', () => {
  // Newcombe, Stat. Med. 17 (1998) 857, table I, method 3: 81/263, 15/148, 0/20, 1/29.
  expect(wilson(81, 263)).toMatchObject({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) });
  expect(wilson(15, 148)).toMatchObject({ low: expect.closeTo(0.0624, 4), high: expect.closeTo(0.1605, 4) });
  expect(wilson(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) });
  expect(wilson(1, 29)).toMatchObject({ low: expect.closeTo(0.0061, 4), high: expect.closeTo(0.1718, 4) });
  expect(wilson(0, 0)).toBeNull();
});

test('the interval of a difference is that of published tables', () => {
  // Newcombe, Stat. Med. 17 (1998) 873, table II, method 10: 56/70 − 48/80 and 9/10 − 3/10.
  const [one, other] = [
    { hits: 56, calls: 70 },
    { hits: 48, calls: 80 },
  ];
  expect(difference(one, other)).toMatchObject({ low: expect.closeTo(0.0524, 4), high: expect.closeTo(0.3339, 4) });
  const [few, fewer] = [
    { hits: 9, calls: 10 },
    { hits: 3, calls: 10 },
  ];
  expect(difference(few, fewer)).toMatchObject({ low: expect.closeTo(0.1705, 4), high: expect.closeTo(0.809, 3) });
});

test('few calls tell no difference, many tell it in words, in both directions', () => {
  const verdict = (a: number, b: number, calls: number) =>
    compareVariants(
      names,
      new Map([
        ['a', { calls, humans: calls, successes: a }],
        ['b', { calls, humans: calls, successes: b }],
      ]),
    )[1]?.verdict;
  expect(verdict(0, 0, 0)).toBe('No difference can be told yet.');
  expect(verdict(2, 5, 10)).toBe('No difference can be told yet.');
  expect(verdict(200, 500, 1000)).toBe('Better than Short: of a hundred calls 26 to 34 more succeed (95 %).');
  expect(verdict(500, 200, 1000)).toBe('Worse than Short: of a hundred calls 26 to 34 fewer succeed (95 %).');
});

test('a single variant is compared with nothing', () => {
  expect(compareVariants(names.slice(0, 1), new Map())).toEqual([
    expect.objectContaining({ calls: 0, verdict: '', humans: { calls: 0, share: null, low: null, high: null } }),
  ]);
});
