import { CampaignSettings } from '@offhook/contract';
import { expect, test } from 'vitest';
import {
  addForeseen,
  assumptionsFor,
  capacityOf,
  dayOfTurn,
  expectedAttempts,
  expectedCalls,
  type ForecastSums,
} from './forecast.ts';
import { finishOf, presentForecast } from './forecast-view.ts';

const settings = CampaignSettings.parse({});
const sum = (outcome: string, n: number, seconds = 0) => ({
  ...{ outcome, variant: 'a', day: '2026-11-02', n, successes: 0, seconds, micros: 0 },
});
const assumptions = assumptionsFor(settings, []);
const none: ForecastSums = {
  ...{ assumptions, callsPerDay: 50, firstDay: 10, openDays: 5, openSeconds: 8 * 3600, examined: 0, dialled: 0 },
  ...{ skipped: [], left: {}, firstCallAt: null, lastCallAt: null },
};
const at = new Date('2026-11-02T15:00:00Z');
const costOf = (_to: string, seconds: number) => seconds * 100;
const called = (attempts = 0) => ({ prospect: { attempts }, at, reasons: [], to: '+12125550142' });
const skipped = (code: string, rule: string | null = null) => ({
  ...{ prospect: { attempts: 0 }, at: null, reasons: [{ code, rule, until: null }], to: null },
});

test('a campaign with few calls is foreseen by what is usual, one with many by its own', () => {
  expect(assumptions).toMatchObject({ humans: 0.25, machines: 0.35, talkSeconds: 60 });
  // Machines are not called again by default: no answer, busy and failed are.
  expect(assumptions.again).toBeCloseTo(0.4);
  const own = assumptionsFor(settings, [sum('human', 30, 3600), sum('machine', 30, 300), sum('no-answer', 40)]);
  expect(own).toMatchObject({ humans: 0.3, machines: 0.3, again: 0.4, talkSeconds: 120, machineSeconds: 10 });
  expect(own.source).toBe('the 100 calls of this campaign so far');
});

test('a day takes what its limit, its rate and its lines take, whichever is least', () => {
  const limits = { daily_limit: 1000, calls_per_second: 0.1, concurrency: 5 };
  expect(capacityOf(limits, 3600, assumptions)).toBe(360);
  expect(capacityOf({ ...limits, daily_limit: 50 }, 3600, assumptions)).toBe(50);
  // A call takes 60/4 + 20·0.35 + 25·0.75 seconds on average.
  expect(capacityOf({ ...limits, calls_per_second: 100, concurrency: 1 }, 40_750, assumptions)).toBe(1000);
  expect(capacityOf(limits, 0, assumptions)).toBe(1);
});

test('turns fill the rest of the first day, then whole days', () => {
  expect([0, 9, 10, 59, 60].map((n) => dayOfTurn(none, n))).toEqual([0, 0, 1, 1, 2]);
});

test('attempts are as many as outcomes that are called again make them', () => {
  expect([expectedAttempts(0, 4), expectedAttempts(1, 4), expectedAttempts(0.5, 0)]).toEqual([1, 4, 0]);
  expect(expectedAttempts(0.5, 3)).toBe(1.75);
});

test('a dry run adds up prospects, reasons and money, batch by batch', () => {
  const powers = { costOf, maxAttempts: 4 };
  const first = addForeseen(none, [called(), called(2), skipped('compliance.suppressed')], powers);
  const both = addForeseen(first, [skipped('compliance.suppressed'), skipped('compliance.no_consent', 'US@1')], powers);
  expect(both).toMatchObject({ examined: 5, dialled: 2, firstCallAt: at.toISOString() });
  expect(both.skipped).toEqual([
    { code: 'compliance.suppressed', rule: null, prospects: 2 },
    { code: 'compliance.no_consent', rule: 'US@1', prospects: 1 },
  ]);
  expect(both.left).toEqual({
    2: { prospects: 1, humanMicros: 6000, machineMicros: 2000 },
    4: { prospects: 1, humanMicros: 6000, machineMicros: 2000 },
  });
  expect(expectedCalls(both)).toEqual({ low: 2, likely: 3, high: 6 });
  const facts = { asOf: at, complete: true, currency: 'USD', timeZone: 'America/New_York', prospects: 5 };
  const shown = presentForecast(both, { ...facts, finishAt: finishOf(both, null) });
  expect(shown.sentence).toBe(
    '5 contacts, 3 skipped (2 do not call, 1 no consent), about 50 calls a day, finishes Mon 2 Nov.',
  );
  expect(presentForecast(none, { ...facts, complete: false, prospects: 0, finishAt: null }).sentence).toBe(
    'So far: 0 contacts, nobody to call.',
  );
});

test('it finishes when all likely calls fit, over days without hours too, or not at all before its end', () => {
  const many = {
    ...none,
    left: { 1: { prospects: 260, humanMicros: 0, machineMicros: 0 } },
    firstCallAt: at.toISOString(),
  };
  // 250 after the first day: 5 days of 50, in weeks with 5 such days.
  expect(finishOf(many, null)).toEqual(new Date('2026-11-09T15:00:00Z'));
  expect(finishOf(many, '2026-11-08T00:00:00Z')).toBeNull();
  expect(finishOf(none, null)).toBeNull();
});
