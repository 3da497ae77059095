import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CallPrice, chargeFor, needFor, prefixesOf, priceFor, standardPrice } from './call-price.ts';
import { dueOf, nextCharge, type PaidCall } from './due.ts';
import { shareOut } from './share-out.ts';

const now = new Date('2026-11-02T15:00:00Z');
const price = (change: Partial<CallPrice>): CallPrice => ({ ...standardPrice, ...change });
const to = '+14155550142';

describe('the price of a call', () => {
  const prices = [
    price({ prefix: '+1', minuteMicros: 10 }),
    price({ prefix: '+1415', minuteMicros: 20 }),
    price({ prefix: '+1415', minuteMicros: 30, validFrom: new Date('2026-11-01T00:00:00Z') }),
    price({ prefix: '+1415', minuteMicros: 40, validFrom: new Date('2026-12-01T00:00:00Z') }),
    price({ prefix: '+14155', minuteMicros: 50, validFrom: new Date('2026-12-01T00:00:00Z') }),
    price({ direction: 'inbound', prefix: '+14155550142', minuteMicros: 60 }),
  ];
  test.each([
    ['the longest prefix that holds, and of those the newest', '+14155550142', now, 30],
    ['a shorter one where no longer fits', '+12125550100', now, 10],
    ['what held then', '+14155550142', new Date('2026-10-01T00:00:00Z'), 20],
    ['what will hold', '+14155550142', new Date('2026-12-01T00:00:00Z'), 50],
    ['that of S1 for all others', '+442079460000', now, 21_000],
  ])('is %s', (_what, number, at, micros) => {
    expect(priceFor(prices, 'outbound', number, at)?.minuteMicros).toBe(micros);
  });

  test('is nothing for calls that come in and for legs, unless there is one', () => {
    expect(priceFor([], 'inbound', to, now)).toBeUndefined();
    expect(priceFor(prices, 'leg', to, now)).toBeUndefined();
    expect(priceFor(prices, 'inbound', to, now)?.minuteMicros).toBe(60);
  });

  test('of everything may be replaced', () => {
    const own = price({ minuteMicros: 5, validFrom: now });
    expect(priceFor([own], 'outbound', '+442079460000', now)?.minuteMicros).toBe(5);
  });

  test('is looked for by all that a number begins with', () => {
    expect(prefixesOf('+141')).toEqual(['', '+', '+1', '+14', '+141']);
    expect(prefixesOf('client:ada')).toEqual(['']);
  });
});

test.each([
  [60, 0, 21_000],
  [60, 60, 21_000],
  [60, 61, 42_000],
  [6, 61, 23_100],
  [1, 1, 350],
  [30, 31, 21_000],
])('by begun %i seconds %i seconds cost %i', (incrementSeconds, seconds, micros) => {
  expect(chargeFor(price({ incrementSeconds }), seconds, 0)).toBe(micros);
});

test.each([
  [150, 14_000, 21_000],
  [101, 1, 2],
  [150, -500, 0],
])('%i percent of %i is %i', (percent, carrier, micros) => {
  expect(chargeFor(price({ minuteMicros: null, percent }), 61, carrier)).toBe(micros);
});

const anyPrice = fc.oneof(
  fc.record({ minuteMicros: fc.nat(100_000), percent: fc.constant(null) }),
  fc.record({ minuteMicros: fc.constant(null), percent: fc.nat(1000) }),
);
const anyIncrement = fc.constantFrom(1, 6, 10, 15, 30, 60);

test('what is set aside pays for whatever is said until the limit, and all shares together for no more than there is', () => {
  const wish = fc.record({
    terms: anyPrice,
    incrementSeconds: anyIncrement,
    limit: fc.integer({ min: 1, max: 14_400 }),
  });
  fc.assert(
    fc.property(
      fc.nat(5_000_000),
      fc.array(wish, { maxLength: 10 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (available, wishes, part) => {
        const calls = wishes.map(({ terms, incrementSeconds, limit }, key) => {
          const own = price({ ...terms, incrementSeconds });
          const need = (seconds: number) => needFor([{ to, price: own }], seconds, now);
          return { key, own, timeLimitSeconds: limit, needFor: need };
        });
        const grants = shareOut(available, calls);
        expect(grants.reduce((sum, { micros }) => sum + micros, 0)).toBeLessThanOrEqual(available);
        for (const { key, micros, timeLimitSeconds } of grants) {
          const call = calls[key];
          expect(timeLimitSeconds === call?.timeLimitSeconds || timeLimitSeconds % 60 === 0).toBe(true);
          expect(timeLimitSeconds).toBeGreaterThan(0);
          if (call?.own.percent === null) {
            expect(chargeFor(call.own, Math.floor(part * timeLimitSeconds), 0)).toBeLessThanOrEqual(micros);
          }
          const minuteMore = Math.min(call?.timeLimitSeconds ?? 0, timeLimitSeconds + 60);
          if (timeLimitSeconds < (call?.timeLimitSeconds ?? 0))
            expect(call?.needFor(minuteMore)).toBeGreaterThan(micros);
        }
        // Whoever got nothing could not be paid for a minute by what is left.
        const left = available - grants.reduce((sum, { micros }) => sum + micros, 0);
        for (const call of calls.filter(({ key }) => !grants.some((grant) => grant.key === key))) {
          expect(call.needFor(Math.min(60, call.timeLimitSeconds))).toBeGreaterThan(left);
        }
      },
    ),
  );
});

describe('an ended call', () => {
  const answered: PaidCall = {
    ...{ sid: 'CA1', direction: 'outbound', to, createdAt: now, answeredAt: now, durationSeconds: 61 },
    legs: [{ sid: 'CA2', to: '+14155550111', answeredAt: now, endedAt: now, durationSeconds: 50 }],
  };
  const legs = [price({ direction: 'leg', minuteMicros: 7000 })];

  test('costs the begun minutes of its talk, and those of its legs where they have a price', () => {
    expect(dueOf(answered, [], new Map())).toMatchObject({ micros: 42_000, isComplete: true });
    expect(dueOf(answered, legs, new Map())).toMatchObject({ micros: 49_000 });
    expect(dueOf(answered, legs, new Map()).note).toBe(
      '61 s at 0.021 a minute, by begun minutes; connected: 50 s at 0.007 a minute, by begun minutes',
    );
  });

  test('costs nothing when nobody answered', () => {
    expect(dueOf({ ...answered, answeredAt: null }, legs, new Map())).toMatchObject({ micros: 0, isComplete: true });
  });

  test('whose length is not known yet is not done', () => {
    expect(dueOf({ ...answered, durationSeconds: null }, [], new Map())).toMatchObject({
      micros: 0,
      isComplete: false,
    });
  });

  test('by percent follows what the carrier charges, each leg by its own price', () => {
    const prices = [
      price({ minuteMicros: null, percent: 150, validFrom: now }),
      price({ direction: 'leg', minuteMicros: null, percent: 200 }),
    ];
    const micros = new Map([
      ['CA1', 28_000],
      ['CA2', 14_000],
      ['RE1', 2000],
    ]);
    expect(dueOf(answered, prices, micros).micros).toBe(45_000 + 28_000);
  });

  test('is charged once, and what is learned later corrects it, up and down', () => {
    const due = (micros: number) => ({ micros, note: '', isComplete: true });
    expect(nextCharge(due(0), { micros: 0, lines: 0 })).toBeUndefined();
    expect(nextCharge(due(21), { micros: 0, lines: 0 })).toMatchObject({ kind: 'charge', revision: 0, micros: -21 });
    expect(nextCharge(due(21), { micros: -21, lines: 1 })).toBeUndefined();
    expect(nextCharge(due(42), { micros: -21, lines: 1 })).toMatchObject({
      kind: 'correction',
      revision: 1,
      micros: -21,
    });
    expect(nextCharge(due(0), { micros: -42, lines: 2 })).toMatchObject({
      kind: 'correction',
      revision: 2,
      micros: 42,
    });
  });
});
