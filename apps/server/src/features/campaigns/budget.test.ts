import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetOf, nextCallAt, type Room } from './budget.ts';

const settings = fc.record({
  calls_per_second: fc.double({ min: 0.1, max: 1000, noNaN: true }),
  daily_limit: fc.integer({ min: 1, max: 10_000 }),
  concurrency: fc.integer({ min: 1, max: 5000 }),
});
const room: fc.Arbitrary<Room> = fc.record({
  nowMs: fc.constant(1_800_000_000_000),
  nextCallAtMs: fc.option(fc.integer({ min: 1_799_999_990_000, max: 1_800_000_010_000 })),
  usedToday: fc.integer({ min: 0, max: 12_000 }),
  inFlight: fc.integer({ min: 0, max: 6000 }),
  wantedBySeats: fc.option(fc.integer({ min: -5, max: 100 })),
});

test('no limit is ever passed, and the one that is named leaves just so many', () => {
  fc.assert(
    fc.property(settings, room, (limits, now) => {
      const { count, limitedBy } = budgetOf(limits, now);
      expect(count).toBeGreaterThanOrEqual(0);
      const left = {
        'daily-limit': Math.max(0, limits.daily_limit - now.usedToday),
        concurrency: Math.max(0, limits.concurrency - now.inFlight),
        seats: Math.max(0, now.wantedBySeats ?? Number.POSITIVE_INFINITY),
      };
      for (const most of Object.values(left)) expect(count).toBeLessThanOrEqual(most);
      if (limitedBy !== 'calls-per-second') expect(count).toBe(left[limitedBy]);
    }),
  );
});

test('over any time no more calls are begun than the rate lets, and one second’s worth besides', () => {
  const looks = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 200, noNaN: true }), looks, (rate, pauses) => {
      const limits = { calls_per_second: rate, daily_limit: 1_000_000, concurrency: 1_000_000 };
      const startMs = 1_800_000_000_000;
      let [nowMs, begun] = [startMs, 0];
      let nextCallAtMs: number | null = null;
      for (const pause of pauses) {
        nowMs += pause;
        const now: Room = { nowMs, nextCallAtMs, usedToday: 0, inFlight: 0, wantedBySeats: null };
        const { count } = budgetOf(limits, now);
        if (count > 0) nextCallAtMs = nextCallAt(rate, now, count).getTime();
        begun += count;
        expect(begun).toBeLessThanOrEqual((rate * (nowMs - startMs)) / 1000 + Math.max(1, rate) + 1);
      }
    }),
  );
});

test('whoever keeps looking begins as many as the rate says', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.2, max: 200, noNaN: true }), (rate) => {
      const limits = { calls_per_second: rate, daily_limit: 1_000_000, concurrency: 1_000_000 };
      let [begun, nextCallAtMs] = [0, null as number | null];
      for (let nowMs = 0; nowMs < 20_000; nowMs += 20) {
        const now: Room = { nowMs, nextCallAtMs, usedToday: 0, inFlight: 0, wantedBySeats: null };
        const { count } = budgetOf(limits, now);
        if (count > 0) nextCallAtMs = nextCallAt(rate, now, count).getTime();
        begun += count;
      }
      expect(begun).toBeGreaterThanOrEqual(rate * 20 * 0.9 - 1);
    }),
  );
});
