import { type Weekday, weekdays } from '@offhook/flow';
import { describe, expect, test } from 'vitest';
import type { CampaignHours } from './campaign-hours.ts';
import { type OpenTimesGiven, openTimes } from './open-times.ts';
import { builtInRules } from './rules/all-rules.ts';
import { calendarsOf } from './rules/in-force.ts';
import { type Span, week } from './rules/rule.ts';
import { law } from './rules/shared-parts.ts';
import { zonesOf } from './zones.ts';

const noHolidays = Object.fromEntries(calendarsOf(builtInRules).map((calendar) => [calendar, []]));

/** What the law says about a live sales call to this number. */
function byLaw(number: string, more: Partial<OpenTimesGiven> = {}): OpenTimesGiven {
  const place = zonesOf(number);
  return { ...place, purpose: 'telemarketing', voice: 'live', rules: builtInRules, holidays: noHolidays, ...more };
}

/** A rule with the same hours every day, in one zone. */
function everyDay(
  zone: string,
  from: string,
  to: string,
  other: Partial<Record<Weekday, Span[]>> = {},
): OpenTimesGiven {
  const said = { citation: '', confidence: 'high', sources: [], notes: '' } as const;
  const rules = [law('XX', { ...said, windows: week(from, to, other) })];
  return { zones: [zone], jurisdictions: ['XX'], purpose: 'telemarketing', voice: 'live', rules, holidays: {} };
}

const at = (given: OpenTimesGiven, instant: string) => openTimes(given, new Date(instant));
const opens = (given: OpenTimesGiven, instant: string) => at(given, instant).nextOpening?.toISOString();
const closes = (given: OpenTimesGiven, instant: string) => at(given, instant).closesAt?.toISOString();
const isOpen = (given: OpenTimesGiven, instant: string) => at(given, instant).openNow;

describe('when the clocks change', () => {
  test('New York opens at eight by the wall on both days', () => {
    const newYork = byLaw('+12125550123');
    expect(opens(newYork, '2026-03-08T05:00:00Z')).toBe('2026-03-08T12:00:00.000Z');
    expect(opens(newYork, '2026-11-01T04:00:00Z')).toBe('2026-11-01T13:00:00.000Z');
    expect(closes(newYork, '2026-11-01T15:00:00Z')).toBe('2026-11-02T02:00:00.000Z');
    expect(isOpen(newYork, '2026-11-01T12:30:00Z')).toBe(false);
  });

  test('the repeated hour of November 1 opens late and closes early', () => {
    expect(opens(everyDay('America/New_York', '01:30', '05:00'), '2026-11-01T04:00:00Z')).toBe(
      '2026-11-01T06:30:00.000Z',
    );
    expect(closes(everyDay('America/New_York', '00:30', '01:30'), '2026-11-01T04:45:00Z')).toBe(
      '2026-11-01T05:30:00.000Z',
    );
  });

  test.each([
    ['Africa/Cairo', '2026-04-23T12:00:00Z', '2026-04-23T22:00:00.000Z'],
    ['America/Santiago', '2026-09-05T14:00:00Z', '2026-09-06T04:00:00.000Z'],
    ['Asia/Beirut', '2026-03-28T12:00:00Z', '2026-03-28T22:00:00.000Z'],
  ])('a day in %s that has no midnight opens at its first instant', (zone, before, first) => {
    expect(opens(everyDay(zone, '00:00', '02:00'), before)).toBe(first);
    expect(opens(everyDay(zone, '00:30', '02:00'), before)).toBe(first);
    expect(closes(everyDay(zone, '00:30', '02:00'), first)).toBe(new Date(Date.parse(first) + 3_600_000).toISOString());
  });

  test('Lord Howe moves by half an hour', () => {
    const zone = 'Australia/Lord_Howe';
    expect(opens(everyDay(zone, '02:00', '05:00'), '2026-10-03T12:00:00Z')).toBe('2026-10-03T15:30:00.000Z');
    expect(opens(everyDay(zone, '02:15', '05:00'), '2026-10-03T12:00:00Z')).toBe('2026-10-03T15:30:00.000Z');
    expect(opens(everyDay(zone, '01:45', '05:00'), '2026-04-04T12:00:00Z')).toBe('2026-04-04T15:15:00.000Z');
    expect(closes(everyDay(zone, '00:00', '01:45'), '2026-04-04T14:00:00Z')).toBe('2026-04-04T14:45:00.000Z');
  });

  test('hours that the clocks skip are not there that day', () => {
    expect(opens(everyDay('America/New_York', '02:10', '02:50'), '2026-03-08T05:00:00Z')).toBe(
      '2026-03-09T06:10:00.000Z',
    );
  });
});

test('half past midnight is no 24:30, and 24:00 ends a day', () => {
  const evening = everyDay('America/New_York', '22:00', '24:00');
  expect(isOpen(evening, '2026-06-16T03:59:59.999Z')).toBe(true);
  expect(isOpen(evening, '2026-06-16T04:00:00Z')).toBe(false);
  expect(isOpen(evening, '2026-06-16T04:30:00Z')).toBe(false);
  expect(closes(evening, '2026-06-16T03:00:00Z')).toBe('2026-06-16T04:00:00.000Z');
  expect(isOpen(everyDay('America/New_York', '00:00', '01:00'), '2026-06-16T04:30:00Z')).toBe(true);
  expect(opens(byLaw('+12125550123'), '2026-06-16T04:30:00Z')).toBe('2026-06-16T12:00:00.000Z');
});

test('hours hold from the first minute until before the last', () => {
  const newYork = byLaw('+12125550123');
  expect(isOpen(newYork, '2026-06-16T11:59:59.999Z')).toBe(false);
  expect(isOpen(newYork, '2026-06-16T12:00:00Z')).toBe(true);
  expect(isOpen(newYork, '2026-06-17T00:59:59.999Z')).toBe(true);
  expect(isOpen(newYork, '2026-06-17T01:00:00Z')).toBe(false);
});

test('Florida closes at eight, and its panhandle opens by Chicago and closes by New York', () => {
  expect(closes(byLaw('+13055550123'), '2026-06-16T15:00:00Z')).toBe('2026-06-17T00:00:00.000Z');
  expect(opens(byLaw('+18505550123'), '2026-06-16T06:00:00Z')).toBe('2026-06-16T13:00:00.000Z');
  expect(closes(byLaw('+14485550123'), '2026-06-16T15:00:00Z')).toBe('2026-06-17T00:00:00.000Z');
});

test('Louisiana rests on Sunday and on its holidays', () => {
  const holidays = { ...noHolidays, 'US-LA': ['2026-12-25'] };
  expect(opens(byLaw('+15045550123'), '2026-06-14T03:00:00Z')).toBe('2026-06-15T13:00:00.000Z');
  expect(opens(byLaw('+15045550123', { holidays }), '2026-12-25T03:00:00Z')).toBe('2026-12-26T14:00:00.000Z');
});

test('a rule whose holidays nobody knows keeps closed', () => {
  expect(at(byLaw('+15045550123', { holidays: {} }), '2026-06-15T15:00:00Z')).toEqual({
    openNow: false,
    closesAt: null,
    nextOpening: null,
  });
});

test('Italy keeps the hours of a Saturday before a holiday', () => {
  const holidays = { ...noHolidays, IT: ['2026-12-25'] };
  expect(closes(byLaw('+390612345678', { holidays }), '2026-12-24T12:00:00Z')).toBe('2026-12-24T18:00:00.000Z');
});

test('France pauses at noon', () => {
  const paris = byLaw('+33612345678');
  expect(closes(paris, '2026-06-16T09:00:00Z')).toBe('2026-06-16T11:00:00.000Z');
  expect(opens(paris, '2026-06-16T11:00:00Z')).toBe('2026-06-16T12:00:00.000Z');
});

test('a recording has the hours of recordings too', () => {
  const maine = byLaw('+12075550123', { voice: 'prerecorded' });
  expect(closes(maine, '2026-06-16T15:00:00Z')).toBe('2026-06-16T21:00:00.000Z');
  expect(closes(byLaw('+12075550123'), '2026-06-16T15:00:00Z')).toBe('2026-06-17T01:00:00.000Z');
});

test('a personal call has no hours, and one to a country without rules has those of the house', () => {
  expect(at(byLaw('+12125550123', { purpose: 'personal' }), '2026-06-16T05:00:00Z')).toMatchObject({
    openNow: true,
    closesAt: null,
  });
  expect(opens(byLaw('+819012345678'), '2026-06-16T15:00:00Z')).toBe('2026-06-16T23:00:00.000Z');
});

test('the margin ends before the hours do', () => {
  const newYork = byLaw('+12125550123', { marginSeconds: 90 });
  expect(closes(newYork, '2026-06-16T15:00:00Z')).toBe('2026-06-17T00:58:30.000Z');
  expect(isOpen(newYork, '2026-06-17T00:58:30Z')).toBe(false);
});

describe('a campaign', () => {
  const nineToFive = weekdays.slice(0, 5).map((day) => ({ day, from: '09:00', to: '17:00' }));
  const hours: CampaignHours = { zone: null, weekly: nineToFive, dates: [], startsAt: null, endsAt: null };
  const inChicago = (more: Partial<CampaignHours> = {}) => byLaw('+13125550123', { campaign: { ...hours, ...more } });

  test('calls in its own hours by the clock of the contact, or by its own clock', () => {
    expect(opens(inChicago(), '2026-06-16T05:00:00Z')).toBe('2026-06-16T14:00:00.000Z');
    expect(opens(inChicago({ zone: 'Europe/London' }), '2026-06-16T05:00:00Z')).toBe('2026-06-16T13:00:00.000Z');
    expect(closes(inChicago({ zone: 'Europe/London' }), '2026-06-16T14:00:00Z')).toBe('2026-06-16T16:00:00.000Z');
  });

  test('has other hours on a date, or none', () => {
    const dates = [
      { date: '2026-06-16', spans: [{ from: '11:00', to: '12:00' }] },
      { date: '2026-06-17', spans: [] },
    ];
    expect(opens(inChicago({ dates }), '2026-06-16T05:00:00Z')).toBe('2026-06-16T16:00:00.000Z');
    expect(opens(inChicago({ dates }), '2026-06-16T17:00:00Z')).toBe('2026-06-18T14:00:00.000Z');
  });

  test('begins and ends', () => {
    expect(opens(inChicago({ startsAt: '2026-06-16T15:30:00Z' }), '2026-06-16T05:00:00Z')).toBe(
      '2026-06-16T15:30:00.000Z',
    );
    expect(closes(inChicago({ endsAt: '2026-06-16T15:30:00Z' }), '2026-06-16T15:00:00Z')).toBe(
      '2026-06-16T15:30:00.000Z',
    );
    expect(at(inChicago({ endsAt: '2026-06-16T15:30:00Z' }), '2026-06-16T16:00:00Z').nextOpening).toBeNull();
  });

  test('is never open when no hour suits it and the law, or when its zone is not known', () => {
    const night = weekdays.map((day) => ({ day, from: '01:00', to: '05:00' }));
    expect(at(inChicago({ weekly: night }), '2026-06-16T16:00:00Z').nextOpening).toBeNull();
    expect(at(inChicago({ zone: 'Mars/Olympus' }), '2026-06-16T16:00:00Z').nextOpening).toBeNull();
  });

  test('opens within fourteen days or never', () => {
    const once = (date: string) => [{ date, spans: [{ from: '10:00', to: '11:00' }] }];
    const only = (date: string) =>
      inChicago({ weekly: [{ day: 'sun', from: '00:00', to: '00:01' }], dates: once(date) });
    expect(opens(only('2026-06-29'), '2026-06-16T16:00:00Z')).toBe('2026-06-29T15:00:00.000Z');
    expect(opens(only('2026-07-02'), '2026-06-16T16:00:00Z')).toBeUndefined();
  });
});
