import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corrections, type LedgerLine, type ToldPrice, untold, untoldNotes } from './correct.ts';
import { nextAskAt } from './price-checks.ts';

const estimate: LedgerLine = {
  kind: 'minutes',
  sid: 'CA1',
  revision: 0,
  basis: 'estimate',
  micros: 28_000,
  currency: 'USD',
  source: 'list',
};
const told = (micros: number, more: Partial<ToldPrice> = {}): ToldPrice => ({
  kind: 'minutes',
  sid: 'CA1',
  micros,
  currency: 'USD',
  ...more,
});

describe('a price that the carrier tells', () => {
  test('is a line of its own that makes up the difference', () => {
    expect(corrections([estimate], [told(26_000)], 'USD')).toMatchObject([
      { revision: 1, basis: 'carrier', micros: -2000 },
    ]);
  });

  test('as estimated confirms the estimate with a line of nothing', () => {
    expect(corrections([estimate], [told(28_000)], 'USD')).toMatchObject([
      { revision: 1, basis: 'carrier', micros: 0 },
    ]);
  });

  test('that was told before adds nothing; one that changed is corrected again', () => {
    const lines = [estimate, ...corrections([estimate], [told(26_000)], 'USD')];
    expect(corrections(lines, [told(26_000)], 'USD')).toEqual([]);
    expect(corrections(lines, [told(30_000)], 'USD')).toMatchObject([{ revision: 2, micros: 4000 }]);
  });

  test('of a leg that we never heard of is charged whole', () => {
    expect(corrections([estimate], [told(14_000, { sid: 'CA2' })], 'USD')).toMatchObject([
      { sid: 'CA2', revision: 1, micros: 14_000 },
    ]);
  });

  test('in another currency is noted once, and the estimate stands', () => {
    const lines = [estimate, ...corrections([estimate], [told(26_000, { currency: 'EUR' })], 'USD')];
    expect(lines.at(-1)).toMatchObject({ basis: 'estimate', micros: 0, source: expect.stringContaining('EUR') });
    expect(corrections(lines, [told(27_000, { currency: 'EUR' })], 'USD')).toEqual([]);
    expect(untold(lines)).toHaveLength(1);
  });
});

test('whatever is told in whatever order, the ledger adds up to what was told last', () => {
  const price = fc.record({ sid: fc.constantFrom('CA1', 'CA2'), micros: fc.nat(1_000_000) });
  fc.assert(
    fc.property(fc.array(price, { maxLength: 20 }), (prices) => {
      let lines: LedgerLine[] = [estimate, { ...estimate, sid: 'CA2', micros: 14_000 }];
      const expected = new Map([
        ['CA1', 28_000],
        ['CA2', 14_000],
      ]);
      for (const { sid, micros } of prices) {
        lines = [...lines, ...corrections(lines, [told(micros, { sid })], 'USD')];
        expected.set(sid, micros);
      }
      for (const [sid, micros] of expected) {
        expect(lines.filter((line) => line.sid === sid).reduce((sum, line) => sum + line.micros, 0)).toBe(micros);
      }
      const keys = lines.map(({ sid, revision }) => `${sid} ${revision}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test('what was not told in time is noted once', () => {
  const lines = [estimate, ...untoldNotes([estimate], 'USD')];
  expect(lines[1]).toMatchObject({ basis: 'estimate', micros: 0, source: expect.stringContaining('48 hours') });
  expect(untoldNotes(lines, 'USD')).toEqual([]);
});

describe('the carrier is asked', () => {
  const endedAt = new Date('2026-11-02T15:00:00Z');
  const hours = (count: number) => new Date(endedAt.getTime() + count * 3_600_000);

  test('ever more rarely for two days, and then no more', () => {
    let now = new Date(endedAt.getTime() + 300_000);
    let asked = 0;
    for (;;) {
      asked += 1;
      const next = nextAskAt({ endedAt, timesAsked: asked, isTold: false }, now);
      if (!(next instanceof Date)) break;
      expect(next.getTime()).toBeGreaterThan(now.getTime());
      now = next;
    }
    expect(asked).toBeLessThan(10);
    expect(now.getTime()).toBeGreaterThan(hours(30).getTime());
    expect(now.getTime()).toBeLessThanOrEqual(hours(48).getTime());
  });

  test('once more a day after the call when it has told, for it may change', () => {
    expect(nextAskAt({ endedAt, timesAsked: 1, isTold: true }, hours(1))).toEqual(hours(24));
    expect(nextAskAt({ endedAt, timesAsked: 2, isTold: true }, hours(24))).toBe('told');
  });
});
