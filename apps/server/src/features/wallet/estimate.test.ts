import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChargedCall, estimatesOf } from './estimate.ts';
import { priceLists, priceOn } from './prices.ts';

const answered: ChargedCall = {
  sid: 'CA1',
  direction: 'outbound',
  to: '+14155550142',
  answeredAt: new Date('2026-11-02T15:00:00Z'),
  endedAt: new Date('2026-11-02T15:01:01Z'),
  durationSeconds: 61,
  machineDetection: false,
  legs: [],
  recordings: [],
};
const leg = { sid: 'CA2', to: '+14155550111', answeredAt: answered.answeredAt, endedAt: answered.endedAt };
const micros = (change: Partial<ChargedCall>) =>
  estimatesOf({ ...answered, ...change }).map(({ kind, sid, micros: amount }) => [kind, sid, amount]);

test.each([
  ['a second', { durationSeconds: 1 }, [['minutes', 'CA1', 14_000]]],
  ['a minute', { durationSeconds: 60 }, [['minutes', 'CA1', 14_000]]],
  ['a second more', { durationSeconds: 61 }, [['minutes', 'CA1', 28_000]]],
  ['answered and ended at once', { durationSeconds: 0 }, [['minutes', 'CA1', 14_000]]],
  ['inbound', { direction: 'inbound', durationSeconds: 60 }, [['minutes', 'CA1', 8500]]],
  ['inbound, free for the caller', { direction: 'inbound', to: '+18005550100' }, [['minutes', 'CA1', 44_000]]],
  ['to a country without a price of its own', { to: '+442079460000' }, [['minutes', 'CA1', 80_000]]],
  ['to a client', { to: 'client:ada' }, [['minutes', 'CA1', 8000]]],
  [
    'recorded twice',
    {
      recordings: [
        { sid: 'RE1', seconds: 61 },
        { sid: 'RE2', seconds: 1 },
      ],
    },
    [
      ['minutes', 'CA1', 28_000],
      ['recording', 'RE1', 5000],
      ['recording', 'RE2', 2500],
    ],
  ],
  [
    'listened to for a machine',
    { machineDetection: true },
    [
      ['minutes', 'CA1', 28_000],
      ['machine-detection', 'CA1', 7500],
    ],
  ],
  [
    // 1:20 in two legs is two times two minutes.
    'connected to another phone',
    { durationSeconds: 80, legs: [{ ...leg, durationSeconds: 80 }] },
    [
      ['minutes', 'CA1', 28_000],
      ['minutes', 'CA2', 28_000],
    ],
  ],
  [
    'not picked up at the other phone',
    { legs: [{ ...leg, answeredAt: null, durationSeconds: 0 }] },
    [['minutes', 'CA1', 28_000]],
  ],
  [
    'still under way at the other phone',
    { legs: [{ ...leg, endedAt: null, durationSeconds: null }] },
    [['minutes', 'CA1', 28_000]],
  ],
] as const)('a call that was %s costs its begun minutes', (_what, change, lines) => {
  expect(micros(change)).toEqual(lines);
});

test('a call that nobody answered costs nothing', () => {
  const recordings = [{ sid: 'RE1', seconds: 60 }];
  expect(micros({ answeredAt: null, recordings, machineDetection: true })).toEqual([]);
});

test('a call whose duration is not known yet is not charged for minutes yet', () => {
  expect(micros({ durationSeconds: null })).toEqual([]);
});

test('every line says its currency, quantity and where the price is from', () => {
  for (const line of estimatesOf({ ...answered, recordings: [{ sid: 'RE1', seconds: 5 }], machineDetection: true })) {
    expect(line).toMatchObject({ currency: 'USD', source: expect.stringMatching(/Twilio/) });
    expect(line.quantity).toBeGreaterThan(0);
  }
});

test('a longer call never costs less, and every amount is a whole positive number of micro-units', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.nat(20_000), (one, other) => {
      const total = (seconds: number) =>
        estimatesOf({ ...answered, durationSeconds: seconds, recordings: [{ sid: 'RE1', seconds }] }).reduce(
          (sum, line) => {
            expect(Number.isSafeInteger(line.micros) && line.micros > 0).toBe(true);
            return sum + line.micros;
          },
          0,
        );
      expect(total(Math.min(one, other))).toBeLessThanOrEqual(total(Math.max(one, other)));
    }),
  );
});

test('of several prices the newest holds that is in force on the day, and before the first the first', () => {
  const [twilio] = priceLists;
  if (!twilio) throw new Error('a list');
  const prices = [
    { what: 'machine-detection', from: '2026-03-01', micros: 3 },
    { what: 'machine-detection', from: '2026-01-01', micros: 1 },
  ] as const;
  const on = (day: string) => priceOn({ ...twilio, prices }, 'machine-detection', new Date(`${day}T12:00:00Z`))?.micros;
  expect(['2025-01-01', '2026-02-28', '2026-03-01', '2027-01-01'].map(on)).toEqual([1, 1, 3, 3]);
});

// S2, "Example Monthly Cost (Small Business)".
test('the list of S2 gives the month that S2 reckons', () => {
  const list = priceLists.find(({ name }) => name === 's2');
  const month = [
    ['number-month', 2],
    ['outbound-minute', 500],
    ['inbound-minute', 300],
    ['transcription-minute', 400],
    ['analysis', 100],
  ] as const;
  const total = month.reduce(
    (sum, [what, quantity]) => sum + quantity * ((list && priceOn(list, what, new Date('2026-11-01'))?.micros) || 0),
    0,
  );
  expect(total).toBe(14_450_000);
});
