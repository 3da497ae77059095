import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Calendar, type HoursState, weekdays } from './calendar-shapes.ts';
import { dayNameAt, hoursStateAt, nextChange, spansCover } from './hours.ts';

interface Case {
  name: string;
  calendar: unknown;
  states: { at: string; state: HoursState; until?: string | null; then?: HoursState }[];
}

const folder = new URL('../../../conformance/calling-hours/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  // The files are ours, and a case of another shape fails its test.
  const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case[];
  describe(file, () => {
    test.each(cases)('$name', ({ calendar: given, states }) => {
      const calendar = Calendar.parse(given);
      for (const { at, state, until, then } of states) {
        expect(hoursStateAt(calendar, new Date(at)), at).toBe(state);
        if (until === undefined) continue;
        const expected = until === null ? null : { at: new Date(until), state: then };
        expect(nextChange(calendar, new Date(at)), at).toEqual(expected);
      }
    });
  });
}

const zones = ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Africa/Casablanca'];
const quarter = fc.integer({ min: 0, max: 95 });
const times = fc
  .tuple(quarter, fc.integer({ min: 1, max: 96 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from: clock(from), to: clock(to) }));
// Around changes of the clocks in these zones.
const starts = ['2026-03-07', '2026-03-28', '2026-04-03', '2026-10-02', '2026-10-24', '2026-10-31'];
const start = fc
  .tuple(fc.constantFrom(...starts), fc.integer({ min: 0, max: 3 * 24 * 60 }))
  .map(([date, minutes]) => new Date(Date.parse(date) + minutes * 60_000));
const calendarAround = (at: Date) => {
  const date = fc
    .integer({ min: -1, max: 4 })
    .map((days) => new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10));
  const dated = fc.array(fc.record({ date, name: fc.constant('A day'), times: fc.option(times, { nil: undefined }) }), {
    maxLength: 2,
  });
  return fc.record({
    time_zone: fc.constantFrom(...zones),
    weekly: fc.array(fc.record({ day: fc.constantFrom(...weekdays), times }), { maxLength: 8 }),
    special: dated,
    holidays: dated,
  });
};
const flat = <Row extends { times?: object | undefined }>(rows: Row[]) =>
  rows.map(({ times: span, ...row }) => ({ ...row, ...span }));

test('the next change is the first instant with another state', () => {
  const given = start.chain((at) => fc.tuple(fc.constant(at), calendarAround(at)));
  fc.assert(
    fc.property(given, ([at, drawn]) => {
      const { weekly, special, holidays } = drawn;
      const calendar = Calendar.parse({
        ...drawn,
        weekly: flat(weekly),
        special: flat(special),
        holidays: flat(holidays),
      });
      const now = hoursStateAt(calendar, at);
      const next = nextChange(calendar, at);
      const horizon = at.getTime() + 4 * 86_400_000;
      // Rows begin and end at quarters of an hour, and so do the changes of the clocks.
      const firstQuarter = Math.floor(at.getTime() / 900_000) * 900_000 + 900_000;
      for (let ms = firstQuarter; ms < Math.min(next?.at.getTime() ?? horizon, horizon); ms += 900_000) {
        expect(hoursStateAt(calendar, new Date(ms))).toBe(now);
      }
      if (!next) return;
      expect(hoursStateAt(calendar, next.at)).toBe(next.state);
      expect(next.state).not.toBe(now);
      expect(hoursStateAt(calendar, new Date(next.at.getTime() - 1))).toBe(now);
    }),
    { numRuns: 150, seed: 7 },
  );
});

test('looking for a change ends, however many dated rows there are', () => {
  const dated = Array.from({ length: 500 }, (_, index) => ({
    date: new Date(Date.UTC(2027, 0, 1) + index * 30 * 86_400_000).toISOString().slice(0, 10),
    name: 'Open as ever',
  }));
  const weekly = weekdays.map((day) => ({ day, from: '00:00', to: '24:00' }));
  const calendar = Calendar.parse({ time_zone: 'Europe/Rome', weekly, special: dated });
  expect(nextChange(calendar, new Date('2026-11-21T20:00:00Z'))).toBeNull();
});

test('a zone that nobody knows is read as UTC', () => {
  const calendar = Calendar.parse({ time_zone: 'Mars/Olympus', weekly: [{ day: 'sat', from: '20:00', to: '21:00' }] });
  expect(hoursStateAt(calendar, new Date('2026-11-21T20:30:00Z'))).toBe('open');
});

test('a day says its name while it holds', () => {
  const special = [{ date: '2026-12-24', name: 'Short day', from: '09:00', to: '12:00' }];
  const holidays = [{ date: '2026-12-24', name: 'Christmas Eve', from: '12:00', to: '24:00' }];
  const calendar = Calendar.parse({ time_zone: 'UTC', weekly: [], special, holidays });
  const names = ['08:00', '09:00', '12:00'].map((time) => dayNameAt(calendar, new Date(`2026-12-24T${time}:00Z`)));
  expect(names).toEqual([null, 'Short day', 'Christmas Eve']);
});

test('a greeting plays in the rows of its week and of its dates', () => {
  const weekly = [{ day: 'sat' as const, from: '20:00', to: '21:00' }];
  const schedule = { time_zone: 'Europe/Rome', weekly, dates: [{ date: '2026-12-25', name: 'Christmas' }] };
  const covered = ['2026-11-21T19:30:00Z', '2026-11-21T20:30:00Z', '2026-12-25T10:00:00Z', '2026-12-25T23:30:00Z'];
  expect(covered.map((at) => spansCover(schedule, new Date(at)))).toEqual([true, false, true, false]);
});

function clock(quarters: number): string {
  const hours = String(Math.floor(quarters / 4)).padStart(2, '0');
  return `${hours}:${String((quarters % 4) * 15).padStart(2, '0')}`;
}
