import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chargesOf } from './rates.ts';

const answered = {
  direction: 'outbound',
  answeredAt: new Date('2026-11-02T15:00:00Z'),
  endedAt: new Date('2026-11-02T15:01:01Z'),
  durationSeconds: 61,
  recordedSeconds: 0,
  machineDetected: false,
} as const;
const micros = (call: Parameters<typeof chargesOf>[0]) =>
  chargesOf(call).map(({ kind, micros: amount }) => [kind, amount]);

test.each([
  ['a second', { durationSeconds: 1 }, [['minutes', 14_000]]],
  ['a minute', { durationSeconds: 60 }, [['minutes', 14_000]]],
  ['a second more', { durationSeconds: 61 }, [['minutes', 28_000]]],
  ['answered and ended at once', { durationSeconds: 0 }, [['minutes', 14_000]]],
  ['inbound', { direction: 'inbound', durationSeconds: 60 }, [['minutes', 8500]]],
  [
    'recorded',
    { recordedSeconds: 61 },
    [
      ['minutes', 28_000],
      ['recording', 5000],
    ],
  ],
  [
    'listened to for a machine',
    { machineDetected: true },
    [
      ['minutes', 28_000],
      ['machine-detection', 7500],
    ],
  ],
] as const)('a call that was %s costs its begun minutes', (_what, change, lines) => {
  expect(micros({ ...answered, ...change })).toEqual(lines);
});

test('a call that nobody answered costs nothing', () => {
  expect(chargesOf({ ...answered, answeredAt: null, recordedSeconds: 60, machineDetected: true })).toEqual([]);
});

test('every line says its currency and where the price is from', () => {
  for (const line of chargesOf({ ...answered, recordedSeconds: 5, machineDetected: true })) {
    expect(line).toMatchObject({ currency: 'USD', source: expect.stringMatching(/Twilio/) });
  }
});

test('a longer call never costs less, and every amount is a whole positive number of micro-units', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.nat(20_000), (one, other) => {
      const total = (durationSeconds: number) =>
        chargesOf({ ...answered, durationSeconds, recordedSeconds: durationSeconds }).reduce((sum, line) => {
          expect(Number.isSafeInteger(line.micros) && line.micros > 0).toBe(true);
          return sum + line.micros;
        }, 0);
      expect(total(Math.min(one, other))).toBeLessThanOrEqual(total(Math.max(one, other)));
    }),
  );
});
